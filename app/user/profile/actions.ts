'use server';

import { toAction } from '@/lib/entry/to-action';
import { updateProfile } from '@/lib/person/profile';

export const updateProfileAction = toAction(updateProfile, { goTo: () => '/user/profile?said=saved' });
