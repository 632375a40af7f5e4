'use server';

import { stepUp } from '@/lib/auth/step-up';
import { finishWithTicket } from '@/lib/entry/finish-sign-in';
import { toAction } from '@/lib/entry/to-action';

export const stepUpAction = toAction(stepUp, {
  finish: finishWithTicket,
  goTo: (_output, callbackUrl) => callbackUrl ?? '/',
});
