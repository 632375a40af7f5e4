'use server';

import { toAction } from '@/lib/entry/to-action';
import { withdrawDispute } from '@/lib/wallet/dispute/decide';

export const withdrawAction = toAction(withdrawDispute, { goTo: () => '/user/disputes' });
