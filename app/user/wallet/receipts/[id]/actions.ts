'use server';

import { toAction } from '@/lib/entry/to-action';
import { raiseDispute } from '@/lib/wallet/dispute/raise';

export const raiseAction = toAction(raiseDispute, {
  goTo: ({ deedId }) => `/user/wallet/receipts/${deedId}`,
});
