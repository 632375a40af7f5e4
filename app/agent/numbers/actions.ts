'use server';

import { toAction } from '@/lib/entry/to-action';
import { resumeNumber } from '@/lib/sim/life/resume';
import { suspendNumber } from '@/lib/sim/life/suspend';

export const suspendNumberAction = toAction(suspendNumber, {
  goTo: () => '/agent/numbers?said=suspended',
});
export const resumeNumberAction = toAction(resumeNumber, {
  goTo: () => '/agent/numbers?said=resumed',
});
