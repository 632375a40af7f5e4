'use server';

import { toAction } from '@/lib/entry/to-action';
import { confirmNumber } from '@/lib/sim/confirm-number';
import { lockPortOut, unlockPortOut } from '@/lib/sim/life/port-out-lock';
import { resumeOwn } from '@/lib/sim/life/resume';
import { showOwnSecrets } from '@/lib/sim/life/show-secrets';
import { suspendOwn } from '@/lib/sim/life/suspend';
import { resendActivationCode } from '@/lib/sim/resend-activation-code';

export const confirmNumberAction = toAction(confirmNumber, { goTo: () => '/user/sims' });
export const resendCodeAction = toAction(resendActivationCode);
export const suspendOwnAction = toAction(suspendOwn, { goTo: () => '/user/sims?said=suspended' });
export const resumeOwnAction = toAction(resumeOwn, { goTo: () => '/user/sims?said=resumed' });
export const lockPortOutAction = toAction(lockPortOut, { goTo: () => '/user/sims?said=locked' });
export const unlockPortOutAction = toAction(unlockPortOut, { goTo: () => '/user/sims?said=unlocking' });
export const showSecretsAction = toAction(showOwnSecrets);
