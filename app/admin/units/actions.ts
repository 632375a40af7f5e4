'use server';

import { toAction } from '@/lib/entry/to-action';
import { createUnit } from '@/lib/tenant/create-unit';

export const createUnitAction = toAction(createUnit, { goTo: () => '/admin/units?said=made' });
