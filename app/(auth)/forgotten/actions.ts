'use server';

import { forgotPassword } from '@/lib/auth/password-forgot';
import { toAction } from '@/lib/entry/to-action';

export const forgotPasswordAction = toAction(forgotPassword, {
  evenTime: true,
  goTo: () => '/forgotten?sent=1',
});
