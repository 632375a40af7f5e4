'use server';

import { toAction } from '@/lib/entry/to-action';
import { decideFraud } from '@/lib/wallet/fraud/review/decide';

export const decideFraudAction = toAction(decideFraud, {
  goTo: ({ deedId }) => `/admin/money/fraud/${deedId}`,
});
