'use server';

import { toAction } from '@/lib/entry/to-action';
import { openRecovery } from '@/lib/person/recovery/open-case';

export const openRecoveryAction = toAction(openRecovery, {
  goTo: ({ number }) => `/agent/recoveries?number=${encodeURIComponent(number)}&said=opened`,
});
