import type { ReactNode } from 'react';

/** A place of a portal. On a phone the first four stand in the bottom bar and the others under "More". */
export interface NavItem {
  href: string;
  label: string;
  icon: ReactNode;
  /** A heading that it stands under in the sidebar; items of one group follow each other. */
  group?: string;
  /** Current on this very address alone, and not below it. */
  exact?: boolean;
  /** How many things wait there. */
  count?: number;
}
