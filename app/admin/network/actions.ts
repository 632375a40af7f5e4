'use server';

import { toAction } from '@/lib/entry/to-action';
import { importNetworkEvents } from '@/lib/sim/network/import-events';

export const importNetworkAction = toAction(importNetworkEvents, { fileAsText: 'file' });
