import { z } from 'zod';
import type { Tx } from '@/db/client';
import { OPERATIONS } from '@/db/schema/wallet';
import { dayAfter, dayText } from '../base/calendar-day';
import { firstIdAt, idText, LARGEST_ID, SMALLEST_ID } from '../base/id';
import { maskMsisdn, maskName } from '../base/mask';
import { type Msisdn, parseMsisdn } from '../base/msisdn';
import { Refusal } from '../base/refusal';
import { momentOf } from '../base/zoned-time';
import type { Tenant } from '../policy/tenant';
import { minorOf } from './amount';
import type { Owned } from './figures';
import { readReceiptNumber, receiptNumberOf } from './receipt-number';
import { currencyAsked } from './statement/currency-asked';

const MOST_MINOR = 2n ** 63n - 1n;
/** A file for a spreadsheet may be longer than any page. */
const MOST = 5_000;
/** A search looks at so many movements for one page, however long the history is, and goes on from there on the next. */
const LOOKED_AT = 1_000;

/** What a list of movements may be narrowed to; `before` is the id that the last page ended with. */
export const ledgerFilter = z.strictObject({
  before: idText.optional(),
  direction: z.enum(['in', 'out']).optional(),
  /** A receipt's number as it is typed; what is none finds nothing. */
  receipt: z
    .string()
    .max(64)
    .transform((text) => readReceiptNumber(text) ?? SMALLEST_ID)
    .optional(),
  /** The other person's number in any spelling, and amounts as they are typed; what is none finds nothing. */
  number: z.string().max(40).optional(),
  least: z.string().max(40).optional(),
  most: z.string().max(40).optional(),
  operation: z.enum(OPERATIONS).optional(),
  /** Days by the tenant's clocks, both included. */
  from: dayText.optional(),
  to: dayText.optional(),
  currency: currencyAsked,
  limit: z.coerce.number().int().min(1).max(MOST).default(20),
});
type LedgerFilter = z.infer<typeof ledgerFilter>;

/** A movement of an account, from its side. */
export const ledgerLine = z.strictObject({
  id: z.uuid(),
  receiptId: z.uuid(),
  receiptNumber: z.string(),
  operation: z.enum(OPERATIONS),
  direction: z.enum(['in', 'out']),
  amount: z.bigint(),
  balanceAfter: z.bigint(),
  at: z.date(),
  /** The other person, masked; null where it is the tenant itself. */
  with: z.strictObject({ name: z.string(), number: z.string().nullable() }).nullable(),
});
export type LedgerLine = z.infer<typeof ledgerLine>;

export const ledgerPage = z.strictObject({
  currency: z.string(),
  movements: z.array(ledgerLine),
  /** Hand it back as `before` for the next page; null on the last. */
  next: z.uuid().nullable(),
  /** Whether the page is short because enough was looked at for one request, and more may follow. */
  cut: z.boolean(),
});
export type LedgerPage = z.infer<typeof ledgerPage>;

const half = (direction: 'in' | 'out', own: string, other: string, where: string) => `
  (select t.id, t.deed_id, t.operation, '${direction}' as direction, t.amount, t.${own}_posted_after as after, t.at, t.${other}_account_id as other
   from transfers t
   where t.tenant_id = $1 and t.${own}_account_id = (select id from own) and t.id < $5 and ($7::text is null or $7 = '${direction}') ${where}
   order by t.id desc limit $6)`;

// Each half is a range of one index read backwards, however long the history is.
const begin = (where: string) => `
  with own as (
    select id from accounts where tenant_id = $1 and owner_id = $2 and kind = $3 and currency = $4
  ), line as (${half('out', 'debit', 'credit', where)} union all ${half('in', 'credit', 'debit', where)})`;
const named = `
  left join accounts a on a.tenant_id = $1 and a.id = l.other
  left join users u on u.tenant_id = $1 and u.id = a.owner_id`;
const NAME = `u.name, case when u.mobile_verified_at is not null then u.mobile end as mobile`;

const statement = (where: string) => `${begin(where)}
  select l.*, ${NAME} from line l ${named} order by l.id desc limit $6`;

const NEWEST = { name: 'ledger-page', text: statement('') };
const OF_DEED = { name: 'ledger-page-of-deed', text: statement('and t.deed_id = $8') };

// What no index serves is sifted out of so many movements as one page may look at: the cost of a page is bounded.
const SEARCH = {
  name: 'ledger-search',
  text: `${begin('and t.id >= $8')}, looked as materialized (
      select * from line order by id desc limit $6
    ), found as (
      select * from looked where ($9::text is null or operation = $9) and amount between $10::bigint and $11::bigint
        and ($12::text is null or other in (select a.id from users u join accounts a on a.tenant_id = $1 and a.owner_id = u.id
          where u.tenant_id = $1 and u.mobile = $12 and u.mobile_verified_at is not null))
      order by id desc limit $13
    )
    select l.*, ${NAME}, s.looked, s.last from (
      select (select count(*)::int from looked) as looked, (select id from looked order by id limit 1) as last) s
    left join found l on true ${named}
    order by l.id desc`,
};

type Row = {
  id: string;
  deed_id: string;
  operation: LedgerLine['operation'];
  direction: LedgerLine['direction'];
  amount: string;
  after: string;
  at: Date;
  name: string | null;
  mobile: string | null;
};
type SearchedRow = { [Name in keyof Row]: Row[Name] | null } & { looked: number; last: string | null };

/** Reads one page of an account's movements, the newest first, paged by key. */
export async function readLedgerPage(
  tx: Tx,
  tenant: Tenant,
  { kind, ownerId }: Owned,
  filter: LedgerFilter,
): Promise<LedgerPage> {
  const { before, direction, receipt, limit, currency = tenant.currency } = filter;
  const account = [tenant.id, ownerId, kind, currency];
  if (!receipt && isSearch(filter)) return search(tx, tenant, { account, currency, filter });
  const { rows } = await tx.$client.query<Row>({
    ...(receipt ? OF_DEED : NEWEST),
    values: [
      ...[...account, before ?? LARGEST_ID, limit + 1, direction ?? null],
      ...(receipt ? [receipt] : []),
    ],
  });
  const shown = rows.slice(0, limit);
  const next = rows.length > limit ? (shown.at(-1)?.id ?? null) : null;
  return { currency, movements: shown.map(lineOf), next, cut: false };
}

const isSearch = ({ number, least, most, operation, from, to }: LedgerFilter): boolean =>
  [number, least, most, operation, from, to].some((asked) => asked !== undefined);

type Searched = { account: string[]; currency: string; filter: LedgerFilter };

async function search(tx: Tx, tenant: Tenant, { account, currency, filter }: Searched): Promise<LedgerPage> {
  const { direction, operation, limit } = filter;
  const looks = Math.max(LOOKED_AT, limit + 1);
  const meant = meantBy(tenant, currency, filter);
  if (!meant) return { currency, movements: [], next: null, cut: false };
  const { rows } = await tx.$client.query<SearchedRow>({
    ...SEARCH,
    values: [
      ...[...account, meant.endId, looks, direction ?? null, meant.firstId],
      ...[operation ?? null, meant.least, meant.most, meant.number, limit + 1],
    ],
  });
  const found = rows.filter((row): row is SearchedRow & Row => row.id !== null);
  const shown = found.slice(0, limit);
  const isCut = found.length <= limit && rows[0]?.looked === looks;
  const next = isCut ? (rows[0]?.last ?? null) : found.length > limit ? (shown.at(-1)?.id ?? null) : null;
  return { currency, movements: shown.map(lineOf), next, cut: isCut };
}

/** What the words of a search mean, or undefined where they cannot mean anything: then nothing is found. */
function meantBy(tenant: Tenant, currency: string, { before, from, to, ...words }: LedgerFilter) {
  try {
    const end = to ? firstIdAt(momentOf(dayAfter(to), tenant.timeZone)) : LARGEST_ID;
    return {
      firstId: from ? firstIdAt(momentOf(from, tenant.timeZone)) : SMALLEST_ID,
      endId: before && before < end ? before : end,
      number: words.number ? parseMsisdn(words.number, tenant.country) : null,
      least: words.least ? minorOf(words.least, currency) : 0n,
      most: words.most ? minorOf(words.most, currency) : MOST_MINOR,
    };
  } catch (refusal) {
    if (refusal instanceof Refusal) return undefined;
    throw refusal;
  }
}

function lineOf({ id, deed_id, operation, direction, amount, after, at, name, mobile }: Row): LedgerLine {
  return {
    ...{ id, operation, direction, at },
    receiptId: deed_id,
    receiptNumber: receiptNumberOf(deed_id),
    amount: BigInt(amount),
    balanceAfter: BigInt(after),
    with: name === null ? null : { name: maskName(name), number: mobile && maskMsisdn(mobile as Msisdn) },
  };
}
