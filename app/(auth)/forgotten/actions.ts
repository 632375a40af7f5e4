'use server';

import { forgotPassword } from '@/lib/auth/password-forgot';
import { toAction } from '@/lib/entry/to-action';

export const forgotPasswordAction = toAction(forgotPassword, { goTo: () => '/forgotten?sent=1' });
