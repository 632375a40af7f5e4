import { inTenant } from '@/db/client';
import { newId } from '@/lib/base/id';
import { raiseEpoch } from '@/lib/trust/decision/load-policies';
import { NOON } from './ground';

type Wanted = { cedar: string; state?: 'live' | 'shadow' | 'off'; commands?: readonly string[] };

/**
 * Writes policies of a tenant as they are stored, whatever they say, and raises its epoch. Gives their ids and the epoch
 * that the next request of anybody brings with it.
 */
export function writePolicies(
  tenantId: string,
  wanted: readonly Wanted[],
): Promise<{ ids: string[]; epoch: number }> {
  return inTenant(tenantId, async (tx) => {
    const rows = wanted.map(({ cedar, state = 'live', commands = [] }) => ({
      id: newId(NOON),
      cedar,
      state,
      commands,
    }));
    await tx.$client.query(
      `with made as (select * from jsonb_to_recordset($2::jsonb) as m(id uuid, cedar text, state text, commands jsonb)),
        policy as (insert into policies (tenant_id, id, name, state, version, created_at, changed_at)
          select $1::uuid, m.id, m.id::text, m.state, 1, $3::timestamptz, $3::timestamptz from made m)
        insert into policy_versions (tenant_id, policy_id, version, cedar, commands, reason, made_at)
        select $1::uuid, m.id, 1, m.cedar, array(select jsonb_array_elements_text(m.commands)), 'a test', $3::timestamptz
        from made m`,
      [tenantId, JSON.stringify(rows), NOON],
    );
    return { ids: rows.map(({ id }) => id), epoch: await raiseEpoch(tx, tenantId) };
  });
}

/** Turns off every policy of a tenant, and raises its epoch. */
export function turnOffPolicies(tenantId: string): Promise<number> {
  return inTenant(tenantId, async (tx) => {
    await tx.$client.query(`update policies set state = 'off' where tenant_id = $1`, [tenantId]);
    return raiseEpoch(tx, tenantId);
  });
}
