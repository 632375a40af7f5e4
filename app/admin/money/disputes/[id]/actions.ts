'use server';

import { toAction } from '@/lib/entry/to-action';
import { decideDispute } from '@/lib/wallet/dispute/decide';

export const decideDisputeAction = toAction(decideDispute, {
  goTo: ({ disputeId }) => `/admin/money/disputes/${disputeId}`,
});
