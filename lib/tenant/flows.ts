import type { Tx } from '@/db/client';
import type { Tenant } from '../policy/tenant';

/**
 * What a dashboard counts by day: who came in, SIM cards registered, what was refused, and money by how it moved; and
 * people over all time. Each is counted out of rows that are only ever added, under an id made of their moment.
 */
export const FLOWS = [
  'people',
  'sign_ins',
  'registrations',
  'refusals',
  'deposits',
  'transfers',
  'deposited',
  'transferred',
] as const;
export type Flow = (typeof FLOWS)[number];

/** A figure of one calendar day of the tenant, or, where the day is empty, of all time. */
export type Figure = { name: Flow; day: string; value: bigint };

/** Ids after the first and up to the second. */
export type Span = { after: string; upTo: string };

export const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';
const AFTER_ALL = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

const COUNT = {
  name: 'count-flows',
  text: `
    select 'people' as name, '' as day, count(*) as value
      from users where tenant_id = $1 and id > $2 and id <= $3
    union all select 'sign_ins', to_char(created_at at time zone $4, 'YYYY-MM-DD'), count(*)
      from sessions where tenant_id = $1 and id > $2 and id <= $3 group by 2
    union all select 'registrations', to_char(registered_at at time zone $4, 'YYYY-MM-DD'), count(*)
      from registrations where tenant_id = $1 and id > $2 and id <= $3 group by 2
    union all select 'refusals', to_char(at at time zone $4, 'YYYY-MM-DD'), count(*)
      from audit_events where tenant_id = $1 and id > $2 and id <= $3 and outcome <> 'done' group by 2
    union all select operation || 's', to_char(at at time zone $4, 'YYYY-MM-DD'), count(*)
      from transfers where tenant_id = $1 and id > $2 and id <= $3
        and operation in ('deposit', 'transfer') and currency = $5 group by 1, 2
    union all select case operation when 'deposit' then 'deposited' else 'transferred' end,
        to_char(at at time zone $4, 'YYYY-MM-DD'), sum(amount)
      from transfers where tenant_id = $1 and id > $2 and id <= $3
        and operation in ('deposit', 'transfer') and currency = $5 group by 1, 2`,
};

/** Counts all flows over a span of ids. It costs what the span holds, whatever the tables hold. */
export async function countFlows(tx: Tx, tenant: Tenant, { after, upTo }: Span): Promise<Figure[]> {
  const { rows } = await tx.$client.query<{ name: Flow; day: string; value: string }>({
    ...COUNT,
    values: [tenant.id, after, upTo, tenant.timeZone, tenant.currency],
  });
  return rows.map(({ name, day, value }) => ({ name, day, value: BigInt(value) }));
}

/** Where the tallies of flows end: everything up to this id is in them. */
export async function flowsCountedTo(tx: Tx, tenantId: string): Promise<string> {
  const { rows } = await tx.$client.query<{ counted_to: string }>({
    name: 'flows-counted-to',
    text: `select counted_to from tally_marks where tenant_id = $1 and source = 'flows'`,
    values: [tenantId],
  });
  return rows[0]?.counted_to ?? BEFORE_ALL;
}

/** The figures of all time and of the days from `firstDay` on: what was tallied, and what has come since. */
export async function readFlows(tx: Tx, tenant: Tenant, firstDay: string): Promise<Figure[]> {
  const { rows } = await tx.$client.query<{ name: Flow; day: string; value: string }>({
    name: 'read-flows',
    text: `select name, day, value from tallies where tenant_id = $1 and name = any($2) and (day = '' or day >= $3)`,
    values: [tenant.id, FLOWS, firstDay],
  });
  const tallied = rows.map(({ name, day, value }) => ({ name, day, value: BigInt(value) }));
  const since = await countFlows(tx, tenant, {
    after: await flowsCountedTo(tx, tenant.id),
    upTo: AFTER_ALL,
  });
  return [...tallied, ...since];
}
