'use server';

import { toAction } from '@/lib/entry/to-action';
import { approveDeed, refuseDeed } from '@/lib/tenant/approval/decide-approval';

export const approveAction = toAction(approveDeed, { goTo: () => '/admin/approvals?said=approved' });
export const refuseAction = toAction(refuseDeed, { goTo: () => '/admin/approvals?said=refused' });
