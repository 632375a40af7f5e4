'use server';

import { toAction } from '@/lib/entry/to-action';
import { blockSim, retireSim } from '@/lib/sim/life/block';

const back = ({ simId }: { simId: string }) => `/admin/sims/${simId}?said=done`;

export const blockAction = toAction(blockSim, { goTo: back });
export const retireSimAction = toAction(retireSim, { goTo: back });
