'use server';

import { toAction } from '@/lib/entry/to-action';
import { confirmByCode, enterPendingCode } from '@/lib/wallet/pending/by-code';

export const enterCodeAction = toAction(enterPendingCode, {
  evenTime: true,
  goTo: ({ ticket }) => `/confirm?ticket=${ticket}`,
});
// It stays where it is: the page shows what became of it.
export const confirmByCodeAction = toAction(confirmByCode, {
  goTo: ({ ticket }) => `/confirm?ticket=${ticket}`,
});
