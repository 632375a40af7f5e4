import type { Tx } from '@/db/client';
import { newId } from '../../base/id';

/** Ids, numbers and words of ours alone: a receiver asks us for the rest, as somebody who may see it. */
export type EventData = Readonly<Record<string, string | number | boolean | null>>;

export type WebhookEvent = {
  type: string;
  data: EventData;
  /** One webhook alone; without it, all that the tenant has. */
  webhookId?: string;
};

/** Promises an event to a tenant's webhooks in the deed's transaction. Gives the ids of its deliveries. */
export async function promiseDeliveries(
  tx: Tx,
  tenantId: string,
  now: Date,
  { type, data, webhookId }: WebhookEvent,
): Promise<string[]> {
  const { rows } = await tx.$client.query<{ id: string }>({
    name: 'webhook-live',
    text: `select id from webhooks where tenant_id = $1 and removed_at is null and ($2::uuid is null or id = $2)`,
    values: [tenantId, webhookId ?? null],
  });
  if (rows.length === 0) return [];
  const ids = rows.map(() => newId(now));
  const body = JSON.stringify({ type, timestamp: now.toISOString(), tenant: tenantId, data });
  await tx.$client.query({
    name: 'webhook-promise',
    text: `with promised as (
             insert into webhook_deliveries (tenant_id, id, webhook_id, event, body, state, created_at)
             select $1::uuid, d.id, d.webhook_id, $2, $3, 'waiting', $4::timestamptz
             from unnest($5::uuid[], $6::uuid[]) as d (id, webhook_id))
           insert into webhook_queue (delivery_id, of_tenant, due_at)
           select d.id, $1::uuid, $4::timestamptz from unnest($5::uuid[]) as d (id)`,
    values: [tenantId, type, body, now, ids, rows.map(({ id }) => id)],
  });
  return ids;
}
