'use client';

import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';

/** Shows its children on every page but one: a way to where somebody is already leads nowhere. */
export function NotOn({ path, children }: { path: string; children: ReactNode }) {
  return usePathname() === path ? null : children;
}
