import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { ownDatabase } from '@/db/testing/own-database';
import { aTenant, type Ground, later, NOON } from '@/testing/ground';
import { after, MINUTE_MS } from '../base/clock';
import { ask } from '../command/ask';
import { perform } from '../command/perform';
import { type Channel, NotSent } from '../notice/channel';
import { drainOnce } from '../notice/drain';
import { promiseMessage, type Template } from '../notice/promise-message';
import type { Person } from '../policy/actor';
import { listMessages, showMessage } from './list-messages';
import { giveMessageUp, sendMessageAgain } from './send-message-again';

// The queue belongs to the installation, so each test here would take the messages of its neighbours.
await ownDatabase();

type Promised = {
  personId?: string;
  template?: Template;
  channel?: 'sms' | 'email' | 'none';
  address?: string;
};

const promise = ({ tenant }: Ground, over: Promised = {}) =>
  inTenant(tenant.id, (tx) =>
    promiseMessage(tx, tenant, NOON, {
      ...{ personId: null, channel: 'sms', address: '+250788000001', template: 'roleAssigned', locale: 'en' },
      values: { role: 'agent', address: 'https://x', code: '424242', minutes: '5' },
      ...over,
    }),
  );

/** A service that knows no repeats and answers as it is told; `bodies` is what it was handed. */
function service(problem?: NotSent) {
  const bodies: string[] = [];
  const channel: Channel = {
    provider: 'a-service',
    knowsRepeats: false,
    async send({ body }) {
      bodies.push(body);
      if (problem) throw problem;
      return { providerId: 'its-own-number' };
    },
  };
  return { bodies, through: () => channel };
}

const fails = () => service(new NotSent('550 no such number +250788000001', 'never')).through;
const vanishes = () => service(new NotSent('no answer', 'unclear')).through;

const show = (admin: Person, messageId: string) => ask(showMessage, admin, { messageId });
const again = (admin: Person, messageId: string) => perform(sendMessageAgain, admin, { messageId });
const giveUp = (admin: Person, messageId: string) => perform(giveMessageUp, admin, { messageId });

test('staff see what became of a message, and neither its address nor its words', async () => {
  const ground = await aTenant();
  const viewer = await ground.person(['viewer']);
  const messageId = await promise(ground, { personId: viewer.principal.id });
  await drainOnce(NOON, fails());
  const shown = await show(viewer, messageId);
  expect(shown).toMatchObject({
    state: 'failed',
    attempts: 1,
    provider: 'a-service',
    personName: viewer.principal.name,
    canSendAgain: true,
    canGiveUp: false,
  });
  const { messages } = await ask(listMessages, viewer, {});
  for (const text of [JSON.stringify(shown), JSON.stringify(messages)]) {
    expect(text).not.toContain('788000');
    expect(text).not.toMatch(/agent|https/);
  }
});

test('a message that failed or is unclear is sent again on purpose, once for each asking', async () => {
  for (const through of [fails(), vanishes()]) {
    const ground = await aTenant();
    const admin = await ground.person(['admin']);
    const messageId = await promise(ground);
    await drainOnce(NOON, through);
    await again(admin, messageId);
    await expect(again(admin, messageId)).rejects.toMatchObject({ code: 'message_is_not_over' });
    const { bodies, through: works } = service();
    await drainOnce(NOON, works);
    await drainOnce(NOON, works);
    expect(bodies).toHaveLength(1);
    expect(await show(admin, messageId)).toMatchObject({ state: 'sent', providerId: 'its-own-number' });
    await expect(again(admin, messageId)).rejects.toMatchObject({ code: 'message_is_not_over' });
  }
});

test('two who send a message again at once send it once', async () => {
  const ground = await aTenant();
  const admin = await ground.person(['admin']);
  const messageId = await promise(ground);
  await drainOnce(NOON, vanishes());
  const answers = await Promise.allSettled([again(admin, messageId), again(admin, messageId)]);
  expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  const { bodies, through } = service();
  await drainOnce(NOON, through);
  expect(bodies).toHaveLength(1);
});

test('what held a code cannot be sent again: a new one has to be asked for', async () => {
  const ground = await aTenant();
  const admin = await ground.person(['admin']);
  const messageId = await promise(ground, { template: 'verifyMobile' });
  await drainOnce(NOON, vanishes());
  expect(await show(admin, messageId)).toMatchObject({ state: 'unclear', canSendAgain: false });
  await expect(again(admin, messageId)).rejects.toMatchObject({ code: 'message_keeps_nothing' });
});

test('a message that waits is given up and not sent, and one in somebody’s hands is not', async () => {
  const ground = await aTenant();
  const admin = await ground.person(['admin']);
  const messageId = await promise(ground);
  expect(await show(admin, messageId)).toMatchObject({ canGiveUp: true, dueAt: NOON });
  await giveUp(admin, messageId);
  const { bodies, through } = service();
  await drainOnce(NOON, through);
  expect(bodies).toEqual([]);
  expect(await show(admin, messageId)).toMatchObject({ state: 'failed', dueAt: null });
  await expect(giveUp(admin, messageId)).rejects.toMatchObject({ code: 'message_is_over' });

  const held = await promise(ground);
  const handing = drainOnce(NOON, () => ({
    provider: 'slow',
    knowsRepeats: false,
    send: async () => {
      await expect(giveUp(admin, held)).rejects.toMatchObject({ code: 'message_in_hands' });
      return { providerId: null };
    },
  }));
  await handing;
  expect(await show(admin, held)).toMatchObject({ state: 'sent' });
});

test('sending again wants a fresh second factor and the permission', async () => {
  const ground = await aTenant();
  const [admin, viewer] = [await ground.person(['admin']), await ground.person(['viewer'])];
  const messageId = await promise(ground);
  await drainOnce(NOON, fails());
  const stale = later(admin, after(NOON, 20 * MINUTE_MS));
  await expect(again(stale, messageId)).rejects.toMatchObject({ code: 'needs_fresh_second_factor' });
  await expect(again(viewer, messageId)).rejects.toMatchObject({ code: 'forbidden' });
});

test('each filter narrows the list, alone and together, and pages follow each other without a gap', async () => {
  const ground = await aTenant();
  const admin = await ground.person(['admin']);
  const { id } = admin.principal;
  const mine = await promise(ground, { personId: id, channel: 'email', address: 'ana@example.com' });
  await promise(ground, { template: 'verifyMobile' });
  await drainOnce(NOON, fails());
  await promise(ground, { channel: 'none', template: 'verifyMobile' });
  await drainOnce(NOON, fails());
  const waiting = await promise(ground, { personId: id });
  const idsOf = async (filter: object) =>
    (await ask(listMessages, admin, filter)).messages.map((message) => message.id);
  expect(await idsOf({ person: id })).toEqual([waiting, mine]);
  expect(await idsOf({ person: id, state: 'failed' })).toEqual([mine]);
  expect(await idsOf({ channel: 'email' })).toEqual([mine]);
  expect(await idsOf({ state: 'waiting' })).toEqual([waiting]);
  expect(await idsOf({ state: 'withheld' })).toHaveLength(1);
  expect(await idsOf({ template: 'verifyMobile' })).toHaveLength(2);
  expect(await idsOf({ template: 'verifyMobile', person: id })).toEqual([]);
  const all: string[] = [];
  for (let before: string | undefined; ; ) {
    const { messages, next } = await ask(listMessages, admin, { limit: 1, ...(before && { before }) });
    all.push(...messages.map((message) => message.id));
    if (!next) break;
    before = next;
  }
  expect(all).toEqual(await idsOf({}));
  expect(all).toHaveLength(4);
});
