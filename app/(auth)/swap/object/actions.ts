'use server';

import { toAction } from '@/lib/entry/to-action';
import { objectToSwapByLink } from '@/lib/sim/swap/object';

export const objectAction = toAction(objectToSwapByLink, { goTo: () => '/swap/object?said=noted' });
