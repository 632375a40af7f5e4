'use server';

import { toAction } from '@/lib/entry/to-action';
import { requestOwnSwap } from '@/lib/sim/swap/request';

export const requestOwnAction = toAction(requestOwnSwap, { goTo: ({ swapId }) => `/user/swaps/${swapId}` });
