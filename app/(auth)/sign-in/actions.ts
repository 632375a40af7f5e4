'use server';

import { signIn } from '@/lib/auth/sign-in';
import { finishFirstStep } from '@/lib/entry/finish-sign-in';
import { toAction } from '@/lib/entry/to-action';

export const signInAction = toAction(signIn, {
  finish: finishFirstStep,
  goTo: ({ next }, callbackUrl) =>
    next === 'session'
      ? (callbackUrl ?? '/')
      : `/second-factor?callbackUrl=${encodeURIComponent(callbackUrl ?? '/')}`,
});
