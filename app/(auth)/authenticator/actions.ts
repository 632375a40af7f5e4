'use server';

import { removeTotp } from '@/lib/auth/remove-factor';
import { beginTotp, confirmTotp } from '@/lib/auth/totp-enrolment';
import { finishWithTicket } from '@/lib/entry/finish-sign-in';
import { toAction } from '@/lib/entry/to-action';

export const beginTotpAction = toAction(beginTotp);
export const confirmTotpAction = toAction(confirmTotp, { finish: finishWithTicket });
export const removeTotpAction = toAction(removeTotp, { goTo: () => '/authenticator?said=removed' });
