'use server';

import { findPayment } from '@/lib/counter/withdrawal/find';
import { startOnBehalf } from '@/lib/counter/withdrawal/on-behalf';
import { toAction } from '@/lib/entry/to-action';

export const findPaymentAction = toAction(findPayment, {
  goTo: ({ offer }) => `/agent/pay-for/confirm?offer=${offer}`,
});
export const startOnBehalfAction = toAction(startOnBehalf, {
  goTo: ({ pendingId }) => `/agent/withdraw/${pendingId}`,
});
