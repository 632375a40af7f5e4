'use server';

import { toAction } from '@/lib/entry/to-action';
import { runReconciliation } from '@/lib/wallet/reconciliation/reconcile';

export const reconcileAction = toAction(runReconciliation, {
  goTo: ({ reconciliationId }) => `/admin/money/reconciliation/${reconciliationId}`,
});
