'use server';

import { openSignInLink } from '@/lib/auth/link-open';
import { sendSignInLink } from '@/lib/auth/link-send';
import { finishFirstStep, keepSignIn } from '@/lib/entry/finish-sign-in';
import { afterFirstStep, withCallback } from '@/lib/entry/sign-in-paths';
import { toAction } from '@/lib/entry/to-action';

export const sendLinkAction = toAction(sendSignInLink, {
  evenTime: true,
  finish: keepSignIn,
  goTo: (_output, callbackUrl) => withCallback('/sign-in/link?sent=1', callbackUrl),
});
export const openLinkAction = toAction(openSignInLink, { finish: finishFirstStep, goTo: afterFirstStep });
