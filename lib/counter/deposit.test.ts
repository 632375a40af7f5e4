import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { aTenant, type Ground, later, NOON } from '@/testing/ground';
import { aCustomer, anAgent, balanceOf } from '@/testing/money';
import { after, MINUTE_MS } from '../base/clock';
import { ask } from '../command/ask';
import { perform } from '../command/perform';
import { openWallet } from '../person/open-wallet';
import type { Person } from '../policy/actor';
import { tenantSettings } from '../policy/tenant';
import { walletReceipt } from '../wallet/receipt';
import { counterDashboard } from './dashboard';
import { deposit } from './deposit';
import { findCustomer } from './find-customer';
import { listFloats } from './list-floats';
import { floatMovements } from './movements';
import { openFloat } from './open-float';

const pay = (agent: Person, to: Person | string, amount: string, key: string = randomUUID()) =>
  perform(deposit, agent, { to: typeof to === 'string' ? to : to.principal.mobile, amount, key });

const rowsOf = async <Row extends object>({ tenant }: Ground, text: string): Promise<Row[]> =>
  (await inTenant(tenant.id, (tx) => tx.$client.query<Row>(text))).rows;

test('cash becomes money in the wallet, out of the float; the agent earns, the customer is told', async () => {
  const ground = await aTenant();
  const agent = await anAgent(ground, 100_000n);
  const ana = await aCustomer(ground, { name: 'Ana Uwase' });
  const found = await ask(findCustomer, agent, { to: ana.principal.mobile, amount: '5 000' });
  expect(found).toMatchObject({ name: 'Ana U.', deposit: { amount: 5_000n, commission: 60n } });
  expect(await ask(findCustomer, agent, { offer: found.deposit?.offer })).toEqual(found);
  const another = await anAgent(ground, 100_000n);
  await expect(ask(findCustomer, another, { offer: found.deposit?.offer })).rejects.toMatchObject({
    code: 'quote_unknown',
  });

  const done = await pay(agent, ana, '5 000');
  expect(done).toMatchObject({ amount: 5_000n, commission: 60n, float: 95_000n, to: { name: 'Ana U.' } });
  expect(await balanceOf(ground, ana)).toBe(5_000n);
  expect(await balanceOf(ground, agent, 'float')).toBe(95_000n);
  expect(await balanceOf(ground, agent, 'commission')).toBe(60n);
  expect(await rowsOf(ground, 'select template, address from outbox_messages')).toEqual([
    { template: 'depositReceived', address: ana.principal.mobile },
  ]);
  expect(await ask(walletReceipt, ana, { id: done.receiptId })).toMatchObject({
    ...{ operation: 'deposit', direction: 'in', amount: 5_000n, fee: null, balanceAfter: 5_000n },
    to: { name: 'Ana Uwase', number: expect.stringMatching(/^\+250 78\d \d{3} \d{3}$/), self: true },
  });
  expect(await ask(walletReceipt, agent, { id: done.receiptId })).toMatchObject({
    direction: 'out',
    fee: 0n,
  });
  const other = await aCustomer(ground);
  await expect(ask(walletReceipt, other, { id: done.receiptId })).rejects.toMatchObject({
    code: 'not_found',
  });
});

test('an agent is told with figures why a deposit cannot be made, when they look and when they pay', async () => {
  const ground = await aTenant();
  const agent = await anAgent(ground, 30_000n);
  const ana = await aCustomer(ground, { balance: 90_000n });
  const both = async (to: string | Person, amount: string) => {
    const number = typeof to === 'string' ? to : to.principal.mobile;
    const early = await ask(findCustomer, agent, { to: number, amount }).catch((error) => error);
    const late = await pay(agent, to, amount).catch((error) => error);
    expect(late).toMatchObject({ code: early.code, message: early.message, field: early.field });
    return late;
  };
  expect(await both(await aCustomer(ground), '30 001')).toMatchObject({
    code: 'float_too_low',
    status: 409,
    message: expect.stringMatching(/holds RWF\s30,000\. This deposit needs RWF\s30,001/),
  });
  expect(await both(ana, '10 001')).toMatchObject({
    code: 'customer_is_full',
    message: expect.stringMatching(/up to RWF\s100,000/),
  });
  expect(await both('+250780999999', '100')).toMatchObject({ code: 'customer_unknown', field: 'to' });
  expect(await both('12', '100')).toMatchObject({ code: 'msisdn_invalid', field: 'to' });
  expect(await both(ana, 'a lot')).toMatchObject({ code: 'amount_unreadable_whole', field: 'amount' });
  expect(await both(ana, '2 000 001')).toMatchObject({ code: 'over_deposit_limit' });
  await pay(agent, ana, '10000');
});

test('an agent cannot deposit into their own wallet, and without a float into none', async () => {
  const ground = await aTenant();
  const agent = await anAgent(ground, 30_000n);
  const number = '+250788123456';
  await inTenant(ground.tenant.id, async (tx) => {
    await tx.$client.query('update users set mobile = $1, mobile_verified_at = $2 where id = $3', [
      number,
      NOON,
      agent.principal.id,
    ]);
    await openWallet(tx, ground.tenant.id, agent.principal.id, 'RWF', NOON);
  });
  await expect(pay(agent, number, '500')).rejects.toMatchObject({ code: 'customer_is_self' });
  const newcomer = await ground.person(['agent']);
  await expect(pay(newcomer, number, '500')).rejects.toMatchObject({ code: 'no_float' });
  expect((await ask(counterDashboard, newcomer, {})).float).toBeNull();
});

test('a repeated key deposits once; another body under it is refused', async () => {
  const ground = await aTenant();
  const agent = await anAgent(ground, 30_000n);
  const ana = await aCustomer(ground);
  const key = randomUUID();
  const ends = await Promise.allSettled(Array.from({ length: 5 }, () => pay(agent, ana, '700', key)));
  for (const end of ends) if (end.status === 'rejected') expect(end.reason.code).toBe('key_in_flight');
  const again = await pay(agent, ana, '700', key);
  for (const end of ends) if (end.status === 'fulfilled') expect(end.value).toEqual(again);
  await expect(pay(agent, ana, '701', key)).rejects.toMatchObject({ code: 'key_reused', status: 409 });
  expect(await balanceOf(ground, ana)).toBe(700n);
});

test('a tenant may pay no commission', async () => {
  const settings = tenantSettings.parse({ money: { depositCommission: [{ upTo: null, price: 0 }] } });
  const ground = await aTenant({ settings });
  const agent = await anAgent(ground, 30_000n);
  expect((await pay(agent, await aCustomer(ground), '700')).commission).toBe(0n);
  expect(await rowsOf(ground, `select 1 from transfers where operation = 'commission'`)).toEqual([]);
});

test('an owner opens the float of an agent once, out of the trust', async () => {
  const ground = await aTenant();
  const owner = await ground.person(['owner']);
  const agent = await ground.person(['agent'], { name: 'Eric Agent' });
  const open = (personId: string, key: string = randomUUID()) =>
    perform(openFloat, owner, { personId, amount: '250 000', key });
  expect((await ask(listFloats, owner, {})).waiting).toEqual([
    { personId: agent.principal.id, name: 'Eric Agent' },
  ]);
  const ends = await Promise.allSettled([open(agent.principal.id), open(agent.principal.id)]);
  expect(ends.map((end) => (end.status === 'fulfilled' ? 'done' : end.reason.code)).sort()).toEqual([
    'done',
    'float_is_open',
  ]);
  await expect(open(agent.principal.id)).rejects.toMatchObject({ code: 'float_is_open', status: 409 });
  await expect(open((await aCustomer(ground)).principal.id)).rejects.toMatchObject({ code: 'not_an_agent' });
  await expect(open(randomUUID())).rejects.toMatchObject({ code: 'not_found' });
  for (const roles of [['admin'], ['agent'], ['user']])
    await expect(
      perform(openFloat, await ground.person(roles), {
        ...{ personId: agent.principal.id, amount: '1', key: randomUUID() },
      }),
    ).rejects.toMatchObject({ code: 'forbidden' });
  expect(await ask(listFloats, owner, {})).toMatchObject({
    floats: [{ name: 'Eric Agent', available: 250_000n, level: 250_000n, low: false, outToday: 0n }],
    next: null,
    waiting: [expect.not.objectContaining({ personId: agent.principal.id })],
  });
  await pay(agent, await aCustomer(ground), '9000');
});

test('the dashboard counts the calendar day of the tenant and notices a float below a fifth', async () => {
  const ground = await aTenant({ at: new Date('2026-06-01T08:00:00Z') });
  const agent = await anAgent(ground, 100_000n);
  // In Kigali the 15th begins at 22:00 UTC of the 14th.
  const before = later(agent, new Date('2026-06-14T21:59:59Z'));
  const on = later(agent, new Date('2026-06-14T22:00:00Z'));
  await pay(before, await aCustomer(ground), '30000');
  await pay(on, await aCustomer(ground), '50000');
  const noon = await ask(counterDashboard, later(agent, NOON), {});
  expect(noon.float).toMatchObject({ available: 20_000n, level: 100_000n, low: false, commission: 300n });
  expect(noon.float?.today).toMatchObject({ deposits: 1, out: 50_000n, commission: 150n });
  await pay(later(agent, after(NOON, MINUTE_MS)), await aCustomer(ground), '1');
  const low = await ask(counterDashboard, later(agent, NOON), {});
  expect(low.float).toMatchObject({ available: 19_999n, low: true });
  expect(low.movements.map(({ amount }) => amount)).toEqual([1n, 50_000n, 30_000n, 100_000n]);
});

test('movements are paged by key, narrowed by direction and found by receipt', async () => {
  const ground = await aTenant();
  const agent = await anAgent(ground, 100_000n);
  const ana = await aCustomer(ground);
  const receipts: string[] = [];
  for (const minute of [1, 2, 3, 4, 5])
    receipts.push(
      (await pay(later(agent, after(NOON, minute * MINUTE_MS)), ana, `${minute}00`)).receiptNumber,
    );
  const amounts = async (filter: object) => {
    const { movements, next } = await ask(floatMovements, agent, filter);
    return { amounts: movements.map(({ amount }) => Number(amount)), next };
  };
  const first = await amounts({ limit: 3 });
  expect(first.amounts).toEqual([500, 400, 300]);
  const second = await amounts({ limit: '3', before: first.next });
  expect(second).toEqual({ amounts: [200, 100, 100_000], next: null });
  expect((await amounts({ direction: 'in' })).amounts).toEqual([100_000]);
  expect((await amounts({ direction: 'out', limit: 2 })).amounts).toEqual([500, 400]);
  expect((await amounts({ receipt: receipts[1]?.toLowerCase() })).amounts).toEqual([200]);
  expect((await amounts({ receipt: randomUUID() })).amounts).toEqual([]);
  expect((await amounts({ receipt: 'hello' })).amounts).toEqual([]);
});
