'use server';

import { toAction } from '@/lib/entry/to-action';
import { confirmNumber } from '@/lib/sim/confirm-number';
import { resendActivationCode } from '@/lib/sim/resend-activation-code';

export const confirmNumberAction = toAction(confirmNumber, { goTo: () => '/user/sims' });
export const resendCodeAction = toAction(resendActivationCode);
