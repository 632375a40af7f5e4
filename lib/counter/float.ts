import type { Tx } from '@/db/client';
import { after, HOUR_MS } from '../base/clock';
import { firstIdAt } from '../base/id';
import type { Tenant } from '../policy/tenant';
import { levelSql } from './float/low';

export type AgentFloat = {
  available: bigint;
  /** What it was last filled up to: below a share of it the float is low. */
  level: bigint;
  /** What the agent has earned and not drawn. */
  commission: bigint;
  today: { deposits: number; in: bigint; out: bigint; commission: bigint };
};

// No day is longer than 25 hours, so that the range of ids is short and the exact day is cut out of it.
const LONGEST_DAY_MS = 25 * HOUR_MS;

const READ = {
  name: 'counter-float',
  text: `
    with float as (
      select id, owner_id, currency, posted - held as available from accounts where tenant_id = $1 and owner_id = $2 and kind = 'float' and currency = $3
    ), earned as (
      select id, posted from accounts where tenant_id = $1 and owner_id = $2 and kind = 'commission' and currency = $3
    ), day as (
      select date_trunc('day', $4::timestamptz at time zone $5) at time zone $5 as begins
    ), went as (
      select (count(*) filter (where operation = 'deposit'))::int as deposits, coalesce(sum(amount), 0)::bigint as total from transfers, day
      where tenant_id = $1 and debit_account_id = (select id from float) and id >= $6 and at >= begins
    ), came as (
      select coalesce(sum(amount), 0)::bigint as total from transfers, day
      where tenant_id = $1 and credit_account_id = (select id from float) and id >= $6 and at >= begins
    ), paid as (
      select coalesce(sum(amount), 0)::bigint as total from transfers, day
      where tenant_id = $1 and credit_account_id = (select id from earned) and id >= $6 and at >= begins
    )
    select float.available, coalesce(earned.posted, 0) as earned, went.deposits, went.total as went_out, came.total as came_in, paid.total as paid,
      ${levelSql('float')} as level
    from float left join earned on true, went, came, paid`,
};

type Row = {
  available: string;
  level: string;
  earned: string;
  deposits: number;
  went_out: string;
  came_in: string;
  paid: string;
};

/** Reads an agent's float with the flow of the tenant's calendar day; undefined where none is open. */
export async function readFloat(
  tx: Tx,
  tenant: Tenant,
  agentId: string,
  now: Date,
): Promise<AgentFloat | undefined> {
  const { rows } = await tx.$client.query<Row>({
    ...READ,
    values: [
      ...[tenant.id, agentId, tenant.currency, now, tenant.timeZone],
      firstIdAt(after(now, -LONGEST_DAY_MS)),
    ],
  });
  const [row] = rows;
  if (!row) return undefined;
  return {
    available: BigInt(row.available),
    level: BigInt(row.level),
    commission: BigInt(row.earned),
    today: {
      deposits: row.deposits,
      in: BigInt(row.came_in),
      out: BigInt(row.went_out),
      commission: BigInt(row.paid),
    },
  };
}
