'use server';

import { toAction } from '@/lib/entry/to-action';
import { approveRecovery, refuseRecovery } from '@/lib/person/recovery/approve';
import { decideRecovery } from '@/lib/person/recovery/decide';

const back = ({ caseId }: { caseId: string }) => `/admin/recoveries/${caseId}`;

export const approveAction = toAction(approveRecovery, { goTo: back });
export const refuseAction = toAction(refuseRecovery, { goTo: back });
export const decideAction = toAction(decideRecovery, { goTo: back });
