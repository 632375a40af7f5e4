import { afterAll, expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { ownDatabase } from '@/db/testing/own-database';
import { aTenant, NOON } from '@/testing/ground';
import { startDouble, twilio } from '@/testing/message-services';
import { after, HOUR_MS, MINUTE_MS } from '../base/clock';
import type { Tenant } from '../policy/tenant';
import { type Channel, type Channels, NotSent, type Sent } from './channel';
import { drainOnce, LEASE_MS } from './drain';
import { promiseMessages, type Template } from './promise-message';
import { WAITS_MS } from './settle';
import { twilioChannel } from './twilio';

// The queue belongs to the installation, so each test here would take the messages of its neighbours.
await ownDatabase();

const double = await startDouble(twilio('AC01', 'token'));
afterAll(() => double.close());

const account = { accountSid: 'AC01', authToken: 'token', baseUrl: double.url };
const byTwilio: Channels = () => twilioChannel({ ...account, sender: { from: 'MTN' } });

const MOBILE = '+250788000001';

const promise = (
  tenant: Tenant,
  count = 1,
  template: Template = 'verifyMobile',
  channel: 'sms' | 'none' = 'sms',
) =>
  inTenant(tenant.id, (tx) =>
    promiseMessages(
      tx,
      tenant,
      NOON,
      Array.from({ length: count }, () => ({
        ...{ personId: null, channel, address: MOBILE, template, locale: 'en' },
        values: { code: '424242', minutes: '5', role: 'agent', address: 'https://x' },
      })),
    ),
  );

const rowsOf = (tenant: Tenant, columns: string) =>
  inTenant(tenant.id, async (tx) => {
    const { rows } = await tx.$client.query(`select ${columns} from outbox_messages order by id`);
    return rows;
  });

const stateOf = (tenant: Tenant) => rowsOf(tenant, 'state, attempts, handed_at is not null as handed');

/** A service that answers when the test says so. */
function slow() {
  const asked: { yes(sent: Sent): void; no(problem: Error): void }[] = [];
  const channel: Channel = {
    provider: 'slow',
    knowsRepeats: false,
    send: () => new Promise((yes, no) => asked.push({ yes, no })),
  };
  const channels: Channels = () => channel;
  return { asked, channels };
}

test('what a service took is kept under its own name, with what the service calls it', async () => {
  const { tenant } = await aTenant();
  await promise(tenant);
  await drainOnce(NOON, byTwilio);
  expect(await rowsOf(tenant, 'state, provider, provider_id, values')).toEqual([
    { state: 'sent', provider: 'twilio', provider_id: 'SM0123456789abcdef0123456789abcdef', values: null },
  ]);
});

test('a node that dies with a message in its hands leaves it unclear, and nobody sends it again', async () => {
  const { tenant } = await aTenant();
  await promise(tenant);
  const dying = slow();
  drainOnce(NOON, dying.channels).catch(() => undefined);
  await expect.poll(() => dying.asked.length).toBe(1);
  expect(await stateOf(tenant)).toEqual([{ state: 'waiting', attempts: 0, handed: true }]);
  const before = double.asked.length;
  expect(await drainOnce(after(NOON, LEASE_MS), byTwilio)).toBe(1);
  expect(await rowsOf(tenant, 'state, values')).toEqual([{ state: 'unclear', values: null }]);
  for (const ms of WAITS_MS) expect(await drainOnce(after(NOON, 2 * LEASE_MS + ms), byTwilio)).toBe(0);
  expect(double.asked).toHaveLength(before);
});

test('a slow yes that comes after all is believed, and the message was sent once', async () => {
  const { tenant } = await aTenant();
  await promise(tenant);
  const slowly = slow();
  const first = drainOnce(NOON, slowly.channels);
  await expect.poll(() => slowly.asked.length).toBe(1);
  await drainOnce(after(NOON, LEASE_MS), slowly.channels);
  expect(await stateOf(tenant)).toMatchObject([{ state: 'unclear' }]);
  slowly.asked[0]?.yes({ providerId: 'late' });
  await first;
  expect(slowly.asked).toHaveLength(1);
  expect(await rowsOf(tenant, 'state, provider_id')).toEqual([{ state: 'sent', provider_id: 'late' }]);
});

test('many nodes at once send each message once', async () => {
  const { tenant } = await aTenant();
  await promise(tenant, 60);
  const before = double.asked.length;
  while ((await Promise.all([1, 2, 3, 4].map(() => drainOnce(NOON, byTwilio)))).some((taken) => taken > 0));
  expect(double.asked.length - before).toBe(60);
  expect(new Set((await rowsOf(tenant, 'state')).map(({ state }) => state))).toEqual(new Set(['sent']));
});

test('a clear no is tried again: 500, then 200', async () => {
  const { tenant } = await aTenant();
  await promise(tenant);
  double.next({ status: 500, body: '{"code":20500,"message":"Internal Server Error"}' });
  await drainOnce(NOON, byTwilio);
  expect(await stateOf(tenant)).toEqual([{ state: 'waiting', attempts: 1, handed: false }]);
  await drainOnce(after(NOON, WAITS_MS[0] ?? 0), byTwilio);
  expect(await stateOf(tenant)).toEqual([{ state: 'sent', attempts: 2, handed: true }]);
});

test('a service that wants to be left alone is, for as long as it says and at most half a day', async () => {
  for (const [header, ms] of [
    ['7200', 2 * HOUR_MS],
    ['99999999', 12 * HOUR_MS],
    ['1', MINUTE_MS],
  ] as const) {
    const { tenant } = await aTenant();
    await promise(tenant);
    double.next({ status: 429, body: '{"code":20429}', headers: { 'retry-after': header } });
    await drainOnce(NOON, byTwilio);
    expect(await drainOnce(after(NOON, ms - 1), byTwilio)).toBe(0);
    expect(await drainOnce(after(NOON, ms), byTwilio)).toBe(1);
    expect(await stateOf(tenant)).toMatchObject([{ state: 'sent' }]);
  }
});

test.each([
  ['stops in the middle of its yes', { status: 201, body: '{"sid":"SM01"}', cut: true }],
  ['hangs up', 'hang-up' as const],
])('a service that %s leaves it unclear', async (_what, reply) => {
  const { tenant } = await aTenant();
  await promise(tenant);
  double.next(reply);
  await drainOnce(NOON, byTwilio);
  expect(await stateOf(tenant)).toEqual([{ state: 'unclear', attempts: 1, handed: true }]);
  expect(await drainOnce(after(NOON, 24 * HOUR_MS), byTwilio)).toBe(0);
});

test('a bug while a message is handed over leaves it unclear', async () => {
  const { tenant } = await aTenant();
  await promise(tenant);
  const { asked, channels } = slow();
  const draining = drainOnce(NOON, channels);
  await expect.poll(() => asked.length).toBe(1);
  asked[0]?.no(new TypeError('a bug'));
  await draining;
  expect(await stateOf(tenant)).toMatchObject([{ state: 'unclear' }]);
});

test('a code is dropped with the last attempt; what holds none is kept, so that it can be sent again', async () => {
  const { tenant } = await aTenant();
  await promise(tenant, 1, 'verifyMobile');
  await promise(tenant, 1, 'roleAssigned');
  double.next({ status: 400, body: '{"code":21211}' }, { status: 400, body: '{"code":21211}' });
  await drainOnce(NOON, byTwilio);
  expect(await rowsOf(tenant, 'template, state, values is null as dropped')).toEqual([
    { template: 'verifyMobile', state: 'failed', dropped: true },
    { template: 'roleAssigned', state: 'failed', dropped: false },
  ]);
});

test('what a service says is kept without the address', async () => {
  const { tenant } = await aTenant();
  await promise(tenant);
  double.next({ status: 400, body: `{"code":21211,"message":"'To' ${MOBILE} (250788000001) is not valid"}` });
  await drainOnce(NOON, byTwilio);
  const [row] = await rowsOf(tenant, 'last_problem');
  expect(row.last_problem).toMatch(/21211.*is not valid/);
  expect(row.last_problem).not.toContain('788000');
});

test('a message to nobody is withheld and reaches no service', async () => {
  const { tenant } = await aTenant();
  await promise(tenant, 1, 'verifyMobile', 'none');
  const before = double.asked.length;
  await drainOnce(NOON, byTwilio);
  expect(await rowsOf(tenant, 'state, values, last_problem')).toEqual([
    { state: 'withheld', values: null, last_problem: null },
  ]);
  expect(double.asked).toHaveLength(before);
  expect(double.complaints).toEqual([]);
});

test('a service that keeps its promise of one for each key is asked again where it did not answer', async () => {
  const { tenant } = await aTenant();
  await promise(tenant);
  const channel: Channel = {
    provider: 'keyed',
    knowsRepeats: true,
    send: () => Promise.reject(new NotSent('nobody answered', 'unclear')),
  };
  await drainOnce(NOON, () => channel);
  expect(await stateOf(tenant)).toEqual([{ state: 'waiting', attempts: 1, handed: false }]);
});
