'use server';

import { toAction } from '@/lib/entry/to-action';
import { liftPersonHold } from '@/lib/person/lift-hold';

export const liftSuspensionAction = toAction(liftPersonHold, {
  goTo: () => '/admin/swaps/agents?said=lifted',
});
