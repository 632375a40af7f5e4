'use server';

import { beginStepUpPasskey, stepUpPasskey } from '@/lib/auth/passkey/step-up';
import { stepUp } from '@/lib/auth/step-up';
import { finishWithTicket } from '@/lib/entry/finish-sign-in';
import { toAction } from '@/lib/entry/to-action';

export const stepUpAction = toAction(stepUp, {
  finish: finishWithTicket,
  goTo: (_output, callbackUrl) => callbackUrl ?? '/',
});
export const beginPasskeyAction = toAction(beginStepUpPasskey);
export const beginDevicePasskeyAction = toAction(beginStepUpPasskey, {
  add: async () => ({ want: 'device-passkey' }),
});
export const stepUpPasskeyAction = toAction(stepUpPasskey, {
  finish: finishWithTicket,
  goTo: (_output, callbackUrl) => callbackUrl ?? '/',
});
