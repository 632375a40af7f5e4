'use server';

import { dropLostFactors } from '@/lib/auth/recovery/drop-factors';
import { toAction } from '@/lib/entry/to-action';

export const dropFactorsAction = toAction(dropLostFactors, { goTo: () => '/lost-factors?said=dropped' });
