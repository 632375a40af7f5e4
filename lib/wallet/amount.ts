import { formatMoney, isCurrency, money } from '../base/money';
import { parseMoney } from '../base/parse-money';
import { atField, Refusal } from '../base/refusal';
import type { Tenant } from '../policy/tenant';

/** No limit of a tenant is so high; below it no sum of the ledger can leave its columns of 64 bits. */
export const LARGEST = 10n ** 15n;

/**
 * Takes the field `amount` as somebody typed it and gives minor units of the tenant's currency.
 * Refuses what is no amount, zero, and more than any account could move.
 */
export function amountOf(text: string, tenant: Tenant): bigint {
  const minor = countOf(text, tenant, 'amount');
  if (minor === 0n)
    throw new Refusal('amount_is_zero', 'Type an amount that is more than zero.', { field: 'amount' });
  return minor;
}

/** As `amountOf`, for cash that is counted: there may be none. */
export function countOf(text: string, tenant: Tenant, field: string): bigint {
  const { minor } = atField(field, () => parseMoney(text, currencyOf(tenant)));
  if (minor > LARGEST)
    throw new Refusal('amount_is_enormous', 'This amount is larger than anybody may move at once.', {
      field,
    });
  return minor;
}

/** Gives an amount of the tenant's currency as its reader writes it. */
export function spellAmount(minor: bigint, tenant: Tenant, locale: string | null): string {
  return formatMoney(money(minor, currencyOf(tenant)), locale ?? tenant.locale);
}

function currencyOf(tenant: Tenant) {
  if (!isCurrency(tenant.currency)) throw new Error(`The tenant's currency ${tenant.currency} is unknown`);
  return tenant.currency;
}

/** What policies are told of money that moves: as `amountOf` has it, it is a whole number that JSON carries exactly. */
export const moneyAbout = (minor: bigint, { currency }: Tenant) => ({ amount: Number(minor), currency });

/** Takes an amount as somebody typed it and gives minor units of a currency. Refuses what is no amount. */
export function minorOf(text: string, currency: string): bigint {
  return parseMoney(text, money(0n, currency).currency).minor;
}
