import type { Tx } from '@/db/client';
import { newId } from '../../base/id';
import { notFound } from '../../base/refusal';
import type { SampleGround } from '../../command/command';
import { promiseDeliveries } from '../../trust/webhook/promise-delivery';
import { newSecret, sealSecret } from '../../trust/webhook/secret';

export const MOST_WEBHOOKS = 10;

type Stored = { url: string; secret: Buffer };

/** Locks a webhook of the tenant that is not removed and gives it. Refuses an unknown one. */
export async function lockWebhook(tx: Tx, tenantId: string, webhookId: string): Promise<Stored> {
  const { rows } = await tx.$client.query<Stored>({
    name: 'webhook-lock-live',
    text: `select url, secret from webhooks where tenant_id = $1 and id = $2 and removed_at is null
           for no key update`,
    values: [tenantId, webhookId],
  });
  if (!rows[0]) throw notFound();
  return rows[0];
}

/** Writes a webhook. Gives its id and the secret, which is not seen again. */
export async function insertWebhook(
  tx: Tx,
  tenantId: string,
  now: Date,
  { url, by }: { url: string; by: string | null },
): Promise<{ webhookId: string; secret: string }> {
  const [webhookId, secret] = [newId(now), newSecret()];
  await tx.$client.query({
    name: 'webhook-insert',
    text: `insert into webhooks (tenant_id, id, url, secret, created_at, created_by) values ($1,$2,$3,$4,$5,$6)`,
    values: [tenantId, webhookId, url, sealSecret(secret, { tenantId, webhookId }), now, by],
  });
  return { webhookId, secret };
}

/** Host and path of a webhook for the audit log: what stands behind a question mark may be a password of its owner. */
export const placeOfUrl = (url: string): string => {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
};

/** A webhook with one event that is still to be delivered. */
export async function sampleWebhook({ tx, tenant, now }: SampleGround) {
  const { webhookId } = await insertWebhook(tx, tenant.id, now, {
    ...{ url: 'https://hooks.example.com/ngao', by: null },
  });
  const [deliveryId = ''] = await promiseDeliveries(tx, tenant.id, now, {
    type: 'ping',
    data: {},
    webhookId,
  });
  return { webhookId, deliveryId };
}
