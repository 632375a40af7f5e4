'use server';

import { liftOwnHold } from '@/lib/auth/recovery/lift-holds';
import { secureOwnAccount } from '@/lib/auth/recovery/secure';
import { dropCookie } from '@/lib/entry/auth';
import { toAction } from '@/lib/entry/to-action';

export const secureAction = toAction(secureOwnAccount, { finish: dropCookie, goTo: () => '/secured' });
export const liftAction = toAction(liftOwnHold, { goTo: () => '/user/security/protection?said=lifted' });
