import { z } from 'zod';
import type { Tx } from '@/db/client';
import { PRINCIPALS } from '@/db/schema/wallet';
import { dayAfter } from '../base/calendar-day';
import { after, HOUR_MS } from '../base/clock';
import { firstIdAt } from '../base/id';
import { momentOf } from '../base/zoned-time';
import { query } from '../command/command';
import type { Tenant } from '../policy/tenant';
import { countWaitingFraud } from '../wallet/fraud/review/queries';
import { dayOf, figures } from '../wallet/reconciliation/read-books';
import { isLow, levelSql } from './float/low';
import { sampleFloat } from './sample-float';

const MOST_COUNTED = 999;
/** So many floats are looked at, and the lowest of them shown: the whole list has a page of its own. */
const FLOATS = 2_000;
const LOWEST = 8;

const count = z.number().int();
const bounded = z.strictObject({ count, more: z.boolean() });
const flow = z.strictObject({ count, amount: z.bigint() });

const output = z.strictObject({
  currency: z.string(),
  /** What moved today by what it was, in the tenant's currency, and the fees that it brought. */
  today: z.record(z.enum(PRINCIPALS), flow),
  fees: z.bigint(),
  /** Cash that came in and cash that went out, hour by hour. */
  hours: z.array(z.strictObject({ hour: z.string(), in: z.bigint(), out: z.bigint() })),
  lowest: z.array(
    z.strictObject({
      personId: z.uuid(),
      name: z.string(),
      available: z.bigint(),
      /** What it was last filled up to. */
      level: z.bigint(),
      low: z.boolean(),
    }),
  ),
  approvals: bounded,
  disputes: bounded,
  /** What looks like fraud and waits for a word. */
  fraud: bounded,
  /** The last look at all books: what the tenant's accounts and people's held then. */
  books: z
    .strictObject({
      id: z.uuid(),
      day: z.string(),
      at: z.date(),
      differences: count,
      currencies: figures.shape.currencies,
    })
    .nullable(),
});
export type MoneyOverview = z.infer<typeof output>;

/**
 * What money does today, and what waits for somebody. Today is a range of ids; what all accounts hold together is as the
 * last reconciliation added it up, since nothing here may scan the ledger.
 */
export const moneyOverview = query({
  name: 'money.overview',
  proof: 'second-factor',
  perMinute: 60,
  input: z.strictObject({}),
  output,
  async run({ tx, tenant, now }) {
    return {
      currency: tenant.currency,
      ...(await readToday(tx, tenant, now)),
      lowest: await readLowest(tx, tenant),
      approvals: await countOf(tx, tenant, 'proposals', [now]),
      disputes: await countOf(tx, tenant, 'disputes'),
      fraud: boundedOf(await countWaitingFraud(tx, tenant, { now, most: MOST_COUNTED + 1 })),
      books: await readLastBooks(tx, tenant),
    };
  },
  async sample(ground) {
    await sampleFloat(ground, ground.actorId, 100_000n);
    return {};
  },
});

type Hour = { hour: number; operation: string; count: number; amount: string };

async function readToday(tx: Tx, tenant: Tenant, now: Date) {
  const day = dayOf(now, tenant);
  const begins = momentOf(day, tenant.timeZone);
  const ends = momentOf(dayAfter(day), tenant.timeZone);
  const { rows } = await tx.$client.query<Hour>({
    name: 'money-today',
    text: `select floor(extract(epoch from at - $4::timestamptz) / 3600)::int as hour, operation, count(*)::int as count, sum(amount)::text as amount
      from transfers where tenant_id = $1 and id >= $2 and id < $3 and currency = $5 group by 1, 2`,
    values: [tenant.id, firstIdAt(begins), firstIdAt(ends), begins, tenant.currency],
  });
  const total = (operation: string, hour?: number) =>
    rows
      .filter((row) => row.operation === operation && (hour === undefined || row.hour === hour))
      .reduce((sum, row) => ({ count: sum.count + row.count, amount: sum.amount + BigInt(row.amount) }), {
        ...{ count: 0, amount: 0n },
      });
  const hours = Math.round((ends.getTime() - begins.getTime()) / HOUR_MS);
  return {
    today: Object.fromEntries(PRINCIPALS.map((operation) => [operation, total(operation)])) as Record<
      (typeof PRINCIPALS)[number],
      { count: number; amount: bigint }
    >,
    fees: total('fee').amount - total('fee_reversal').amount,
    hours: Array.from({ length: hours }, (_, hour) => ({
      hour: hourOf(after(begins, hour * HOUR_MS), tenant.timeZone),
      in: total('deposit', hour).amount,
      out: total('withdrawal', hour).amount,
    })),
  };
}

const hourOf = (at: Date, timeZone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, hour: '2-digit', minute: '2-digit' }).format(at);

type FloatRow = { personId: string; name: string; available: string; level: string };

async function readLowest(tx: Tx, tenant: Tenant) {
  const { rows } = await tx.$client.query<FloatRow>({
    name: 'money-lowest-floats',
    text: `select f."personId", u.name, f.available, f.level from (
        select a.owner_id as "personId", a.posted - a.held as available,
          ${levelSql('a')} as level
        from (select id, owner_id, currency, posted, held from accounts
          where tenant_id = $1 and kind = 'float' and currency = $2 order by id limit $3) a) f
      join users u on u.tenant_id = $1 and u.id = f."personId"
      order by f.available::numeric / greatest(f.level, 1), f."personId" limit $4`,
    values: [tenant.id, tenant.currency, FLOATS, LOWEST],
  });
  return rows.map(({ personId, name, ...row }) => {
    const [available, level] = [BigInt(row.available), BigInt(row.level)];
    return { personId, name, available, level, low: isLow(available, level, tenant.settings.money) };
  });
}

// The first of what waits, out of an index by state. A proposal whose time is over waits for nobody.
const WAITING = {
  proposals:
    "select from money_proposals where tenant_id = $1 and state = 'pending_approval' and expires_at > $3 limit $2",
  disputes: "select from money_disputes where tenant_id = $1 and state = 'open' limit $2",
};

async function countOf(tx: Tx, tenant: Tenant, what: keyof typeof WAITING, more: Date[] = []) {
  const { rows } = await tx.$client.query<{ count: number }>({
    name: `money-waiting-${what}`,
    text: `select count(*)::int as count from (${WAITING[what]}) few`,
    values: [tenant.id, MOST_COUNTED + 1, ...more],
  });
  return boundedOf(rows[0]?.count ?? 0);
}

const boundedOf = (found: number) => ({ count: Math.min(found, MOST_COUNTED), more: found > MOST_COUNTED });

type Books = { id: string; day: string; at: Date; differences: number; currencies: unknown };

async function readLastBooks(tx: Tx, tenant: Tenant) {
  const { rows } = await tx.$client.query<Books>({
    name: 'money-last-books',
    text: `select id, to_char(day, 'YYYY-MM-DD') as day, started_at as at, jsonb_array_length(differences) as differences,
        figures->'currencies' as currencies
      from reconciliations where tenant_id = $1 order by id desc limit 1`,
    values: [tenant.id],
  });
  const [row] = rows;
  return row ? { ...row, currencies: figures.shape.currencies.parse(row.currencies) } : null;
}
