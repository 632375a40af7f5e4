import type { Tx } from '@/db/client';
import type { ResponseName } from '../../policy/response-settings';

/** What can be taken back; a proof that is gone is shown again, and an ended session opened again, by its owner alone. */
export const REVERSIBLE = ['review', 'suspend-agent', 'lock-account', 'block-address'] as const;
export type Reversible = (typeof REVERSIBLE)[number];
export const isReversible = (name: string): name is Reversible => REVERSIBLE.some((one) => one === name);

type Placed = {
  name: Reversible;
  incidentId: string;
  personId: string | null;
  details: Record<string, unknown>;
  at: Date;
};

/**
 * Takes back what one step of an incident placed, and nothing that stood before it or was placed since. Gives whether it
 * still stood.
 */
export async function takeBack(
  tx: Tx,
  tenantId: string,
  now: Date,
  { placed, by }: { placed: Placed; by: string | null },
): Promise<boolean> {
  const { rowCount } = await tx.$client.query(statementOf(tenantId, now, placed, by));
  return rowCount === 1;
}

const HOLD_OF = { review: 'review', 'suspend-agent': 'counter' } as const satisfies Partial<
  Record<ResponseName, string>
>;

function statementOf(tenantId: string, now: Date, placed: Placed, by: string | null) {
  const { name, incidentId, personId, details, at } = placed;
  if (name === 'lock-account')
    return {
      name: 'account-unlock',
      text: `update users set status = 'active' where tenant_id = $1 and id = $2 and status = 'suspended' and $3`,
      values: [tenantId, personId, details.locked === true],
    };
  if (name === 'block-address')
    return {
      name: 'address-unblock',
      text: `update blocked_addresses set lifted_at = $3, lifted_by = $4
             where tenant_id = $1 and id = $2 and lifted_at is null and until > $3`,
      values: [tenantId, details.blockId, now, by],
    };
  return {
    name: 'incident-hold-lift',
    text: `update person_holds set lifted_at = $6, lifted_by = $7
           where tenant_id = $1 and person_id = $2 and kind = $3 and reason = $4 and since = $5 and lifted_at is null`,
    values: [tenantId, personId, HOLD_OF[name], `incident:${incidentId}`, at, now, by],
  };
}
