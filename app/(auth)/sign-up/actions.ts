'use server';

import { toAction } from '@/lib/entry/to-action';
import { signUp } from '@/lib/person/sign-up';

export const signUpAction = toAction(signUp, {
  evenTime: true,
  goTo: () => '/sign-in?notice=signed-up',
});
