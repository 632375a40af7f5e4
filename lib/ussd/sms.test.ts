import { describe, expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { signedIn } from '@/testing/deeds';
import { aTenant, facts, NOON } from '@/testing/ground';
import { givePin, PIN } from '@/testing/line';
import { aCustomer } from '@/testing/money';
import { askQuestion, readQuestion } from '../auth/question';
import type { QuestionKind } from '../auth/question-kind';
import { sessionLives } from '../auth/session-lives';
import { after, DAY_MS, MINUTE_MS } from '../base/clock';
import { drainOnce } from '../notice/drain';
import { holdsOn } from '../trust/hold';
import { receiveSms } from './receive-sms';
import { wordOf } from './sms-word';

let sent = 0;

async function aLine() {
  const ground = await aTenant();
  const { tenant } = ground;
  const customer = await aCustomer(ground);
  const { id } = customer.principal;
  const own = customer.principal.mobile ?? '';
  const write = (text: string, { msisdn = own, messageId = `sms-${sent++}`, at = NOON } = {}) =>
    receiveSms(tenant, facts(at), { messageId, msisdn, text });
  const replies = async (address = own) => {
    while ((await drainOnce(after(NOON, 30 * DAY_MS))) > 0);
    return inTenant(tenant.id, async (tx) => {
      const { rows } = await tx.$client.query<{ body: string }>(
        `select body from handset_messages where tenant_id = $1 and address = $2 and subject = 'Our answer' order by id`,
        [tenant.id, address],
      );
      return rows.map(({ body }) => body.replace('A test tenant: ', ''));
    });
  };
  const asks = (kind: QuestionKind) =>
    inTenant(tenant.id, (tx) =>
      askQuestion(tx, tenant.id, NOON, { personId: id, kind, values: { place: 'Huye', device: 'a phone' } }),
    );
  const stateOf = (question: string) =>
    inTenant(tenant.id, (tx) => readQuestion(tx, tenant.id, NOON, question));
  const holds = () => inTenant(tenant.id, (tx) => holdsOn(tx, tenant.id, id, NOON));
  return { ground, tenant, customer, write, replies, asks, stateOf, holds };
}

describe('an SMS', () => {
  test.each(['NO', 'no.', '2', 'Non', ' 1 no '])('%s answers the one question no', async (text) => {
    const { write, replies, asks, stateOf } = await aLine();
    const question = await asks('recovery');
    await write(text);
    expect(await stateOf(question)).toEqual({ state: 'no', by: 'sms' });
    expect(await replies()).toEqual([expect.stringMatching(/^your no was taken/)]);
  });

  test('YES answers what opens nothing, and leads to the menu where the PIN is needed', async () => {
    const { write, replies, asks, stateOf } = await aLine();
    const harmless = await asks('new-device');
    await write('yes');
    expect(await stateOf(harmless)).toEqual({ state: 'yes', by: 'sms' });
    const grave = await asks('recovery');
    await write('1');
    expect(await stateOf(grave)).toMatchObject({ state: 'open' });
    expect((await replies()).at(-1)).toMatch(/^a yes to this needs your PIN. Dial \*123# and choose 3/);
  });

  test('that could mean several questions lists them, and answers the one that is named', async () => {
    const { write, replies, asks, stateOf } = await aLine();
    const [older, newer] = [await asks('recovery'), await asks('new-device')];
    await write('no');
    expect(await stateOf(older)).toMatchObject({ state: 'open' });
    expect((await replies()).at(-1)).toMatch(/1 A new device: you\? 2 Recover the account\?/);
    await write('2 no');
    expect(await stateOf(older)).toMatchObject({ state: 'no' });
    expect(await stateOf(newer)).toMatchObject({ state: 'open' });
  });

  test.each(['LOST', 'Perdu', 'volé !'])('%s reports and secures', async (text) => {
    const { tenant, customer, write, replies, holds } = await aLine();
    const portal = await signedIn(customer);
    await write(text);
    expect(await sessionLives(tenant.id, portal.session.id, NOON)).toBe(false);
    expect(await holds()).toEqual(['credentials', 'messages', 'money_out', 'sim_swap']);
    expect(await replies()).toEqual([expect.stringMatching(/^your number is secured/)]);
  });

  test('LOCK locks swaps alone', async () => {
    const { write, holds, replies } = await aLine();
    await write('lock');
    expect(await holds()).toEqual(['sim_swap']);
    expect(await replies()).toEqual([expect.stringMatching(/^SIM swaps are locked/)]);
  });

  test('with a PIN in it is told so, and neither the PIN nor the rest of its words is kept', async () => {
    const { ground, tenant, customer, write, replies } = await aLine();
    await givePin(ground, customer);
    await write(`my pin is ${PIN} please`);
    await write('2 7 1 8 3');
    expect(await replies()).toEqual([
      expect.stringMatching(/^never send your PIN/),
      expect.stringMatching(/^never send your PIN/),
    ]);
    const kept = await inTenant(tenant.id, async (tx) => [
      (await tx.$client.query('select * from inbound_sms where tenant_id = $1', [tenant.id])).rows,
      (await tx.$client.query('select * from audit_events where tenant_id = $1', [tenant.id])).rows,
    ]);
    expect(JSON.stringify(kept)).not.toMatch(/27183|2 7 1|please/);
  });

  test('that the gateway sends again, or twice at once, is taken once', async () => {
    const { write, replies } = await aLine();
    const messageId = 'the-same';
    await Promise.all([1, 2, 3].map(() => write('LOST', { messageId })));
    await write('LOST', { messageId });
    expect(await replies()).toHaveLength(1);
  });

  test('from a number that is nobody’s is answered once a day, the same whatever it says', async () => {
    const { write, replies } = await aLine();
    const msisdn = '+250788999999';
    for (const text of ['NO', 'LOST', '12345']) await write(text, { msisdn });
    expect(await replies(msisdn)).toEqual([expect.stringMatching(/^this number is not registered/)]);
    await write('HELP', { msisdn, at: after(NOON, DAY_MS + MINUTE_MS) });
    expect(await replies(msisdn)).toHaveLength(2);
  });

  test('with anything else gets help', async () => {
    const { write, replies } = await aLine();
    for (const text of ['HELP', 'hello there my friends', '', '🙂', '__proto__', '9 no']) await write(text);
    expect((await replies()).filter((body) => /^dial \*123# for balance/.test(body))).toHaveLength(5);
    expect((await replies()).at(-1)).toMatch(/^nobody asks you anything/);
  });
});

test.each([
  ['12345', 'secret'],
  ['123456', 'secret'],
  ['code 1234', 'secret'],
  ['0788100001', 'help'],
  ['1', 'yes'],
  ['2 OUI', 'yes'],
  ['3', 'help'],
  ['constructor', 'help'],
  ['1 LOST', 'help'],
  ['perdu', 'lost'],
])('%s is understood as %s', (text, word) => {
  expect(wordOf(text).word).toBe(word);
});

test('whoever makes up a sender has us answer it ten times an hour; what protects is done all the same', async () => {
  const { write, replies, holds } = await aLine();
  for (let n = 0; n < 15; n++) await write('hello');
  await write('lock');
  expect(await replies()).toHaveLength(10);
  expect(await holds()).toContain('sim_swap');
  await write('hello', { at: after(NOON, 61 * MINUTE_MS) });
  expect(await replies()).toHaveLength(11);
});
