'use server';

import { cancelPending } from '@/lib/counter/withdrawal/cancel';
import { findPayment } from '@/lib/counter/withdrawal/find';
import { redeemWithdrawal } from '@/lib/counter/withdrawal/redeem';
import { startWithdrawal } from '@/lib/counter/withdrawal/start';
import { toAction } from '@/lib/entry/to-action';

export const findWithdrawalAction = toAction(findPayment, {
  goTo: ({ offer }) => `/agent/withdraw/confirm?offer=${offer}`,
});
export const startWithdrawalAction = toAction(startWithdrawal, {
  goTo: ({ pendingId }) => `/agent/withdraw/${pendingId}`,
});
export const redeemWithdrawalAction = toAction(redeemWithdrawal, {
  goTo: ({ pendingId }) => `/agent/withdraw/${pendingId}`,
});
export const cancelPendingAction = toAction(cancelPending, {
  goTo: ({ pendingId }) => `/agent/withdraw/${pendingId}`,
});
