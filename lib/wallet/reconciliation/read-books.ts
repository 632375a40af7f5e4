import { z } from 'zod';
import type { Tx } from '@/db/client';
import { ACCOUNT_KINDS } from '@/db/schema/wallet';
import { dayAfter } from '../../base/calendar-day';
import { calendarOf } from '../../base/clock';
import { firstIdAt } from '../../base/id';
import { momentOf } from '../../base/zoned-time';
import type { Tenant } from '../../policy/tenant';

// 1. The books of each currency sum to zero, and what the trust account gave out is what customers, agents and fees hold.
// 2. Each stored balance is the sum of its transfers, and the balances written beside them join from end to end.
// 3. What is held back in an account is what pending transfers and open disputes hold there, and nothing else.

export const CHECKS = ['books', 'trust', 'balance', 'chain', 'held', 'cash'] as const;

const difference = z.strictObject({
  check: z.enum(CHECKS),
  currency: z.string(),
  /** Minor units, as digits: JSON carries no whole numbers of this size. */
  expected: z.string(),
  found: z.string(),
  /** The account it stands in, what kind that is, and whose; null for what concerns all of a currency. */
  accountId: z.uuid().nullable(),
  accountKind: z.enum(ACCOUNT_KINDS).nullable(),
  personId: z.uuid().nullable(),
});
export type Difference = z.infer<typeof difference>;
export const differences = z.array(difference);

const ofCurrency = z.strictObject({
  currency: z.string(),
  accounts: z.number().int(),
  /** What all accounts come to together. */
  sum: z.string(),
  trust: z.string(),
  customers: z.string(),
  floats: z.string(),
  commissions: z.string(),
  fees: z.string(),
  suspense: z.string(),
  held: z.string(),
});

export const figures = z.strictObject({
  currencies: z.array(ofCurrency),
  transfers: z.number().int(),
  /** Floats whose day was counted, and those that moved money in it and were not. */
  counted: z.number().int(),
  uncounted: z.number().int(),
  /** How many of each kind were found in all, where the list below is cut. */
  found: z.record(z.string(), z.number().int()),
});
export type Figures = z.infer<typeof figures>;

/** As many of each kind are listed. */
const LISTED = 100;

/** What the tenant's own accounts stand at is the sum of their transfers; people's is what is stored. */
const BALANCES = `with moved as materialized (
    select account, sum(signed) as moved, count(*) filter (where signed > 0) as credits from (
      select debit_account_id as account, -amount as signed from transfers where tenant_id = $1
      union all select credit_account_id, amount from transfers where tenant_id = $1) line
    group by account
  ), balance as materialized (
    select a.id, a.kind, a.owner_id, a.currency, a.posted, a.held, coalesce(m.moved, 0) as moved, coalesce(m.credits, 0) as credits
    from accounts a left join moved m on m.account = a.id where a.tenant_id = $1
  ), wrong as (
    select id as "accountId", kind as "accountKind", owner_id as "personId", currency, moved::text as expected, posted::text as found
    from balance where posted <> moved order by id
  )
  select (select coalesce(jsonb_agg(one), '[]') from (
      select currency, kind, count(*)::int as accounts, sum(coalesce(posted, moved))::text as stands, coalesce(sum(held), 0)::text as held
      from balance group by currency, kind) one) as totals,
    (select coalesce(sum(credits), 0)::int from balance) as transfers,
    (select count(*)::int from wrong) as count,
    (select coalesce(jsonb_agg(w), '[]') from (select * from wrong limit ${LISTED}) w) as listed`;

const CHAINS = `with ends as (
    select account, balance, sum(times)::int as times from (
      select debit_account_id as account, debit_posted_after + amount as balance, 1 as times from transfers where tenant_id = $1
      union all select debit_account_id, debit_posted_after, -1 from transfers where tenant_id = $1
      union all select credit_account_id, credit_posted_after - amount, 1 from transfers where tenant_id = $1
      union all select credit_account_id, credit_posted_after, -1 from transfers where tenant_id = $1) both_ends
    where balance is not null group by account, balance having sum(times) <> 0
  ), chain as (
    select a.id, a.kind, a.owner_id, a.currency, a.posted, count(e.account) as ends,
      count(*) filter (where e.balance = 0 and e.times = 1 or e.balance = a.posted and e.times = -1) as right_ends
    from accounts a left join ends e on e.account = a.id
    where a.tenant_id = $1 and a.posted is not null group by a.id, a.kind, a.owner_id, a.currency, a.posted
  ), wrong as (
    select id as "accountId", kind as "accountKind", owner_id as "personId", currency,
      case when posted = 0 then '0' else '2' end as expected, ends::text as found
    from chain where ends <> case when posted = 0 then 0 else 2 end or right_ends <> ends order by id
  )
  select (select count(*)::int from wrong) as count,
    (select coalesce(jsonb_agg(w), '[]') from (select * from wrong limit ${LISTED}) w) as listed`;

const HELD = `with pending as (
    select payer_id, currency, sum(amount + fee) as held from pending_transfers
    where tenant_id = $1 and ended_at is null group by payer_id, currency
  ), disputed as (
    select account_id, sum(held) as held from money_disputes where tenant_id = $1 and state = 'open' group by account_id
  ), wrong as (
    select a.id as "accountId", a.kind as "accountKind", a.owner_id as "personId", a.currency,
      (coalesce(p.held, 0) + coalesce(d.held, 0))::text as expected, a.held::text as found
    from accounts a
    left join pending p on a.kind = 'wallet' and p.payer_id = a.owner_id and p.currency = a.currency
    left join disputed d on d.account_id = a.id
    where a.tenant_id = $1 and a.held is not null and a.held <> coalesce(p.held, 0) + coalesce(d.held, 0) order by a.id
  )
  select (select count(*)::int from wrong) as count,
    (select coalesce(jsonb_agg(w), '[]') from (select * from wrong limit ${LISTED}) w) as listed`;

const CASH = `with closed as (
    select agent_id, currency, cash_expected, cash_counted from float_days where tenant_id = $1 and day = $2
  ), wrong as (
    select a.id as "accountId", 'float' as "accountKind", c.agent_id as "personId", c.currency,
      c.cash_expected::text as expected, c.cash_counted::text as found
    from closed c join accounts a on a.tenant_id = $1 and a.owner_id = c.agent_id and a.kind = 'float' and a.currency = c.currency
    where c.cash_expected <> c.cash_counted order by a.id
  )
  select (select count(*)::int from wrong) as count,
    (select coalesce(jsonb_agg(w), '[]') from (select * from wrong limit ${LISTED}) w) as listed,
    (select count(*)::int from closed) as counted,
    (select count(*)::int from accounts a where a.tenant_id = $1 and a.kind = 'float'
      and not exists (select from closed c where c.agent_id = a.owner_id and c.currency = a.currency)
      and (exists (select from transfers t where t.tenant_id = $1 and t.debit_account_id = a.id and t.id >= $3 and t.id < $4)
        or exists (select from transfers t where t.tenant_id = $1 and t.credit_account_id = a.id and t.id >= $3 and t.id < $4))
    ) as uncounted`;

type Found = { count: number; listed: Omit<Difference, 'check'>[] };
type Total = { currency: string; kind: string; accounts: number; stands: string; held: string };

/** A full look at the books takes longer than any request may. */
const LONGEST = '20min';

/**
 * Adds up all books of a tenant as an accountant would, in one snapshot, and in the database: what comes back does not grow
 * with the ledger. The cash is that of one day by the tenant's clocks.
 */
export async function readBooks(
  tx: Tx,
  tenant: Tenant,
  day: string,
): Promise<{ figures: Figures; differences: Difference[] }> {
  await tx.$client.query(`set local statement_timeout = '${LONGEST}'`);
  const ids = [day, dayAfter(day)].map((text) => firstIdAt(momentOf(text, tenant.timeZone)));
  const one = async <Row>(text: string, values: unknown[]) =>
    (await tx.$client.query<Row & object>({ text, values })).rows[0] as Row;
  const balances = await one<Found & { totals: Total[]; transfers: number }>(BALANCES, [tenant.id]);
  const chains = await one<Found>(CHAINS, [tenant.id]);
  const held = await one<Found>(HELD, [tenant.id]);
  const cash = await one<Found & { counted: number; uncounted: number }>(CASH, [tenant.id, day, ...ids]);
  const currencies = [...Map.groupBy(balances.totals, ({ currency }) => currency)]
    .map(figuresOf)
    .sort(byCurrency);
  const whole = currencies.flatMap(wholeDifferences);
  const kinds = { balance: balances, chain: chains, held, cash } as const;
  const single = (Object.keys(kinds) as (keyof typeof kinds)[]).flatMap((check) =>
    kinds[check].listed.map((found) => ({ check, ...found })),
  );
  const found = {
    ...Object.fromEntries(Object.entries(kinds).map(([check, { count }]) => [check, count])),
    books: whole.filter(({ check }) => check === 'books').length,
    trust: whole.filter(({ check }) => check === 'trust').length,
  };
  const { transfers } = balances;
  const { counted, uncounted } = cash;
  return {
    figures: { currencies, transfers, counted, uncounted, found },
    differences: [...whole, ...single],
  };
}

type OfCurrency = z.infer<typeof ofCurrency>;
const byCurrency = (one: OfCurrency, other: OfCurrency) => one.currency.localeCompare(other.currency);

function figuresOf([currency, rows]: [string, Total[]]): OfCurrency {
  const stands = (kind: string) => rows.find((row) => row.kind === kind)?.stands ?? '0';
  const total = (of: 'stands' | 'held') => String(rows.reduce((sum, row) => sum + BigInt(row[of]), 0n));
  return {
    ...{ currency, accounts: rows.reduce((sum, { accounts }) => sum + accounts, 0), sum: total('stands') },
    ...{ trust: stands('trust'), customers: stands('wallet'), floats: stands('float') },
    ...{ commissions: stands('commission'), fees: stands('fees'), suspense: stands('suspense') },
    held: total('held'),
  };
}

function wholeDifferences({ currency, sum, ...of }: OfCurrency): Difference[] {
  if (sum === '0') return [];
  const { trust, customers, floats, commissions, fees, suspense } = of;
  const hold = [customers, floats, commissions, fees, suspense].reduce(
    (total, part) => total + BigInt(part),
    0n,
  );
  const nobody = { accountId: null, accountKind: null, personId: null };
  return [
    { check: 'books', currency, expected: '0', found: sum, ...nobody },
    { check: 'trust', currency, expected: String(hold), found: String(-BigInt(trust)), ...nobody },
  ];
}

/** The day by the tenant's clocks. */
export const dayOf = (at: Date, { timeZone }: Tenant): string => calendarOf(at, timeZone).day;
