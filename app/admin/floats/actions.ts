'use server';

import { payCommissionNow } from '@/lib/counter/commission/pay-now';
import { proposeFunding, proposeReturn } from '@/lib/counter/float/propose';
import { openFloat } from '@/lib/counter/open-float';
import { toAction } from '@/lib/entry/to-action';

const toProposal = ({ proposalId }: { proposalId: string }) => `/admin/money/proposals/${proposalId}`;

export const openFloatAction = toAction(openFloat, { goTo: () => '/admin/floats' });
export const proposeFundingAction = toAction(proposeFunding, { goTo: toProposal });
export const proposeReturnAction = toAction(proposeReturn, { goTo: toProposal });
export const payCommissionAction = toAction(payCommissionNow, { goTo: () => '/admin/floats' });
