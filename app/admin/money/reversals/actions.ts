'use server';

import { toAction } from '@/lib/entry/to-action';
import { proposeReversal } from '@/lib/wallet/reversal/propose';

export const proposeReversalAction = toAction(proposeReversal, {
  goTo: ({ proposalId }) => `/admin/money/proposals/${proposalId}`,
});
