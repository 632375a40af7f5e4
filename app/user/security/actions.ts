'use server';

import { renewRecoveryCodes } from '@/lib/auth/recovery-codes';
import { toAction } from '@/lib/entry/to-action';

export const renewRecoveryCodesAction = toAction(renewRecoveryCodes);
