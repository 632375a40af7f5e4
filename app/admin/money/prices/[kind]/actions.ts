'use server';

import { toAction } from '@/lib/entry/to-action';
import { previewPrices } from '@/lib/wallet/prices/preview';
import { proposePrices } from '@/lib/wallet/prices/propose-prices';
import { addressOf } from './typed-rows';

export const previewAction = toAction(previewPrices, { goTo: addressOf });
export const proposePricesAction = toAction(proposePrices, {
  goTo: ({ proposalId }) => `/admin/money/proposals/${proposalId}`,
});
