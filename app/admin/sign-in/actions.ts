'use server';

import { toAction } from '@/lib/entry/to-action';
import { updateSignIn } from '@/lib/tenant/update-sign-in';

export const updateSignInAction = toAction(updateSignIn, { goTo: () => '/admin/sign-in?said=saved' });
