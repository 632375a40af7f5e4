'use server';

import { toAction } from '@/lib/entry/to-action';
import { approveProposal, rejectProposal, withdrawProposal } from '@/lib/wallet/proposal/decide';

const back = ({ proposalId }: { proposalId: string }) => `/admin/money/proposals/${proposalId}`;

export const approveAction = toAction(approveProposal, { goTo: back });
export const rejectAction = toAction(rejectProposal, { goTo: back });
export const withdrawAction = toAction(withdrawProposal, { goTo: back });
