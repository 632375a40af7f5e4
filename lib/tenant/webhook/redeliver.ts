import { z } from 'zod';
import { idText } from '../../base/id';
import { notFound, Refusal } from '../../base/refusal';
import { command } from '../../command/command';
import { leaveWebhookQueue } from '../../trust/webhook/settle';
import { lockWebhook, sampleWebhook } from './stored-webhook';

type Delivery = { webhook_id: string; state: 'waiting' | 'sent' | 'failed' };

/** Sends an event once more, under its own id, so that a receiver that has it knows it again. Its tries begin anew. */
export const redeliver = command({
  name: 'webhook.redeliver',
  proof: 'second-factor',
  input: z.strictObject({ deliveryId: idText }),
  output: z.strictObject({ webhookId: z.uuid(), deliveryId: z.uuid() }),
  async run({ tx, tenant, now }, { deliveryId }) {
    const { rows } = await tx.$client.query<Delivery>({
      name: 'delivery-lock',
      text: `select webhook_id, state from webhook_deliveries where tenant_id = $1 and id = $2
             for no key update`,
      values: [tenant.id, deliveryId],
    });
    const [delivery] = rows;
    if (!delivery) throw notFound();
    await lockWebhook(tx, tenant.id, delivery.webhook_id);
    if (delivery.state === 'waiting') throw underWay();
    await tx.$client.query({
      name: 'delivery-again',
      text: `with again as (
               update webhook_deliveries set state = 'waiting', attempts = 0, sent_at = null
               where tenant_id = $1 and id = $2)
             insert into webhook_queue (delivery_id, of_tenant, due_at) values ($2, $1, $3)`,
      values: [tenant.id, deliveryId, now],
    });
    const webhookId = delivery.webhook_id;
    return {
      output: { webhookId, deliveryId },
      evidence: { subject: `webhook:${webhookId}`, change: { deliveryId } },
    };
  },
  async sample(ground) {
    const { deliveryId } = await sampleWebhook(ground);
    const { tx, tenant } = ground;
    await tx.$client.query(
      `update webhook_deliveries set state = 'failed' where tenant_id = $1 and id = $2`,
      [...[tenant.id, deliveryId]],
    );
    await leaveWebhookQueue(tx, deliveryId);
    return { deliveryId };
  },
});

const underWay = () =>
  new Refusal('delivery_under_way', 'This event is on its way already.', { status: 409 });
