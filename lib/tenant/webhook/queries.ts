import { z } from 'zod';
import { idText } from '../../base/id';
import { notFound } from '../../base/refusal';
import { query } from '../../command/command';
import { sampleWebhook } from './stored-webhook';

const DELIVERIES_SHOWN = 50;
const states = z.enum(['waiting', 'sent', 'failed']);

const webhook = z.strictObject({
  id: z.uuid(),
  url: z.string(),
  createdAt: z.date(),
  createdBy: z.string().nullable(),
});
const listed = webhook.extend({
  /** How its newest event fared; null where there was none. */
  last: z.strictObject({ state: states, at: z.date() }).nullable(),
});
const delivery = z.strictObject({
  id: z.uuid(),
  event: z.string(),
  state: states,
  attempts: z.number().int(),
  lastStatus: z.number().int().nullable(),
  lastProblem: z.string().nullable(),
  createdAt: z.date(),
  sentAt: z.date().nullable(),
});
export type ListedWebhook = z.infer<typeof listed>;
export type ShownDelivery = z.infer<typeof delivery>;

const WEBHOOK = `w.id, w.url, w.created_at as "createdAt",
  (select u.name from users u where u.tenant_id = w.tenant_id and u.id = w.created_by) as "createdBy"`;

/** Where the tenant's security events are sent, and how the newest of each fared. */
export const listWebhooks = query({
  name: 'webhook.list',
  proof: 'second-factor',
  input: z.strictObject({}),
  output: z.strictObject({ webhooks: z.array(listed) }),
  async run({ tx, tenant }) {
    type Row = z.infer<typeof webhook> & { state: z.infer<typeof states> | null; at: Date | null };
    const { rows } = await tx.$client.query<Row>({
      name: 'webhook-list',
      text: `select ${WEBHOOK}, d.state, d.created_at as at from webhooks w
             left join lateral (select state, created_at from webhook_deliveries d
               where d.tenant_id = w.tenant_id and d.webhook_id = w.id order by d.id desc limit 1) d on true
             where w.tenant_id = $1 and w.removed_at is null order by w.id`,
      values: [tenant.id],
    });
    return {
      webhooks: rows.map(({ state, at, ...row }) => ({ ...row, last: state && at ? { state, at } : null })),
    };
  },
  sample: async (ground) => {
    await sampleWebhook(ground);
    return {};
  },
});

/** A webhook with the newest of its deliveries. */
export const showWebhook = query({
  name: 'webhook.show',
  proof: 'second-factor',
  input: z.strictObject({ webhookId: idText }),
  output: z.strictObject({ webhook, deliveries: z.array(delivery) }),
  async run({ tx, tenant }, { webhookId }) {
    const found = await tx.$client.query<z.infer<typeof webhook>>({
      name: 'webhook-show',
      text: `select ${WEBHOOK} from webhooks w where w.tenant_id = $1 and w.id = $2 and w.removed_at is null`,
      values: [tenant.id, webhookId],
    });
    if (!found.rows[0]) throw notFound();
    const { rows } = await tx.$client.query<ShownDelivery>({
      name: 'webhook-deliveries',
      text: `select id, event, state, attempts, last_status as "lastStatus", last_problem as "lastProblem",
               created_at as "createdAt", sent_at as "sentAt"
             from webhook_deliveries where tenant_id = $1 and webhook_id = $2 order by id desc limit $3`,
      values: [tenant.id, webhookId, DELIVERIES_SHOWN],
    });
    return { webhook: found.rows[0], deliveries: rows };
  },
  async sample(ground) {
    const { webhookId } = await sampleWebhook(ground);
    return { webhookId };
  },
});
