import { z } from 'zod';
import { databaseErrorOf, type Tx } from '@/db/client';
import { after, calendarOf, DAY_MS } from '../../base/clock';
import { firstIdAt } from '../../base/id';
import { Refusal } from '../../base/refusal';
import { momentOf } from '../../base/zoned-time';
import { query } from '../../command/command';
import type { Tenant } from '../../policy/tenant';
import { readSettings } from '../../tenant/stored-settings';
import { sampleTransfer } from '../sample-wallet';
import {
  bandsOf,
  isFee,
  PRICE_KINDS,
  PRICED,
  type PriceKind,
  ROWS,
  shownBand,
  shownBands,
  spansOf,
} from './price-table';

const MOST_MS = 5_000;
/** The database says so of a statement that took longer than it may. */
const TOOK_TOO_LONG = '57014';

const text = z.string().max(64).optional();
/** The rows of the editor, as a form sends them. */
export const typedRows = Object.fromEntries(
  ROWS.flatMap((row) => [
    [`upTo${row}`, text],
    [`price${row}`, text],
  ]),
) as Record<`upTo${(typeof ROWS)[number]}` | `price${(typeof ROWS)[number]}`, typeof text>;

const line = z.strictObject({
  from: z.bigint(),
  /** Null for the last, which has no end. */
  upTo: z.bigint().nullable(),
  count: z.number().int(),
  moved: z.bigint(),
  priceNow: z.bigint(),
  priceThen: z.bigint(),
  earnedNow: z.bigint(),
  earnedThen: z.bigint(),
});
export type PreviewLine = z.infer<typeof line>;

const output = z.strictObject({
  kind: z.enum(PRICE_KINDS),
  fee: z.boolean(),
  currency: z.string(),
  month: z.string(),
  /** The table that was asked about, as it was understood. */
  asked: z.array(shownBand),
  lines: z.array(line),
  count: z.number().int(),
  /** What the ledger says was charged, by the prices of those days. */
  booked: z.bigint(),
  /** What the same movements would make by the table that is valid now, and by the one that is asked about. */
  earnedNow: z.bigint(),
  earnedThen: z.bigint(),
});
export type Preview = z.infer<typeof output>;

/**
 * Says what a table of prices would have made of last month, from the ledger itself: by span of amounts, to the smallest
 * unit. Movements whose price was given back do not count.
 */
export const previewPrices = query({
  name: 'price.preview',
  proof: 'second-factor',
  perMinute: 20,
  input: z.strictObject({ kind: z.enum(PRICE_KINDS), ...typedRows }),
  output,
  async run({ tx, tenant, now }, { kind, ...typed }) {
    const asked = bandsOf(typed, tenant);
    const { settings } = await readSettings(tx, tenant.id);
    const spans = spansOf(settings.money[kind], asked);
    const month = lastMonth(now, tenant);
    const tallies = await readTallies(tx, tenant, { kind, month, ends: spans.map(({ upTo }) => upTo) });
    const lines = spans.map(({ from, upTo, priceNow, priceThen }, place): PreviewLine => {
      const { count = 0, moved = '0' } = tallies.find(({ bucket }) => bucket === place) ?? {};
      return {
        ...{ from: BigInt(from), upTo: upTo === null ? null : BigInt(upTo), count, moved: BigInt(moved) },
        ...{ priceNow: BigInt(priceNow), priceThen: BigInt(priceThen) },
        earnedNow: BigInt(priceNow) * BigInt(count),
        earnedThen: BigInt(priceThen) * BigInt(count),
      };
    });
    return {
      ...{ kind, fee: isFee(kind), currency: tenant.currency, month: month.name, lines },
      asked: shownBands(asked),
      count: lines.reduce((sum, { count }) => sum + count, 0),
      booked: tallies.reduce((sum, { booked }) => sum + BigInt(booked), 0n),
      earnedNow: lines.reduce((sum, { earnedNow }) => sum + earnedNow, 0n),
      earnedThen: lines.reduce((sum, { earnedThen }) => sum + earnedThen, 0n),
    };
  },
  async sample(ground) {
    await sampleTransfer(ground);
    return { kind: 'transferFee', upTo1: '1000', price1: '25', price2: '150' };
  },
});

type Month = { name: string; begins: Date; ends: Date };

/** The calendar month before this one, in the tenant's time zone. */
export function lastMonth(now: Date, { timeZone }: Pick<Tenant, 'timeZone'>): Month {
  const { month } = calendarOf(now, timeZone);
  const ends = momentOf(`${month}-01`, timeZone);
  const { month: name } = calendarOf(after(ends, -DAY_MS), timeZone);
  return { name, begins: momentOf(`${name}-01`, timeZone), ends };
}

type Tally = { bucket: number; count: number; moved: string; booked: string };
type Asked = { kind: PriceKind; month: Month; ends: readonly (number | null)[] };

// One pass over the ids of the month, which are made of the moment; a day more at each end costs nothing and the exact span
// is cut out of it. What was given back is few, and has an index of its own.
const TALLY = {
  name: 'price-preview',
  text: `with span as materialized (
      select deed_id, operation, amount from transfers
      where tenant_id = $1 and id >= $2 and id < $3 and at >= $4 and at < $5 and currency = $6 and operation in ($7, $8)
    ), back as materialized (
      select reverses from transfers where tenant_id = $1 and reverses is not null and operation = $9
    )
    select width_bucket(p.amount, $10::bigint[])::int as bucket, count(*)::int as count, sum(p.amount)::text as moved,
      coalesce(sum(l.amount), 0)::text as booked
    from (select deed_id, amount from span where operation = $7) p
    left join (select deed_id, amount from span where operation = $8) l on l.deed_id = p.deed_id
    where not exists (select from back b where b.reverses = p.deed_id)
    group by 1`,
};

async function readTallies(tx: Tx, tenant: Tenant, { kind, month, ends }: Asked): Promise<Tally[]> {
  const { principal, line: beside, back } = PRICED[kind];
  const above = ends.filter((upTo) => upTo !== null).map((upTo) => upTo + 1);
  try {
    await tx.$client.query(`set local statement_timeout = ${MOST_MS}`);
    const { rows } = await tx.$client.query<Tally>({
      ...TALLY,
      values: [
        ...[tenant.id, firstIdAt(after(month.begins, -DAY_MS)), firstIdAt(after(month.ends, DAY_MS))],
        ...[month.begins, month.ends, tenant.currency, principal, beside, back, above],
      ],
    });
    return rows;
  } catch (error) {
    if (databaseErrorOf(error)?.code === TOOK_TOO_LONG) throw tooMuch();
    throw error;
  }
}

const tooMuch = () =>
  new Refusal(
    'price_preview_too_long',
    'Last month has too many movements to be added up while you wait. Ask again at a quieter hour.',
    { status: 503 },
  );
