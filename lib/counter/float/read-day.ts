import { z } from 'zod';
import type { Tx } from '@/db/client';
import { after } from '../../base/clock';
import { firstIdAt } from '../../base/id';
import type { Tenant } from '../../policy/tenant';
import { cashOf, type LastCount, ON_ITS_WAY_MS, type Span } from './day';

export const flow = z.strictObject({
  operation: z.string(),
  direction: z.enum(['in', 'out']),
  count: z.number(),
  amount: z.bigint(),
});
type Flow = z.infer<typeof flow>;

/** A day as the ledger has it. */
export type DayFigures = {
  opening: bigint;
  cameIn: bigint;
  wentOut: bigint;
  closing: bigint;
  commission: bigint;
  flows: Flow[];
  cashTaken: bigint;
  cashPaid: bigint;
  /** Null before the first count. */
  cashExpected: bigint | null;
  /** The movements of its last minutes that are in it. */
  lastIds: string[];
};

const LAST = {
  name: 'float-last-count',
  text: `select to_char(day, 'YYYY-MM-DD') as day, counted_until as "countedUntil", counted_last as "countedLast",
      cash_counted as "cashCounted"
    from float_days where tenant_id = $1 and agent_id = $2 and currency = $3 order by float_days.day desc limit 1`,
};

/** The last time that an agent's cash was counted; undefined where it never was. */
export async function readLastCount(tx: Tx, tenant: Tenant, agentId: string): Promise<LastCount | undefined> {
  const { rows } = await tx.$client.query<Omit<LastCount, 'cashCounted'> & { cashCounted: string }>({
    ...LAST,
    values: [tenant.id, agentId, tenant.currency],
  });
  const [row] = rows;
  return row && { ...row, cashCounted: BigInt(row.cashCounted) };
}

const account = (kind: string) =>
  `select id, posted from accounts where tenant_id = $1 and owner_id = $2 and kind = '${kind}' and currency = $3`;

const lines = (direction: string, side: string, owner: string, where = '') => `
  select t.id, t.operation, '${direction}' as direction, t.amount from transfers t
  where t.tenant_id = $1 and t.${side}_account_id = (select id from ${owner}) and t.id >= $4 ${where}`;

// $4 and $5 bound the ids of the day, and $6 are those of its first minutes that the day before has: each half is a range of
// one index. What came later than the day is taken off what the float holds now, all in one look at the ledger.
const READ = {
  name: 'float-day',
  text: `
    with float as (${account('float')}), earned as (${account('commission')}),
    line as (${lines('out', 'debit', 'float')} union all ${lines('in', 'credit', 'float')}),
    earning as (
      ${lines('in', 'credit', 'earned', "and t.operation = 'commission'")}
      union all ${lines('out', 'debit', 'earned', "and t.operation = 'commission_reversal'")}
    ), within as (select * from line where id < $5 and id <> all ($6::uuid[])),
    earned_within as (select * from earning where id < $5 and id <> all ($6::uuid[]))
    select
      float.posted - (select coalesce(sum(case direction when 'in' then amount else -amount end), 0) from line where id >= $5) as closing,
      (select coalesce(sum(case direction when 'in' then amount else -amount end), 0) from earned_within) as commission,
      (select coalesce(jsonb_agg(jsonb_build_object('operation', operation, 'direction', direction, 'count', many,
          'amount', total::text) order by direction, operation), '[]')
        from (select operation, direction, count(*) as many, sum(amount) as total from within group by 1, 2) g) as flows,
      array(select id from within where id >= $7 union all select id from earned_within where id >= $7) as last
    from float`,
};

type Row = {
  closing: string;
  commission: string;
  flows: (Omit<Flow, 'amount'> & { amount: string })[];
  last: string[];
};

/** Reads a day of an agent's float out of the ledger; undefined where no float is open. */
export async function readDay(
  tx: Tx,
  tenant: Tenant,
  agentId: string,
  { from, until, last }: Span,
): Promise<DayFigures | undefined> {
  const { rows } = await tx.$client.query<Row>({
    ...READ,
    values: [
      ...[tenant.id, agentId, tenant.currency],
      ...[firstIdAt(last ? after(from, -ON_ITS_WAY_MS) : from), firstIdAt(until), last?.countedLast ?? []],
      firstIdAt(after(until, -ON_ITS_WAY_MS)),
    ],
  });
  const [row] = rows;
  if (!row) return undefined;
  const flows = row.flows.map((one) => ({ ...one, amount: BigInt(one.amount) }));
  const sum = (direction: 'in' | 'out') =>
    flows.filter((one) => one.direction === direction).reduce((total, { amount }) => total + amount, 0n);
  const [cameIn, wentOut, closing] = [sum('in'), sum('out'), BigInt(row.closing)];
  const { taken, paid } = cashOf(flows);
  return {
    ...{ opening: closing - cameIn + wentOut, cameIn, wentOut, closing, flows },
    ...{ commission: BigInt(row.commission), cashTaken: taken, cashPaid: paid, lastIds: row.last },
    cashExpected: last ? last.cashCounted + taken - paid : null,
  };
}
