'use server';

import { beginPasskeySignIn, signInWithPasskey } from '@/lib/auth/passkey/sign-in';
import { signIn } from '@/lib/auth/sign-in';
import { finishFirstStep } from '@/lib/entry/finish-sign-in';
import { afterFirstStep } from '@/lib/entry/sign-in-paths';
import { toAction } from '@/lib/entry/to-action';

export const signInAction = toAction(signIn, { finish: finishFirstStep, goTo: afterFirstStep });
export const beginPasskeyAction = toAction(beginPasskeySignIn);
export const passkeySignInAction = toAction(signInWithPasskey, {
  finish: finishFirstStep,
  goTo: afterFirstStep,
});
