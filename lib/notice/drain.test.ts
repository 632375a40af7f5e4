import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { ownDatabase } from '@/db/testing/own-database';
import { aTenant, NOON } from '@/testing/ground';
import { after, DAY_MS, MINUTE_MS } from '../base/clock';
import { type Env, env } from '../base/env';
import type { Tenant } from '../policy/tenant';
import { type Channel, type Channels, type Letter, NotSent } from './channel';
import { channelsOf } from './channels';
import { drainOnce, LEASE_MS, startDraining } from './drain';
import { type PromisedMessage, promiseMessages } from './promise-message';
import { MOST_ATTEMPTS, OLDEST_UNCONFIGURED_MS, WAIT_UNCONFIGURED_MS, WAITS_MS } from './settle';

// The queue belongs to the installation, so each test here would take the messages of its neighbours.
await ownDatabase();

const promise = (tenant: Tenant, count = 1, over: Partial<PromisedMessage> = {}) =>
  inTenant(tenant.id, (tx) =>
    promiseMessages(
      tx,
      tenant,
      NOON,
      Array.from({ length: count }, (_, index) => ({
        personId: null,
        channel: 'sms' as const,
        address: `+2507800000${10 + index}`,
        template: 'verifyMobile' as const,
        locale: 'fr',
        values: { code: '424242', minutes: '5' },
        ...over,
      })),
    ),
  );

const rowsOf = (tenant: Tenant, columns = 'state, attempts, last_problem, values, sent_at') =>
  inTenant(tenant.id, async (tx) => {
    const { rows } = await tx.$client.query(`select ${columns} from outbox_messages order by id`);
    return rows;
  });

const leftInQueue = (tenant: Tenant) =>
  inTenant(tenant.id, async (tx) => {
    const { rows } = await tx.$client.query<{ due_at: Date; attempts: number }>(
      'select due_at, attempts from outbox_queue where of_tenant = $1',
      [tenant.id],
    );
    return rows;
  });

/** A channel that keeps what it is handed and answers as it is told. */
function recorder(answer: (letter: Letter) => Error | undefined = () => undefined) {
  const letters: Letter[] = [];
  const channel: Channel = {
    provider: 'recorder',
    knowsRepeats: true,
    async send(letter) {
      letters.push(letter);
      const problem = answer(letter);
      if (problem) throw problem;
      return { providerId: `recorded-${letters.length}` };
    },
  };
  const channels: Channels = () => channel;
  return { letters, channels };
}

test('a promised message is sent once, in the reader’s words, and keeps no secret', async () => {
  const { tenant } = await aTenant();
  const [id] = await promise(tenant);
  const { letters, channels } = recorder();
  expect(await drainOnce(NOON, channels)).toBe(1);
  expect(await drainOnce(NOON, channels)).toBe(0);
  expect(letters).toEqual([
    {
      id,
      tenantId: tenant.id,
      channel: 'sms',
      address: '+250780000010',
      subject: 'Confirmez votre numéro',
      body: `${tenant.name} : 424242 est votre code pour confirmer ce numéro. Valable 5 minutes. Personne de ${tenant.name} ne vous le demandera jamais.`,
      language: 'fr',
      code: '424242',
      at: NOON,
    },
  ]);
  expect(await rowsOf(tenant)).toEqual([
    { state: 'sent', attempts: 1, last_problem: null, values: null, sent_at: NOON },
  ]);
  expect(await leftInQueue(tenant)).toEqual([]);
});

test('a message is not sent before its deed has committed, nor before it is due', async () => {
  const { tenant } = await aTenant();
  await promise(tenant);
  const { letters, channels } = recorder();
  await drainOnce(after(NOON, -1), channels);
  expect(letters).toEqual([]);
  await drainOnce(NOON, channels);
  expect(letters).toHaveLength(1);
});

test('a channel in trouble is tried again after longer and longer waits, and given up with the reason', async () => {
  const { tenant } = await aTenant();
  await promise(tenant);
  const { letters, channels } = recorder(() => new NotSent('452 mailbox is full', 'later'));
  let now = NOON;
  for (const [index, waitMs] of WAITS_MS.entries()) {
    await drainOnce(now, channels);
    expect(await rowsOf(tenant, 'state, attempts, last_problem')).toEqual([
      { state: 'waiting', attempts: index + 1, last_problem: '452 mailbox is full' },
    ]);
    await drainOnce(after(now, waitMs - 1), channels);
    expect(letters).toHaveLength(index + 1);
    now = after(now, waitMs);
  }
  await drainOnce(now, channels);
  expect(letters).toHaveLength(MOST_ATTEMPTS);
  expect(new Set(letters.map((letter) => letter.id)).size).toBe(1);
  expect(await rowsOf(tenant)).toEqual([
    { state: 'failed', attempts: 8, last_problem: '452 mailbox is full', values: null, sent_at: null },
  ]);
  expect(await leftInQueue(tenant)).toEqual([]);
});

test('what will never arrive is given up at once', async () => {
  const { tenant } = await aTenant();
  await promise(tenant);
  await drainOnce(NOON, recorder(() => new NotSent('550 no such mailbox', 'never')).channels);
  expect(await rowsOf(tenant, 'state, attempts, last_problem')).toEqual([
    { state: 'failed', attempts: 1, last_problem: '550 no such mailbox' },
  ]);
});

test('a bug in a channel counts as an attempt and stops nobody else’s message', async () => {
  const { tenant } = await aTenant();
  await promise(tenant, 3);
  const broken = recorder((letter) => {
    return letter.address.endsWith('11') ? new TypeError('a bug') : undefined;
  });
  await drainOnce(NOON, broken.channels);
  expect((await rowsOf(tenant, 'state')).map(({ state }) => state)).toEqual(
    expect.arrayContaining(['sent', 'sent', 'waiting']),
  );
});

test('without a gateway a message waits with the reason and loses no attempt, for three days', async () => {
  const { tenant } = await aTenant();
  await promise(tenant);
  const channels = channelsOf(production({}));
  await drainOnce(NOON, channels);
  expect(await rowsOf(tenant, 'state, attempts, last_problem')).toEqual([
    { state: 'waiting', attempts: 0, last_problem: 'No SMS gateway is set up.' },
  ]);
  expect(await leftInQueue(tenant)).toEqual([{ due_at: after(NOON, WAIT_UNCONFIGURED_MS), attempts: 0 }]);
  await drainOnce(after(NOON, OLDEST_UNCONFIGURED_MS + MINUTE_MS), channels);
  expect(await rowsOf(tenant, 'state')).toEqual([{ state: 'failed' }]);
});

test('two nodes that drain at the same time send each message once', async () => {
  const { tenant } = await aTenant();
  await promise(tenant, 80);
  const { letters, channels } = recorder();
  while ((await Promise.all([1, 2, 3, 4].map(() => drainOnce(NOON, channels)))).some((taken) => taken > 0));
  expect(letters).toHaveLength(80);
  expect(new Set(letters.map((letter) => letter.id)).size).toBe(80);
});

test('what a node took before it died is due again after its lease, with the same id where a repeat does no harm', async () => {
  const { tenant } = await aTenant();
  const [id] = await promise(tenant);
  const dying: Channels = () => ({
    provider: 'dying',
    knowsRepeats: true,
    send: () => new Promise(() => {}),
  });
  const neverEnds = drainOnce(NOON, dying);
  neverEnds.catch(() => undefined);
  await expect.poll(() => leftInQueue(tenant)).toEqual([{ due_at: after(NOON, LEASE_MS), attempts: 1 }]);
  const { letters, channels } = recorder();
  await drainOnce(after(NOON, LEASE_MS - 1), channels);
  expect(letters).toEqual([]);
  await drainOnce(after(NOON, LEASE_MS), channels);
  expect(letters.map((letter) => letter.id)).toEqual([id]);
});

test('words that this build does not know wait for a build that does', async () => {
  const { tenant } = await aTenant();
  await promise(tenant, 1, { template: 'constructor' as 'verifyMobile' });
  const { letters, channels } = recorder();
  await drainOnce(NOON, channels);
  expect(letters).toEqual([]);
  expect(await rowsOf(tenant, 'state, last_problem')).toEqual([
    { state: 'waiting', last_problem: 'This build has no words for "constructor".' },
  ]);
});

test('demo and test write to their handsets, each message once, and production never does', async () => {
  const { tenant } = await aTenant();
  const [id] = await promise(tenant);
  await drainOnce(NOON, channelsOf(env()));
  const again: Letter = {
    id: id ?? '',
    tenantId: tenant.id,
    channel: 'sms',
    address: '+250780000010',
    subject: '',
    body: '',
    language: 'en',
    code: null,
    at: NOON,
  };
  await channelsOf(env())('sms', {}).send(again);
  const arrived = await inTenant(tenant.id, async (tx) => {
    const { rows } = await tx.$client.query('select id, address, at from handset_messages');
    return rows;
  });
  expect(arrived).toEqual([{ id, address: '+250780000010', at: NOON }]);
  for (const way of ['sms', 'email', 'whatsapp'] as const)
    await expect(channelsOf(production({}))(way, {}).send(again)).rejects.toMatchObject({
      hope: 'unconfigured',
    });
});

test('the drainer ends when it is told to', async () => {
  const { tenant } = await aTenant({ at: after(new Date(), -DAY_MS) });
  await promise(tenant);
  const { letters, channels } = recorder();
  const draining = startDraining(channels);
  await expect.poll(() => letters.length).toBe(1);
  await draining.stop();
  await promise(tenant);
  expect(letters).toHaveLength(1);
});

function production(over: Partial<Env>): Env {
  return { ...env(), NGAO_MODE: 'production', SMTP_URL: undefined, RESEND_API_KEY: undefined, ...over };
}
