// 1. A table of prices has bands that rise; the first that an amount fits into says the price, and the last has no upper end.
// 2. Every table that ever was valid is kept with its number; the valid one stands in the tenant's settings, where it is read.
// 3. What somebody was quoted they pay: a change touches quotes that are asked for after it.

import { z } from 'zod';
import { atField, Refusal } from '../../base/refusal';
import type { Bands } from '../../policy/money-settings';
import type { Tenant } from '../../policy/tenant';
import { LARGEST, minorOf } from '../amount';
import type { Operation } from '../ledger';

export const PRICE_KINDS = [
  'transferFee',
  'withdrawalFee',
  'depositCommission',
  'withdrawalCommission',
] as const;
export type PriceKind = (typeof PRICE_KINDS)[number];

/** Which movement each table is for, the line that its price makes, and the line that gives it back. */
export const PRICED: Record<PriceKind, { principal: Operation; line: Operation; back: Operation }> = {
  transferFee: { principal: 'transfer', line: 'fee', back: 'fee_reversal' },
  withdrawalFee: { principal: 'withdrawal', line: 'fee', back: 'fee_reversal' },
  depositCommission: { principal: 'deposit', line: 'commission', back: 'commission_reversal' },
  withdrawalCommission: { principal: 'withdrawal', line: 'commission', back: 'commission_reversal' },
};

/** A fee is what the tenant earns; a commission is what it pays. */
export const isFee = (kind: PriceKind): boolean => PRICED[kind].line === 'fee';

/** As many rows as the editor has. */
export const ROWS = [1, 2, 3, 4, 5, 6, 7, 8] as const;
type RowNumber = (typeof ROWS)[number];
export type TypedRows = Partial<Record<`upTo${RowNumber}` | `price${RowNumber}`, string>>;

/** Takes the rows of the editor as they were typed and gives the table, or refuses beside the field that is wrong. */
export function bandsOf(typed: TypedRows, tenant: Tenant): Bands {
  const rows = ROWS.filter((row) => typed[`upTo${row}`] !== undefined || typed[`price${row}`] !== undefined);
  const last = rows.at(-1);
  if (last === undefined) throw noBands();
  let before = 0;
  return rows.map((row) => {
    const [upTo, price] = [`upTo${row}`, `price${row}`] as const;
    const bound = typed[upTo] === undefined ? null : settingOf(typed[upTo], upTo, tenant);
    if (typed[price] === undefined) throw priceMissing(price);
    if (row === last && bound !== null) throw hasEnd(upTo);
    if (row !== last && bound === null) throw endMissing(upTo);
    if (bound !== null && bound <= before) throw fallsBack(upTo);
    before = bound ?? before;
    return { upTo: bound, price: settingOf(typed[price], price, tenant) };
  });
}

/** An amount as settings keep it; a price may be zero. */
function settingOf(text: string, field: string, { currency }: Tenant): number {
  const minor = atField(field, () => minorOf(text, currency));
  if (minor > LARGEST) throw tooLarge(field);
  return Number(minor);
}

/** A band as pages are shown it. */
export const shownBand = z.strictObject({ upTo: z.bigint().nullable(), price: z.bigint() });

export const shownBands = (bands: Bands): z.infer<typeof shownBand>[] =>
  bands.map(({ upTo, price }) => ({ upTo: upTo === null ? null : BigInt(upTo), price: BigInt(price) }));

/** A span of amounts in which neither of two tables changes its price. */
export type Span = { from: number; upTo: number | null; priceNow: number; priceThen: number };

/** Cuts two tables into spans in which each has one price. */
export function spansOf(now: Bands, then: Bands): Span[] {
  const ends = [...new Set([...now, ...then].map(({ upTo }) => upTo))]
    .filter((upTo) => upTo !== null)
    .sort((one, other) => one - other);
  return [...ends, null].map((upTo, place) => ({
    from: (ends[place - 1] ?? 0) + 1,
    upTo,
    priceNow: priceAt(now, upTo),
    priceThen: priceAt(then, upTo),
  }));
}

/** The price at the upper end of a span, which is the price in all of it. */
function priceAt(bands: Bands, amount: number | null): number {
  const band = bands.find(({ upTo }) => upTo === null || (amount !== null && amount <= upTo));
  if (!band) throw new Error('A table of prices must end in a band without an upper end');
  return band.price;
}

const noBands = () => new Refusal('prices_without_band', 'Type at least one price.', { field: 'price1' });
const priceMissing = (field: string) =>
  new Refusal('prices_lack_price', 'Type what this costs; 0 is nothing.', { field });
const endMissing = (field: string) =>
  new Refusal('prices_lack_end', 'Type up to which amount this price is. Only the last row has no end.', {
    field,
  });
const hasEnd = (field: string) =>
  new Refusal('prices_have_end', 'The last row is for everything above the one before. Leave this empty.', {
    field,
  });
const fallsBack = (field: string) =>
  new Refusal('prices_fall_back', 'This must be more than in the row above.', { field });
const tooLarge = (field: string) =>
  new Refusal('price_too_large', 'This is larger than anybody may move at once.', { field });

export const pricesChanged = () =>
  new Refusal(
    'prices_changed_meanwhile',
    'These prices were changed since this was proposed. Look at them, and propose it anew.',
    { status: 409 },
  );

export const samePrices = () =>
  new Refusal('prices_are_same', 'This is the table that is valid now. Change something first.', {
    status: 409,
    field: 'price1',
  });
