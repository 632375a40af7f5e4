import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { faultsOfBooks } from '@/testing/books';
import { aTenant, type Ground, later } from '@/testing/ground';
import { aCustomer, anAgent } from '@/testing/money';
import { after, HOUR_MS, MINUTE_MS } from '../../base/clock';
import { newId } from '../../base/id';
import { momentOf } from '../../base/zoned-time';
import { ask } from '../../command/ask';
import { perform } from '../../command/perform';
import type { Person } from '../../policy/actor';
import { floatOf, walletOf } from '../../wallet/figures';
import { post } from '../../wallet/post';
import { deposit } from '../deposit';
import { closeDay } from './close-day';
import { listFloatDays, ownDays } from './day-lists';
import { counterDay } from './show-day';
import { showFloat } from './show-float';

const code = (deed: Promise<unknown>): Promise<string> =>
  deed.then(
    () => 'done',
    (error: { code?: string }) => error.code ?? String(error),
  );

/** The same person at another time of the tenant's clocks, with a proof of that moment. */
function at<A extends Person>(actor: A, text: string | Date): A {
  const when = typeof text === 'string' ? momentOf(text, actor.tenant.timeZone) : text;
  const session = { ...actor.session, provedAt: when, judgedAt: when };
  return later({ ...actor, session }, when);
}

const pay = (agent: Person, to: Person, amount: string) =>
  perform(deposit, agent, { to: to.principal.mobile, amount, key: randomUUID() });

const close = (agent: Person, cashCounted: string, more: { note?: string; day?: string } = {}) =>
  perform(closeDay, agent, { cashCounted, ...more, key: randomUUID() });

/** A withdrawal as it is posted in the end, at a moment. */
const withdraw = ({ tenant }: Ground, customer: Person, agent: Person, amount: bigint, now: Date) =>
  inTenant(tenant.id, async (tx) => {
    const movement = {
      ...{ deedId: newId(now), operation: 'withdrawal' as const, amount },
      ...{ payer: walletOf(customer.principal.id), payee: floatOf(agent.principal.id) },
      commission: { amount: 100n, to: agent.principal.id },
    };
    const maker = { personId: null, now, ip: null, deviceId: null, risk: 0 };
    expect(await post(tx, tenant, movement, maker)).toMatchObject({ done: true });
  });

const MORNING = momentOf('2026-06-15T07:00', 'Africa/Kigali');

async function aScene(over: Parameters<typeof aTenant>[0] = {}) {
  const ground = await aTenant({ at: MORNING, ...over });
  const agent = await anAgent(ground, 500_000n);
  const customer = await aCustomer(ground, { balance: 100_000n, tier: 1 });
  return { ground, agent, customer };
}

test('the first count states the drawer, the next ones are held against deposits and withdrawals since', async () => {
  const { ground, agent, customer } = await aScene();
  await pay(at(agent, '2026-06-15T09:00'), customer, '20000');
  const evening = at(agent, '2026-06-15T18:00');
  const shown = await ask(counterDay, evening, {});
  expect(shown).toMatchObject({ today: '2026-06-15', closed: null, unclosed: null, hasFloat: true });
  expect(shown.open).toMatchObject({
    ...{ opening: 0n, cameIn: 500_000n, wentOut: 20_000n, closing: 480_000n, commission: 150n },
    ...{ counted: null, cashExpected: null, cashTaken: 20_000n, cashPaid: 0n },
  });
  expect(await close(evening, '65000')).toMatchObject({ cashExpected: 65_000n, cashCounted: 65_000n });
  expect(await code(close(at(agent, '2026-06-15T19:00'), '65000'))).toBe('float_day_is_closed');

  // What comes after the count is the next day's, also where the calendar still says today.
  await pay(at(agent, '2026-06-15T20:00'), customer, '5000');
  await pay(at(agent, '2026-06-16T10:00'), customer, '10000');
  await withdraw(ground, customer, agent, 30_000n, momentOf('2026-06-16T11:00', 'Africa/Kigali'));
  const next = at(agent, '2026-06-16T18:00');
  expect((await ask(counterDay, next, {})).open).toMatchObject({
    ...{ opening: 480_000n, cameIn: 30_000n, wentOut: 15_000n, closing: 495_000n, commission: 220n },
    ...{ cashTaken: 15_000n, cashPaid: 30_000n, cashExpected: 50_000n },
    flows: [
      { operation: 'withdrawal', direction: 'in', count: 1, amount: 30_000n },
      { operation: 'deposit', direction: 'out', count: 2, amount: 15_000n },
    ],
  });
  expect(await code(close(next, '49000'))).toBe('cash_difference_unexplained');
  expect(await close(next, '49 000', { note: 'A note of 1 000 was torn' })).toMatchObject({
    ...{ cashExpected: 50_000n, cashCounted: 49_000n, note: 'A note of 1 000 was torn' },
  });
  const { days } = await ask(ownDays, next, {});
  expect(days.map(({ day }) => day)).toEqual(['2026-06-16', '2026-06-15']);
  expect(await ask(ownDays, next, { before: '2026-06-16' })).toMatchObject({ days: [{ day: '2026-06-15' }] });
  expect((await ask(counterDay, next, {})).closed).toMatchObject({ closing: 495_000n });
  expect(await faultsOfBooks(ground.tenant)).toEqual([]);
});

test('admins see the days of all agents, and a difference beyond the setting opens an incident', async () => {
  const { ground, agent } = await aScene();
  const [admin, personId] = [await ground.person(['admin']), agent.principal.id];
  await close(at(agent, '2026-06-15T18:00'), '80000');
  await close(at(agent, '2026-06-16T18:00'), '79000', { note: 'Change was wrong' });
  const incidents = () =>
    inTenant(ground.tenant.id, async ({ $client }) => {
      const { rows } = await $client.query('select kind, about, severity, facts from incidents');
      return rows;
    });
  expect(await incidents()).toEqual([]);
  await close(at(agent, '2026-06-17T18:00'), '60000', { note: 'I do not know' });
  expect(await incidents()).toMatchObject([
    {
      kind: 'cash-difference',
      about: `float:${personId}`,
      facts: { expected: '79000', difference: '-19000' },
    },
  ]);
  const seen = at(admin, '2026-06-17T19:00');
  const { days } = await ask(listFloatDays, seen, { differing: 'yes' });
  expect(days.map(({ day }) => day)).toEqual(['2026-06-17', '2026-06-16']);
  expect((await ask(listFloatDays, seen, { day: '2026-06-15' })).days).toHaveLength(1);
  const after17 = await ask(listFloatDays, seen, { after: `2026-06-17~${personId}` });
  expect(after17.days.map(({ day }) => day)).toEqual(['2026-06-16', '2026-06-15']);
  expect(await ask(showFloat, seen, { personId })).toMatchObject({ isClosed: true, lastDay: '2026-06-17' });
  expect(await code(ask(listFloatDays, agent, {}))).toBe('forbidden');
  const gone = inTenant(ground.tenant.id, (tx) => tx.$client.query('update float_days set cash_counted = 1'));
  await expect(gone).rejects.toMatchObject({ code: '42501' });
});

test('a day that was forgotten is closed until its midnight, and no day is closed before one that is closed', async () => {
  const { agent, customer } = await aScene();
  await close(at(agent, '2026-06-15T18:00'), '10000');
  await pay(at(agent, '2026-06-16T23:59'), customer, '3000');
  await pay(at(agent, '2026-06-17T00:00'), customer, '4000');
  const morning = at(agent, '2026-06-17T08:00');
  expect((await ask(counterDay, morning, {})).unclosed).toBe('2026-06-16');
  expect(await code(close(morning, '0', { day: '2026-06-18' }))).toBe('float_day_is_ahead');
  expect(await close(morning, '13000', { day: '2026-06-16' })).toMatchObject({
    ...{ wentOut: 3_000n, cashExpected: 13_000n, closing: 497_000n },
  });
  expect(await code(close(morning, '0', { day: '2026-06-14' }))).toBe('float_day_is_past');
  expect((await ask(counterDay, morning, {})).open).toMatchObject({
    ...{ opening: 497_000n, wentOut: 4_000n, closing: 493_000n, cashExpected: 17_000n },
  });
});

test.each([
  ['2026-03-29', 23, 'Europe/Paris'],
  ['2026-10-25', 25, 'Europe/Paris'],
  ['2026-06-15', 24, 'Africa/Kigali'],
])('%s has %i hours in its zone, and each movement is in one day', async (day, hours, timeZone) => {
  const midnight = momentOf(day, timeZone);
  const end = after(midnight, hours * HOUR_MS);
  const { agent, customer } = await aScene({ at: after(midnight, -HOUR_MS), timeZone });
  await close(at(agent, after(midnight, -2 * MINUTE_MS)), '0');
  const lastMinute = at(agent, after(end, -MINUTE_MS));
  await pay(at(agent, midnight), customer, '1000');
  await pay(lastMinute, customer, '2000');
  await pay(at(agent, end), customer, '4000');
  const after2 = at(agent, after(end, HOUR_MS));
  expect((await ask(counterDay, lastMinute, {})).today).toBe(day);
  expect((await ask(counterDay, after2, { day })).open).toMatchObject({ wentOut: 3_000n, until: end });
  expect(await close(after2, '3000', { day })).toMatchObject({ day, wentOut: 3_000n });
  expect((await ask(counterDay, after2, {})).open).toMatchObject({ wentOut: 4_000n, cashExpected: 7_000n });
});

test('what was on its way while the cash was counted comes into the next day, and is in no two', async () => {
  const { ground, agent, customer } = await aScene();
  const evening = momentOf('2026-06-15T18:00', 'Africa/Kigali');
  await pay(at(agent, after(evening, -MINUTE_MS)), customer, '1000');
  await close(at(agent, evening), '1000');
  // Its request came before the count, and its turn came after it.
  await pay(at(agent, after(evening, -MINUTE_MS / 2)), customer, '2000');
  const next = at(agent, '2026-06-16T18:00');
  expect((await ask(counterDay, next, {})).open).toMatchObject({
    ...{ opening: 499_000n, wentOut: 2_000n, closing: 497_000n, cashExpected: 3_000n },
  });
  await close(next, '3000');
  expect(await faultsOfBooks(ground.tenant)).toEqual([]);
});

test('of several who close a day at once one does', async () => {
  const { agent } = await aScene();
  const evening = at(agent, '2026-06-15T18:00');
  const codes = await Promise.all([1, 2, 3, 4].map(() => code(close(evening, '7000'))));
  expect(codes.toSorted()).toEqual(['done', ...Array(3).fill('float_day_is_closed')]);
  const nobody = await (await aTenant()).person(['agent']);
  expect(await code(close(nobody, '7000'))).toBe('no_float_to_close');
});
