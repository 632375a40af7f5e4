import type { Tx } from '@/db/client';
import { after, HOUR_MS } from '../base/clock';
import { firstIdAt } from '../base/id';
import type { MoneySettings } from '../policy/money-settings';
import type { Tenant } from '../policy/tenant';

/** Whether a float is so far below what it was opened with that it should be funded soon. */
export function isLow(available: bigint, opening: bigint, { floatLowPercent }: MoneySettings): boolean {
  return available * 100n < opening * BigInt(floatLowPercent);
}

export type AgentFloat = {
  available: bigint;
  opening: bigint;
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
      select id, posted - held as available from accounts where tenant_id = $1 and owner_id = $2 and kind = 'float' and currency = $3
    ), earned as (
      select id, posted from accounts where tenant_id = $1 and owner_id = $2 and kind = 'commission' and currency = $3
    ), day as (
      select date_trunc('day', $4::timestamptz at time zone $5) at time zone $5 as begins
    ), went as (
      select count(*)::int as deposits, coalesce(sum(amount), 0)::bigint as total from transfers, day
      where tenant_id = $1 and debit_account_id = (select id from float) and id >= $6 and at >= begins
    ), came as (
      select coalesce(sum(amount), 0)::bigint as total from transfers, day
      where tenant_id = $1 and credit_account_id = (select id from float) and id >= $6 and at >= begins
    ), paid as (
      select coalesce(sum(amount), 0)::bigint as total from transfers, day
      where tenant_id = $1 and credit_account_id = (select id from earned) and id >= $6 and at >= begins
    )
    select float.available, coalesce(earned.posted, 0) as earned, went.deposits, went.total as went_out, came.total as came_in, paid.total as paid,
      coalesce((select amount from transfers where tenant_id = $1 and credit_account_id = float.id and operation = 'float_opening' order by id limit 1), 0) as opening
    from float left join earned on true, went, came, paid`,
};

type Row = {
  available: string;
  opening: string;
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
    opening: BigInt(row.opening),
    commission: BigInt(row.earned),
    today: {
      deposits: row.deposits,
      in: BigInt(row.came_in),
      out: BigInt(row.went_out),
      commission: BigInt(row.paid),
    },
  };
}
