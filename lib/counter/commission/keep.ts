import { inTenantReadOnly, pool } from '@/db/client';
import { perform } from '../../command/perform';
import type { System } from '../../policy/actor';
import { findTenantById } from '../../tenant/find-tenant';
import { payoutAfter } from './month';
import { payDueCommission } from './pay-due';

/** Keeps the day on which a commission is paid; the deed itself queues the next. */
export const keepPayout = (actor: System, accountId: string) =>
  perform(payDueCommission, actor, { accountId });

/**
 * Queues the payout of every account that earns commission and waits in no queue: those that were opened before there was
 * one. A deadline that stands is left as it is. Gives how many.
 */
export async function queueMissingPayouts(now: Date): Promise<number> {
  const { rows: tenants } = await pool().query<{ id: string }>('select id from tenants');
  let queued = 0;
  for (const { id } of tenants) {
    const tenant = await findTenantById(id);
    if (!tenant) continue;
    const ids = await inTenantReadOnly(id, async (tx) => {
      const { rows } = await tx.$client.query<{ id: string }>({
        name: 'commission-accounts',
        text: `select id from accounts where tenant_id = $1 and kind = 'commission' and currency = $2`,
        values: [id, tenant.currency],
      });
      return rows.map((row) => row.id);
    });
    const { rowCount } = await pool().query(
      `insert into money_queue (subject_id, kind, of_tenant, due_at)
       select subject, 'payout', $2, $3 from unnest($1::uuid[]) as subject on conflict (subject_id) do nothing`,
      [ids, id, payoutAfter(now, tenant.timeZone)],
    );
    queued += rowCount ?? 0;
  }
  return queued;
}
