'use server';

import { beginPasskey } from '@/lib/auth/passkey/begin-enrolment';
import { enrolPasskey } from '@/lib/auth/passkey/enrol';
import { renamePasskey } from '@/lib/auth/passkey/own-passkeys';
import { removePasskey } from '@/lib/auth/remove-factor';
import { finishWithTicket } from '@/lib/entry/finish-sign-in';
import { toAction } from '@/lib/entry/to-action';

export const beginPasskeyAction = toAction(beginPasskey);
export const enrolPasskeyAction = toAction(enrolPasskey, { finish: finishWithTicket });
export const renamePasskeyAction = toAction(renamePasskey, {
  goTo: () => '/user/security/passkeys?said=renamed',
});
export const removePasskeyAction = toAction(removePasskey, {
  goTo: () => '/user/security/passkeys?said=removed',
});
