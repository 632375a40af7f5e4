'use server';

import { toAction } from '@/lib/entry/to-action';
import { requestSwap } from '@/lib/sim/swap/request';

export const requestAction = toAction(requestSwap, { goTo: ({ swapId }) => `/agent/swaps/${swapId}` });
