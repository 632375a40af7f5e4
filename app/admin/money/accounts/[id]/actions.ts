'use server';

import { toAction } from '@/lib/entry/to-action';
import { freezeAccount, unfreezeAccount } from '@/lib/wallet/freeze/freeze-account';
import { proposeUnfreeze } from '@/lib/wallet/freeze/propose-unfreeze';
import { proposeRaise } from '@/lib/wallet/raises/propose-raise';

const back = ({ accountId }: { accountId: string }) => `/admin/money/accounts/${accountId}`;
const toProposal = ({ proposalId }: { proposalId: string }) => `/admin/money/proposals/${proposalId}`;

export const freezeAction = toAction(freezeAccount, { goTo: back });
export const unfreezeAction = toAction(unfreezeAccount, { goTo: back });
export const proposeUnfreezeAction = toAction(proposeUnfreeze, { goTo: toProposal });
export const proposeRaiseAction = toAction(proposeRaise, { goTo: toProposal });
