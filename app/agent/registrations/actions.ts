'use server';

import { toAction } from '@/lib/entry/to-action';
import { resendActivationCode } from '@/lib/sim/resend-activation-code';

export const resendCodeAction = toAction(resendActivationCode);
