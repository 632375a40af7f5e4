import { z } from 'zod';
import { Refusal } from '../../base/refusal';
import { command } from '../../command/command';
import { personIdOf } from '../../policy/actor';
import { problemOfUrl } from '../../trust/webhook/receiver';
import { insertWebhook, MOST_WEBHOOKS, placeOfUrl } from './stored-webhook';

/** Names an address that the tenant's security events are sent to. Its secret is answered here and never again. */
export const createWebhook = command({
  name: 'webhook.create',
  proof: 'fresh-second-factor',
  input: z.strictObject({ url: z.string().trim().min(1).max(2_000) }),
  output: z.strictObject({ webhookId: z.uuid(), secret: z.string() }),
  async run({ tx, actor, tenant, now }, given) {
    const url = receiverOf(given.url);
    // Whoever adds another one waits for this: the bound is counted on what stands.
    await tx.$client.query({
      name: 'webhooks-turn',
      text: 'select pg_advisory_xact_lock(hashtextextended($1, 0))',
      values: [`webhooks:${tenant.id}`],
    });
    const { rows } = await tx.$client.query<{ count: number }>({
      name: 'webhooks-count',
      text: 'select count(*)::int as count from webhooks where tenant_id = $1 and removed_at is null',
      values: [tenant.id],
    });
    if ((rows[0]?.count ?? 0) >= MOST_WEBHOOKS) throw enough();
    const made = await insertWebhook(tx, tenant.id, now, { url, by: personIdOf(actor) });
    return {
      output: made,
      evidence: {
        subject: `webhook:${made.webhookId}`,
        severity: 'warning',
        change: { to: placeOfUrl(url) },
      },
    };
  },
  sample: async () => ({ url: 'https://hooks.example.com/ngao' }),
});

const REFUSALS = {
  scheme: () =>
    new Refusal('webhook_not_https', 'Events are sent to addresses that begin with https:// alone.', {
      field: 'url',
    }),
  credentials: () =>
    new Refusal(
      'webhook_with_password',
      'Leave name and password out of the address: events are signed instead.',
      { field: 'url' },
    ),
  private: () =>
    new Refusal('webhook_not_public', 'Events are sent to addresses of the public Internet alone.', {
      field: 'url',
    }),
};

function receiverOf(text: string): string {
  if (!URL.canParse(text)) throw unreadable();
  const url = new URL(text);
  const problem = problemOfUrl(url);
  if (problem) throw REFUSALS[problem]();
  url.hash = '';
  return url.href;
}

const unreadable = () =>
  new Refusal('webhook_unreadable', 'This is not an address. Type it as https://example.com/events.', {
    field: 'url',
  });

const enough = () =>
  new Refusal('webhooks_are_enough', 'There are ten webhooks already. Remove one first.', { status: 409 });
