'use server';

import { toAction } from '@/lib/entry/to-action';
import { objectToRecovery } from '@/lib/person/recovery/object';

export const objectAction = toAction(objectToRecovery, { goTo: () => '/recover/object?said=noted' });
