'use server';

import { changePassword } from '@/lib/auth/password-change';
import { toAction } from '@/lib/entry/to-action';

export const changePasswordAction = toAction(changePassword);
