'use server';

import { deposit } from '@/lib/counter/deposit';
import { findCustomer } from '@/lib/counter/find-customer';
import { toAction } from '@/lib/entry/to-action';

export const findCustomerAction = toAction(findCustomer, {
  goTo: ({ deposit: found }) => `/agent/deposit/confirm?offer=${found?.offer ?? ''}`,
});
export const depositAction = toAction(deposit, {
  goTo: ({ receiptId }) => `/agent/deposit/receipts/${receiptId}`,
});
