'use server';

import { toAction } from '@/lib/entry/to-action';
import { cancelSwap } from '@/lib/sim/swap/cancel';
import { enterSwapCode, sendSwapCode } from '@/lib/sim/swap/code';
import { objectToOwnSwap } from '@/lib/sim/swap/object';
import { proveSwap } from '@/lib/sim/swap/prove';
import { releaseAfterSwap } from '@/lib/sim/swap/release';

const OWN = '/user/swaps';

/** Back to the case that the form stood on; once the number has moved every session is over, so to a page for anybody. */
const goTo = ({ state }: { state: string }, back: string | undefined) =>
  state === 'completed' ? '/swap/done' : (back ?? OWN);

const back = (_output: unknown, from: string | undefined) => from ?? OWN;

export const proveAction = toAction(proveSwap, { goTo });
export const sendCodeAction = toAction(sendSwapCode, { goTo: ({ to }, back) => `${back ?? OWN}?sent=${to}` });
export const enterCodeAction = toAction(enterSwapCode, { goTo });
export const notMeAction = toAction(objectToOwnSwap, { goTo: back });
export const cancelAction = toAction(cancelSwap, { goTo: back });
export const releaseAction = toAction(releaseAfterSwap, { goTo: back });
