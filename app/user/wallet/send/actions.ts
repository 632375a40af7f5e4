'use server';

import { toAction } from '@/lib/entry/to-action';
import { quoteTransfer } from '@/lib/wallet/quote';
import { transfer } from '@/lib/wallet/transfer';

export const quoteAction = toAction(quoteTransfer, {
  goTo: ({ quote }) => `/user/wallet/send/confirm?quote=${quote}`,
});
export const transferAction = toAction(transfer, {
  goTo: ({ receiptId, heldUntil }) =>
    heldUntil ? `/user/wallet/confirm/${receiptId}` : `/user/wallet/receipts/${receiptId}`,
});
