'use server';

import { sendSignInCode } from '@/lib/auth/code-send';
import { signInByCode } from '@/lib/auth/code-sign-in';
import { begunSignIn, finishFirstStep, keepSignIn } from '@/lib/entry/finish-sign-in';
import { afterFirstStep, withCallback } from '@/lib/entry/sign-in-paths';
import { toAction } from '@/lib/entry/to-action';

export const sendCodeAction = toAction(sendSignInCode, {
  evenTime: true,
  finish: keepSignIn,
  goTo: (_output, callbackUrl) => withCallback('/sign-in/code?sent=1', callbackUrl),
});
export const codeSignInAction = toAction(signInByCode, {
  add: begunSignIn,
  finish: finishFirstStep,
  goTo: afterFirstStep,
});
