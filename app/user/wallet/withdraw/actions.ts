'use server';

import { toAction } from '@/lib/entry/to-action';
import { makeWithdrawalCode, takeBackWithdrawalCode } from '@/lib/wallet/pending/withdrawal-code';

// The code is shown in place of the form, once: there is no page that could show it again.
export const makeWithdrawalCodeAction = toAction(makeWithdrawalCode);
export const takeBackCodeAction = toAction(takeBackWithdrawalCode, { goTo: () => '/user/wallet/withdraw' });
