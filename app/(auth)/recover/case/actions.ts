'use server';

import { claimedCase, finishRecovery, keepRecovery } from '@/lib/entry/own-recovery';
import { toAction } from '@/lib/entry/to-action';
import { cancelRecovery, claimRecovery } from '@/lib/person/recovery/claim-case';
import { completeRecovery } from '@/lib/person/recovery/complete';

export const claimAction = toAction(claimRecovery, { finish: keepRecovery, goTo: () => '/recover/case' });
export const cancelAction = toAction(cancelRecovery, { add: claimedCase, goTo: () => '/recover/case' });
export const completeAction = toAction(completeRecovery, {
  add: claimedCase,
  finish: finishRecovery,
  goTo: () => '/authenticator?callbackUrl=/user/security/protection',
});
