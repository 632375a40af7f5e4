'use server';

import { toAction } from '@/lib/entry/to-action';
import { activate } from '@/lib/sim/activate-number';

export const activateAction = toAction(activate, { evenTime: true, goTo: () => '/sign-in?notice=activated' });
