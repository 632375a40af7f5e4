'use server';

import { openFloat } from '@/lib/counter/open-float';
import { toAction } from '@/lib/entry/to-action';

export const openFloatAction = toAction(openFloat, { goTo: () => '/admin/floats' });
