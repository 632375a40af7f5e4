'use server';

import { secureByLink } from '@/lib/auth/recovery/secure-by-link';
import { toAction } from '@/lib/entry/to-action';

export const secureByLinkAction = toAction(secureByLink, { goTo: () => '/secured' });
