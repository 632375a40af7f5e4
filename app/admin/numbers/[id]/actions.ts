'use server';

import { toAction } from '@/lib/entry/to-action';
import { portOut } from '@/lib/sim/life/port-out';
import { resumeNumber } from '@/lib/sim/life/resume';
import { retireNumber } from '@/lib/sim/life/retire-number';
import { suspendNumber } from '@/lib/sim/life/suspend';

const back = ({ numberId }: { numberId: string }) => `/admin/numbers/${numberId}?said=done`;

export const suspendAction = toAction(suspendNumber, { goTo: back });
export const resumeAction = toAction(resumeNumber, { goTo: back });
export const retireAction = toAction(retireNumber, { goTo: back });
export const portOutAction = toAction(portOut, { goTo: back });
