import { isCurrency } from '../base/money';
import { Refusal } from '../base/refusal';
import type { Tenant } from './tenant';

/** The currencies that wallets may be opened in: the tenant's own, and those that it has set limits and prices for. */
export const currenciesOf = ({ currency, settings }: Tenant): string[] => [
  currency,
  ...Object.keys(settings.money.currencies).filter((code) => code !== currency),
];

/**
 * Gives the tenant as it is for money of one currency: with that currency's limits and prices in place of its own.
 * Refuses a currency that it has set none for.
 */
export function inCurrency(tenant: Tenant, currency: string = tenant.currency): Tenant {
  if (currency === tenant.currency) return tenant;
  const own = isCurrency(currency) ? tenant.settings.money.currencies[currency] : undefined;
  if (!own)
    throw new Refusal('currency_not_kept', 'No accounts are kept in {currency} here.', {
      values: { currency },
      field: 'currency',
    });
  const { fraud } = tenant.settings.money;
  // What is low is said in the tenant's own currency alone.
  const money = { ...tenant.settings.money, ...own, fraud: { ...fraud, lowValue: 0 } };
  return { ...tenant, currency, settings: { ...tenant.settings, money } };
}
