'use server';

import { toAction } from '@/lib/entry/to-action';
import { cancelImport } from '@/lib/sim/stock/cancel-import';
import { confirmImport } from '@/lib/sim/stock/confirm-import';

export const confirmImportAction = toAction(confirmImport, {
  goTo: ({ importId }) => `/admin/stock/${importId}`,
});
export const cancelImportAction = toAction(cancelImport, {
  goTo: ({ importId }) => `/admin/stock/${importId}`,
});
