'use server';

import { toAction } from '@/lib/entry/to-action';
import { confirmPending, refusePending } from '@/lib/wallet/pending/confirm';

// Both stay where they are: the page shows what became of it.
export const confirmPendingAction = toAction(confirmPending, {
  goTo: ({ receiptId }) => `/user/wallet/confirm/${receiptId}`,
});
export const refusePendingAction = toAction(refusePending, { goTo: () => '/user/wallet' });
