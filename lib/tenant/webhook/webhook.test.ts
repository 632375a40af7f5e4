import type { ServerResponse } from 'node:http';
import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { ownDatabase } from '@/db/testing/own-database';
import { aTenant, type Ground, later, NOON } from '@/testing/ground';
import { isSignedBy, startReceiver } from '@/testing/receiver';
import { after, DAY_MS, MINUTE_MS } from '../../base/clock';
import { ask } from '../../command/ask';
import { perform } from '../../command/perform';
import type { Person } from '../../policy/actor';
import { AT_ONCE_OF_ONE, Deliverer, LEASE_MS } from '../../trust/webhook/drain';
import { MOST_TRIES } from '../../trust/webhook/fate';
import { removeWebhook, rollWebhookSecret, testWebhook } from './change-webhook';
import { createWebhook } from './create-webhook';
import { listWebhooks, showWebhook } from './queries';
import { redeliver } from './redeliver';

// The queue belongs to the installation, so each test here would deliver the events of its neighbours.
await ownDatabase();

const delivererFor = (...grounds: Ground[]) =>
  new Deliverer({
    tenantOf: async (id) => grounds.find(({ tenant }) => tenant.id === id)?.tenant,
  });

/** A tenant with a webhook at an address, and an administrator. */
async function withWebhook(url: string) {
  const ground = await aTenant();
  const admin = await ground.person(['admin']);
  const { webhookId, secret } = await perform(createWebhook, admin, { url });
  const ping = () => perform(testWebhook, admin, { webhookId });
  const shown = (actor: Person = admin) => ask(showWebhook, actor, { webhookId });
  return { ground, admin, webhookId, secret, ping, shown };
}

test('an event arrives signed by the secret that was shown once, and a day long by the one before it too', async () => {
  const receiver = await startReceiver();
  const { ground, admin, webhookId, secret, ping, shown } = await withWebhook(receiver.url);
  const deliverer = delivererFor(ground);
  const { deliveryId } = await ping();
  await deliverer.begin(NOON);
  await deliverer.end();
  const [first] = receiver.received;
  if (!first) throw new Error('nothing arrived');
  expect(first.headers).toMatchObject({
    'webhook-id': deliveryId,
    'webhook-timestamp': String(NOON.getTime() / 1_000),
    'content-type': 'application/json',
  });
  expect(JSON.parse(first.body)).toEqual({
    ...{ type: 'ping', timestamp: NOON.toISOString(), tenant: ground.tenant.id, data: {} },
  });
  expect(await isSignedBy(secret, first)).toBe(true);
  expect(await isSignedBy(secret, { ...first, body: `${first.body} ` })).toBe(false);

  const rolled = await perform(rollWebhookSecret, admin, { webhookId });
  expect(await isSignedBy(rolled.secret, first)).toBe(false);
  await perform(redeliver, admin, { deliveryId });
  await deliverer.begin(NOON);
  await deliverer.end();
  const tomorrow = later(admin, after(NOON, DAY_MS + MINUTE_MS));
  await perform(
    testWebhook,
    { ...tomorrow, session: { ...tomorrow.session, provedAt: tomorrow.request.at } },
    {
      webhookId,
    },
  );
  await deliverer.begin(tomorrow.request.at);
  await deliverer.end();
  const [, second, third] = receiver.received;
  if (!second || !third) throw new Error('too little arrived');
  expect(second.headers['webhook-id']).toBe(deliveryId);
  expect([await isSignedBy(secret, second), await isSignedBy(rolled.secret, second)]).toEqual([true, true]);
  expect([await isSignedBy(secret, third), await isSignedBy(rolled.secret, third)]).toEqual([false, true]);
  expect((await shown()).deliveries).toMatchObject([
    { event: 'ping', state: 'sent', lastStatus: 204, attempts: 1 },
    { id: deliveryId, state: 'sent' },
  ]);
  await receiver.close();
});

test('a receiver that hangs keeps its own tenant waiting and no other, and takes up its own places alone', async () => {
  const held: ServerResponse[] = [];
  const [hanging, quick] = [await startReceiver((response) => held.push(response)), await startReceiver()];
  const [slow, fast] = [await withWebhook(hanging.url), await withWebhook(quick.url)];
  for (let count = 0; count < 2 * AT_ONCE_OF_ONE; count += 1) await slow.ping();
  await fast.ping();
  const deliverer = delivererFor(slow.ground, fast.ground);
  expect(await deliverer.begin(NOON)).toBe(AT_ONCE_OF_ONE + 1);
  await Promise.all([hanging.arrived(AT_ONCE_OF_ONE), quick.arrived(1)]);
  await fast.ping();
  expect(await deliverer.begin(NOON)).toBe(1);
  await quick.arrived(2);
  expect(hanging.received).toHaveLength(AT_ONCE_OF_ONE);
  for (const response of held.splice(0)) response.writeHead(200).end();
  await deliverer.end();
  expect(await deliverer.begin(NOON)).toBe(AT_ONCE_OF_ONE);
  await hanging.arrived(2 * AT_ONCE_OF_ONE);
  for (const response of held) response.writeHead(200).end();
  await deliverer.end();
  expect((await slow.shown()).deliveries.every(({ state }) => state === 'sent')).toBe(true);
  await Promise.all([hanging.close(), quick.close()]);
});

test('a receiver that says no is tried eight times, further and further apart; then the contacts hear of it once', async () => {
  const receiver = await startReceiver((response) => response.writeHead(500).end());
  const { ground, admin, ping, shown } = await withWebhook(receiver.url);
  const deliverer = delivererFor(ground);
  await ping();
  await ping();
  let at = NOON;
  const waits: number[] = [];
  for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
    expect(await deliverer.begin(at)).toBe(2);
    await deliverer.end();
    const due = await nextDue(ground);
    if (due) waits.push((due.getTime() - at.getTime()) / MINUTE_MS);
    at = due ?? at;
  }
  expect(waits).toEqual([1, 5, 15, 60, 180, 360, 720]);
  expect(receiver.received).toHaveLength(2 * MOST_TRIES);
  const { deliveries } = await shown();
  const lost = { state: 'failed', attempts: MOST_TRIES, lastStatus: 500, lastProblem: 'It answered 500.' };
  expect(deliveries).toMatchObject([lost, lost]);
  expect(await templatesIn(ground)).toEqual(['webhookFailing']);
  const again = later(admin, at);
  await perform(
    redeliver,
    { ...again, session: { ...again.session, provedAt: at } },
    {
      deliveryId: deliveries[0]?.id,
    },
  );
  expect(await deliverer.begin(at)).toBe(1);
  await deliverer.end();
  expect((await shown()).deliveries[0]).toMatchObject({ state: 'waiting', attempts: 1 });
  await receiver.close();
});

test('of two nodes that deliver at once each event is sent by one; what a dead node had is sent by another', async () => {
  const receiver = await startReceiver();
  const { ground, ping } = await withWebhook(receiver.url);
  for (let count = 0; count < 6; count += 1) await ping();
  const nodes = [delivererFor(ground), delivererFor(ground)];
  for (let round = 0; round < 3; round += 1) {
    await Promise.all(nodes.map((node) => node.begin(NOON)));
    await Promise.all(nodes.map((node) => node.end()));
  }
  const ids = receiver.received.map(({ headers }) => headers['webhook-id']);
  expect(ids).toHaveLength(6);
  expect(new Set(ids).size).toBe(6);

  await ping();
  const dead = new Deliverer({ tenantOf: () => Promise.reject(new Error('this node is going down')) });
  expect(await dead.begin(NOON)).toBe(1);
  await dead.end();
  const [other] = nodes;
  expect(await other?.begin(NOON)).toBe(0);
  expect(await other?.begin(after(NOON, LEASE_MS))).toBe(1);
  await other?.end();
  expect(receiver.received).toHaveLength(7);
  await receiver.close();
});

test('a redirect is not followed, and a removed webhook is sent nothing', async () => {
  const elsewhere = await startReceiver();
  const receiver = await startReceiver((response) =>
    response.writeHead(307, { location: elsewhere.url }).end(),
  );
  const { ground, admin, webhookId, ping, shown } = await withWebhook(receiver.url);
  const deliverer = delivererFor(ground);
  await ping();
  await deliverer.begin(NOON);
  await deliverer.end();
  expect((await shown()).deliveries).toMatchObject([
    { state: 'waiting', lastStatus: 307, lastProblem: 'It answered 307 and wanted the event elsewhere.' },
  ]);
  expect(elsewhere.received).toEqual([]);
  await perform(removeWebhook, admin, { webhookId });
  await deliverer.begin(after(NOON, DAY_MS));
  await deliverer.end();
  expect(receiver.received).toHaveLength(1);
  expect((await ask(listWebhooks, admin, {})).webhooks).toEqual([]);
  await expect(shown()).rejects.toMatchObject({ code: 'not_found' });
  await Promise.all([receiver.close(), elsewhere.close()]);
});

test.each([
  ['http://example.com/', 'webhook_not_https'],
  ['ftp://example.com/', 'webhook_not_https'],
  ['https://ana:secret@example.com/', 'webhook_with_password'],
  ['https://10.0.0.1/', 'webhook_not_public'],
  ['https://0xa9fea9fe/', 'webhook_not_public'],
  ['https://[::ffff:169.254.169.254]/', 'webhook_not_public'],
  ['https://[fd00:ec2::254]/', 'webhook_not_public'],
  ['nonsense', 'webhook_unreadable'],
])('a webhook at %s: %s', async (url, code) => {
  const ground = await aTenant();
  const made = perform(createWebhook, await ground.person(['admin']), { url });
  await expect(made).rejects.toMatchObject({ code, field: 'url' });
});

async function nextDue({ tenant }: Ground): Promise<Date | undefined> {
  const { rows } = await inTenant(tenant.id, (tx) =>
    tx.$client.query<{ due_at: Date }>('select due_at from webhook_queue where of_tenant = $1', [tenant.id]),
  );
  return rows[0]?.due_at;
}

async function templatesIn({ tenant }: Ground): Promise<string[]> {
  const { rows } = await inTenant(tenant.id, (tx) =>
    tx.$client.query<{ template: string }>('select template from outbox_messages order by id'),
  );
  return rows.map(({ template }) => template);
}
