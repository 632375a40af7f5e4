'use server';

import { toAction } from '@/lib/entry/to-action';
import { cancelSwap } from '@/lib/sim/swap/cancel';
import { readSwapDocument } from '@/lib/sim/swap/document';
import { remedySwap } from '@/lib/sim/swap/remedy';
import { approveSwap, decideSwap, refuseSwap } from '@/lib/sim/swap/review';

/** Back to the case, in the portal that it was looked at in. */
const goTo = (_output: unknown, back: string | undefined) => back ?? '/';

export const approveAction = toAction(approveSwap, { goTo });
export const refuseAction = toAction(refuseSwap, { goTo });
export const decideAction = toAction(decideSwap, { goTo });
export const cancelAction = toAction(cancelSwap, { goTo });
export const documentAction = toAction(readSwapDocument, { goTo });
export const remedyAction = toAction(remedySwap, { goTo });
