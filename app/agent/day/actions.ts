'use server';

import { closeDay } from '@/lib/counter/float/close-day';
import { toAction } from '@/lib/entry/to-action';

export const closeDayAction = toAction(closeDay, { goTo: ({ day }) => `/agent/day?day=${day}` });
