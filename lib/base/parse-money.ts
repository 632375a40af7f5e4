import { type Currency, exponentOf, type Money, money } from './money';
import { Refusal } from './refusal';
import { typedText } from './typed-text';

// Thousands in threes as most of the world writes them, or in lakhs as East African shops of Indian tradition do;
// one number uses one separator throughout, and no group may follow a leading zero.
const GROUPED =
  /^(?:[1-9]\d{0,2}(?<threes>[ ,.'_])\d{3}(?:\k<threes>\d{3})*|[1-9]\d?(?<lakhs>[ ,.'_])(?:\d{2}\k<lakhs>)+\d{3})$/;

/**
 * Takes an amount as somebody typed or pasted it, in any usual grouping, with or without the currency's code.
 * Gives the amount, which is never negative. Refuses signs, more decimals than the currency has, and groups of a
 * wrong length, so that a slipped finger is not read as another amount.
 */
export function parseMoney(text: string, currency: Currency): Money {
  const bare = withoutCode(
    text.replace(/[\s\u00a0\u202f\u2009]+/g, ' ').replace(/[\u2019\u02bc]/g, "'"),
    currency,
  );
  const exponent = exponentOf(currency);
  const { whole, fraction } = split(bare, exponent);
  const digits = /^\d+$/.test(whole) ? whole : GROUPED.test(whole) ? whole.replace(/\D/g, '') : undefined;
  if (digits === undefined) throw unreadable(currency, exponent);
  return money(BigInt(digits + fraction.padEnd(exponent, '0')), currency);
}

/** Takes the tenant's currency and gives the schema of an amount for a command's input. */
export function moneyText(currency: Currency) {
  return typedText((text) => parseMoney(text, currency));
}

function withoutCode(text: string, currency: Currency): string {
  const trimmed = text.trim();
  const upper = trimmed.toUpperCase();
  if (upper.startsWith(currency)) return trimmed.slice(currency.length).trim();
  if (upper.endsWith(currency)) return trimmed.slice(0, -currency.length).trim();
  return trimmed;
}

// A last group of three digits is a group of thousands, because no currency here has three decimals; shorter ones
// are decimals if the sign before them stands there alone.
function split(text: string, exponent: number): { whole: string; fraction: string } {
  const decimals = /^(?<whole>.*\d)(?<point>[.,])(?<fraction>\d{1,2})$/.exec(text)?.groups;
  const { whole, point, fraction } = decimals ?? {};
  if (!whole || !point || !fraction || fraction.length > exponent || whole.includes(point)) {
    return { whole: text, fraction: '' };
  }
  return { whole, fraction };
}

function unreadable(currency: Currency, exponent: number): Refusal {
  return exponent === 0
    ? new Refusal('amount_unreadable_whole', 'Type the amount in whole {currency}, for example 1 500.', {
        values: { currency },
      })
    : new Refusal('amount_unreadable', 'Type the amount in {currency}, for example 1 500 or 1 500.50.', {
        values: { currency },
      });
}
