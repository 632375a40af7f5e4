'use server';

import { toAction } from '@/lib/entry/to-action';
import { takeBackRaise } from '@/lib/wallet/raises/take-back-raise';

export const takeBackAction = toAction(takeBackRaise, { goTo: () => '/admin/money/limits' });
