'use server';

import { toAction } from '@/lib/entry/to-action';
import { askLedger } from '@/lib/wallet/export/ask-export';
import { cancelExport } from '@/lib/wallet/export/own-exports';

export const askAction = toAction(askLedger, { goTo: () => '/admin/money/exports' });
export const cancelAction = toAction(cancelExport, { goTo: () => '/admin/money/exports' });
