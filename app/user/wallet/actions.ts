'use server';

import { toAction } from '@/lib/entry/to-action';
import { openInCurrency } from '@/lib/wallet/open-in-currency';

export const openAction = toAction(openInCurrency, { goTo: () => '/user/wallet' });
