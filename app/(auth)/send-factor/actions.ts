'use server';

import { sendSecondFactor, sendStepUp } from '@/lib/auth/factor-send';
import { begunSignIn } from '@/lib/entry/finish-sign-in';
import { toAction } from '@/lib/entry/to-action';

export const sendSecondFactorAction = toAction(sendSecondFactor, { add: begunSignIn });
export const sendStepUpAction = toAction(sendStepUp);
