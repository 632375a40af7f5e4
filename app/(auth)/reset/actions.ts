'use server';

import { resetPassword } from '@/lib/auth/password-reset';
import { sendResetFactor } from '@/lib/auth/password-reset-send';
import { toAction } from '@/lib/entry/to-action';

export const resetPasswordAction = toAction(resetPassword, {
  goTo: () => '/sign-in?notice=password-reset',
});
export const sendResetFactorAction = toAction(sendResetFactor);
