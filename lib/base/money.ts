import type { Brand } from './brand';
import { Refusal } from './refusal';

/** How many decimals each currency has. Source: ISO 4217. A currency that is missing here cannot be used. */
const EXPONENTS = { RWF: 0, UGX: 0, KES: 2, USD: 2 } as const;

// The ledger keeps amounts in columns of 64 bits.
const LARGEST_MINOR = 2n ** 63n - 1n;

export type Currency = keyof typeof EXPONENTS;
export const CURRENCIES = Object.keys(EXPONENTS) as Currency[];

/** An amount in minor units of one currency. It may be negative, as a fee account's balance is. */
export type Money = Brand<{ readonly minor: bigint; readonly currency: Currency }, 'Money'>;

/** Takes minor units and a currency. Refuses a currency unknown here and what the ledger could not hold. */
export function money(minor: bigint, currency: string): Money {
  if (!isCurrency(currency)) {
    throw new Refusal('currency_unknown', 'The currency {currency} is not in use here.', {
      values: { currency },
    });
  }
  if (minor > LARGEST_MINOR || minor < -LARGEST_MINOR) {
    throw new Refusal(
      'amount_too_large',
      'This amount is larger than any account can hold. Type a smaller one.',
    );
  }
  return { minor, currency } as Money;
}

/** Says whether amounts of this currency can be counted here. */
export function isCurrency(code: string): code is Currency {
  return Object.hasOwn(EXPONENTS, code);
}

/** Takes a currency and gives the number of its decimals, by ISO 4217. */
export function exponentOf(currency: Currency): number {
  return EXPONENTS[currency];
}

/** Takes two amounts of one currency and gives their sum. Refuses to mix currencies. */
export function add(left: Money, right: Money): Money {
  return money(left.minor + sameCurrency(left, right).minor, left.currency);
}

/** Takes two amounts of one currency and gives the first less the second. Refuses to mix currencies. */
export function subtract(left: Money, right: Money): Money {
  return money(left.minor - sameCurrency(left, right).minor, left.currency);
}

/**
 * Takes an amount and a locale and gives it as that reader writes it, always with the currency's code, because
 * the sign $ is the sign of several currencies. No floating-point number is involved at any size.
 */
export function formatMoney(amount: Money, locale: string): string {
  return formatter(amount.currency, locale).format(decimalText(amount));
}

const formatters = new Map<string, Intl.NumberFormat>();

// Making a formatter costs far more than using one, and every transfer tells two people four amounts.
function formatter(currency: Currency, locale: string): Intl.NumberFormat {
  const name = `${currency}|${locale}`;
  const known = formatters.get(name);
  if (known) return known;
  const made = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    currencyDisplay: 'code',
    minimumFractionDigits: EXPONENTS[currency],
    maximumFractionDigits: EXPONENTS[currency],
  });
  if (formatters.size > 200) formatters.clear();
  formatters.set(name, made);
  return made;
}

/** Takes an amount and gives its plain decimal spelling, such as `-1234.50`, for files and form fields. */
export function decimalText({ minor, currency }: Money): Intl.StringNumericLiteral {
  const decimals = EXPONENTS[currency];
  const digits = String(minor < 0n ? -minor : minor).padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const fraction = decimals === 0 ? '' : `.${digits.slice(-decimals)}`;
  return `${minor < 0n ? '-' : ''}${whole}${fraction}` as Intl.StringNumericLiteral;
}

function sameCurrency(left: Money, right: Money): Money {
  if (left.currency !== right.currency) {
    throw new Refusal('currency_mixed', 'Amounts in {left} and {right} cannot be counted together.', {
      values: { left: left.currency, right: right.currency },
    });
  }
  return right;
}
