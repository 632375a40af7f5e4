'use server';

import { renewCredentials } from '@/lib/auth/recovery/renew-credentials';
import { toAction } from '@/lib/entry/to-action';

export const renewCredentialsAction = toAction(renewCredentials, { goTo: () => '/lost-factors' });
