import { inTenant, type Tx } from '@/db/client';
import type { Tenant } from '../../policy/tenant';
import { tellContacts } from '../incident/tell-contacts';
import type { Answer } from './call';
import { fateOf } from './fate';

export type Tried = { deliveryId: string; webhookId: string; url: string; tries: number; answer: Answer };

/**
 * Writes how a try ended. With the last one the contacts are told by e-mail, once until that webhook has taken something
 * again: a receiver that is away for a day fails many events.
 */
export function settleDelivery(tenant: Tenant, tried: Tried, now: Date): Promise<void> {
  const { deliveryId, webhookId, url, tries, answer } = tried;
  const fate = fateOf(answer, tries, now);
  return inTenant(tenant.id, async (tx) => {
    if (fate.state === 'failed' && (await isFirstFailure(tx, tenant.id, tried)))
      await tellContacts(tx, tenant, now, {
        event: 'webhook.failing',
        template: 'webhookFailing',
        values: { host: new URL(url).host, problem: answer.problem ?? '' },
        path: `/admin/alarms/${webhookId}`,
        byMailAlone: true,
      });
    await tx.$client.query({
      name: 'webhook-settle',
      text: `update webhook_deliveries set state = $3, attempts = $4, last_status = $5, last_problem = $6,
               sent_at = case when $3 = 'sent' then $7::timestamptz end
             where tenant_id = $1 and id = $2`,
      values: [tenant.id, deliveryId, fate.state, tries, answer.status, answer.problem, now],
    });
    if (fate.state === 'waiting')
      await tx.$client.query({
        name: 'webhook-queue-again',
        text: 'update webhook_queue set due_at = $2 where delivery_id = $1',
        values: [deliveryId, fate.dueAt],
      });
    else await leaveWebhookQueue(tx, deliveryId);
  });
}

/** The webhook's row is locked first: of two last tries that fail at once, one tells. */
async function isFirstFailure(tx: Tx, tenantId: string, { webhookId, deliveryId }: Tried): Promise<boolean> {
  await tx.$client.query({
    name: 'webhook-lock',
    text: 'select id from webhooks where tenant_id = $1 and id = $2 for no key update',
    values: [tenantId, webhookId],
  });
  const { rows } = await tx.$client.query({
    name: 'webhook-failed-before',
    text: `select from webhook_deliveries f
           where f.tenant_id = $1 and f.webhook_id = $2 and f.state = 'failed' and f.id <> $3
             and not exists (select from webhook_deliveries s where s.tenant_id = $1 and s.webhook_id = $2
               and s.state = 'sent' and s.sent_at > f.created_at)
           limit 1`,
    values: [tenantId, webhookId, deliveryId],
  });
  return rows.length === 0;
}

/** Takes a delivery off the queue. */
export async function leaveWebhookQueue(tx: Tx, deliveryId: string): Promise<void> {
  await tx.$client.query({
    name: 'webhook-queue-leave',
    text: 'delete from webhook_queue where delivery_id = $1',
    values: [deliveryId],
  });
}
