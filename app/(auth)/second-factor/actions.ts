'use server';

import { beginSecondFactorPasskey, signInSecondFactorPasskey } from '@/lib/auth/passkey/second-factor';
import { signInSecondFactor } from '@/lib/auth/sign-in-second-factor';
import { begunSignIn, finishWithTicket } from '@/lib/entry/finish-sign-in';
import { leadingBack } from '@/lib/entry/proof-page';
import { toAction } from '@/lib/entry/to-action';

export const secondFactorAction = toAction(signInSecondFactor, {
  add: begunSignIn,
  finish: finishWithTicket,
  goTo: ({ byRecoveryCode }, callbackUrl = '/') =>
    byRecoveryCode ? leadingBack('/lost-factors', callbackUrl) : callbackUrl,
});
export const beginSecondFactorPasskeyAction = toAction(beginSecondFactorPasskey, { add: begunSignIn });
export const secondFactorPasskeyAction = toAction(signInSecondFactorPasskey, {
  add: begunSignIn,
  finish: finishWithTicket,
  goTo: (_output, callbackUrl) => callbackUrl ?? '/',
});
