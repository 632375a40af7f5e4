'use server';

import { toAction } from '@/lib/entry/to-action';
import { askExport } from '@/lib/wallet/export/ask-export';
import { cancelExport } from '@/lib/wallet/export/own-exports';

export const askAction = toAction(askExport, { goTo: () => '/agent/float/exports' });
export const cancelAction = toAction(cancelExport, { goTo: () => '/agent/float/exports' });
