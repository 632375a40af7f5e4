'use server';

import { signOut, signOutEverywhere } from '@/lib/auth/sign-out';
import { dropCookie } from '@/lib/entry/auth';
import { toAction } from '@/lib/entry/to-action';

export const signOutAction = toAction(signOut, {
  finish: dropCookie,
  goTo: () => '/sign-in?notice=signed-out',
});
export const signOutEverywhereAction = toAction(signOutEverywhere, {
  finish: dropCookie,
  goTo: () => '/sign-in?notice=signed-out',
});
