'use server';

import { toAction } from '@/lib/entry/to-action';
import { resendVerification, verifyAddress } from '@/lib/person/verify-address';

export const verifyAction = toAction(verifyAddress, { goTo: () => '/' });
export const resendAction = toAction(resendVerification);
