'use server';

import { toAction } from '@/lib/entry/to-action';
import { openVerification } from '@/lib/person/verify-address';

export const openVerificationAction = toAction(openVerification, { goTo: () => '/' });
