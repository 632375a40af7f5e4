import { z } from 'zod';
import { idText } from '../../base/id';
import { command } from '../../command/command';
import { promiseDeliveries } from '../../trust/webhook/promise-delivery';
import { newSecret, rollSecret } from '../../trust/webhook/secret';
import { lockWebhook, placeOfUrl, sampleWebhook } from './stored-webhook';

const input = z.strictObject({ webhookId: idText });

/** Removes a webhook. What was still to be delivered to it is given up. */
export const removeWebhook = command({
  name: 'webhook.remove',
  proof: 'fresh-second-factor',
  input,
  output: z.strictObject({ webhookId: z.uuid() }),
  async run({ tx, tenant, now }, { webhookId }) {
    const { url } = await lockWebhook(tx, tenant.id, webhookId);
    await tx.$client.query({
      name: 'webhook-remove',
      text: 'update webhooks set removed_at = $3 where tenant_id = $1 and id = $2',
      values: [tenant.id, webhookId, now],
    });
    await tx.$client.query({
      name: 'webhook-give-up',
      text: `with given_up as (
               update webhook_deliveries set state = 'failed'
               where tenant_id = $1 and webhook_id = $2 and state = 'waiting' returning id)
             delete from webhook_queue q using given_up g where q.delivery_id = g.id`,
      values: [tenant.id, webhookId],
    });
    return {
      output: { webhookId },
      evidence: {
        subject: `webhook:${webhookId}`,
        severity: 'warning',
        change: { to: [placeOfUrl(url), null] },
      },
    };
  },
  async sample(ground) {
    const { webhookId } = await sampleWebhook(ground);
    return { webhookId };
  },
});

/** Gives a webhook a new secret, which is answered here and never again. The one before signs beside it for a day. */
export const rollWebhookSecret = command({
  name: 'webhook.roll-secret',
  proof: 'fresh-second-factor',
  input,
  output: z.strictObject({ webhookId: z.uuid(), secret: z.string() }),
  async run({ tx, tenant, now }, { webhookId }) {
    const before = await lockWebhook(tx, tenant.id, webhookId);
    const secret = newSecret();
    const sealed = rollSecret(before.secret, secret, { tenantId: tenant.id, webhookId }, now);
    await tx.$client.query({
      name: 'webhook-roll',
      text: 'update webhooks set secret = $3 where tenant_id = $1 and id = $2',
      values: [tenant.id, webhookId, sealed],
    });
    return {
      output: { webhookId, secret },
      evidence: { subject: `webhook:${webhookId}`, severity: 'warning' },
    };
  },
  async sample(ground) {
    const { webhookId } = await sampleWebhook(ground);
    return { webhookId };
  },
});

/** Sends an event to a webhook that says nothing, to see whether it arrives. */
export const testWebhook = command({
  name: 'webhook.test',
  proof: 'second-factor',
  input,
  output: z.strictObject({ webhookId: z.uuid(), deliveryId: z.uuid() }),
  async run({ tx, tenant, now }, { webhookId }) {
    await lockWebhook(tx, tenant.id, webhookId);
    const [deliveryId = ''] = await promiseDeliveries(tx, tenant.id, now, {
      ...{ type: 'ping', data: {}, webhookId },
    });
    return { output: { webhookId, deliveryId }, evidence: { subject: `webhook:${webhookId}` } };
  },
  async sample(ground) {
    const { webhookId } = await sampleWebhook(ground);
    return { webhookId };
  },
});
