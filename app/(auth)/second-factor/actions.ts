'use server';

import { signInSecondFactor } from '@/lib/auth/sign-in-second-factor';
import { begunSignIn, finishWithTicket } from '@/lib/entry/finish-sign-in';
import { toAction } from '@/lib/entry/to-action';

export const secondFactorAction = toAction(signInSecondFactor, {
  add: begunSignIn,
  finish: finishWithTicket,
  goTo: ({ byRecoveryCode }, callbackUrl = '/') =>
    byRecoveryCode ? `/lost-factors?callbackUrl=${encodeURIComponent(callbackUrl)}` : callbackUrl,
});
