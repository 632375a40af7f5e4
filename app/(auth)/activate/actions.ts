'use server';

import { toAction } from '@/lib/entry/to-action';
import { activate } from '@/lib/sim/activate-number';

export const activateAction = toAction(activate, { goTo: () => '/sign-in?notice=activated' });
