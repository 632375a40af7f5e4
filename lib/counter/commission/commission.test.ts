import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { inTenant, pool } from '@/db/client';
import { faultsOfBooks } from '@/testing/books';
import { aTenant, type Ground, later } from '@/testing/ground';
import { aCustomer, anAgent, balanceOf } from '@/testing/money';
import { after, DAY_MS, HOUR_MS, MINUTE_MS } from '../../base/clock';
import { newId } from '../../base/id';
import { momentOf } from '../../base/zoned-time';
import { ask } from '../../command/ask';
import { perform } from '../../command/perform';
import type { Person } from '../../policy/actor';
import { tenantSettings } from '../../policy/tenant';
import { floatOf, walletOf } from '../../wallet/figures';
import { post } from '../../wallet/post';
import { deposit } from '../deposit';
import { keepMoneyDeadlines } from '../keep-money';
import { openFloat } from '../open-float';
import { keepPayout, queueMissingPayouts } from './keep';
import { monthAfter, monthBefore, payoutAfter, payoutId } from './month';
import { ownCommission } from './own';
import { payDueCommission } from './pay-due';
import { payCommissionNow } from './pay-now';

const at = <A extends Person>(actor: A, when: Date): A =>
  later({ ...actor, session: { ...actor.session, provedAt: when, judgedAt: when } }, when);

const code = (deed: Promise<unknown>): Promise<string> =>
  deed.then(
    () => 'done',
    (error: { code?: string }) => error.code ?? String(error),
  );

const earn = (agent: Person, to: Person, amount = '5000') =>
  perform(deposit, agent, { to: to.principal.mobile, amount, key: randomUUID() });

const accountOf = async ({ tenant }: Ground, agent: Person): Promise<string> => {
  const { rows } = await inTenant(tenant.id, (tx) =>
    tx.$client.query<{ id: string }>(`select id from accounts where owner_id = $1 and kind = 'commission'`, [
      agent.principal.id,
    ]),
  );
  return rows[0]?.id ?? '';
};

async function aScene(over: Parameters<typeof aTenant>[0] = {}) {
  const ground = await aTenant(over);
  const agent = await anAgent(ground, 500_000n);
  return {
    ground,
    agent,
    customer: await aCustomer(ground, { tier: 2 }),
    accountId: await accountOf(ground, agent),
  };
}

test.each([
  ['2027-02', 28, 'Africa/Kigali'],
  ['2028-02', 29, 'Africa/Kigali'],
  ['2026-04', 30, 'Africa/Kigali'],
  ['2026-12', 31, 'Africa/Kigali'],
  ['2026-03', 31, 'Europe/Paris'],
])(
  'a month of %s, %i days long, is paid when it is over in its zone: all of it, and nothing later',
  async (month, days, timeZone) => {
    const begin = momentOf(`${month}-01`, timeZone);
    const end = momentOf(`${monthAfter(month)}-01`, timeZone);
    // Clocks that go an hour forward or back in it make it so much shorter or longer.
    expect(Math.abs(end.getTime() - begin.getTime() - days * DAY_MS)).toBeLessThanOrEqual(HOUR_MS);
    expect(monthBefore(monthAfter(month))).toBe(month);
    const { ground, agent, customer, accountId } = await aScene({ at: begin, timeZone });
    expect(payoutAfter(begin, timeZone)).toEqual(end);
    expect(payoutAfter(after(end, -1), timeZone)).toEqual(end);
    await earn(at(agent, begin), customer);
    await earn(at(agent, after(end, -1)), customer);
    await earn(at(agent, end), customer);
    const due = await perform(payDueCommission, ground.system(after(end, MINUTE_MS)), { accountId });
    expect(due).toEqual({ month, paid: 120n, due: payoutAfter(end, timeZone) });
    expect(await balanceOf(ground, agent, 'commission')).toBe(60n);
    expect(await balanceOf(ground, agent, 'float')).toBe(500_000n - 15_000n + 120n);
    expect(await faultsOfBooks(ground.tenant)).toEqual([]);
  },
);

test('a month is paid once, however many nodes come with it at once and again', async () => {
  const { ground, agent, customer, accountId } = await aScene();
  await earn(agent, customer);
  const july = momentOf('2026-07-01', ground.tenant.timeZone);
  const outputs = await Promise.all(
    [1, 2, 3, 4, 5].map(() => keepPayout(ground.system(after(july, MINUTE_MS)), accountId)),
  );
  expect(outputs.map(({ paid }) => paid).toSorted()).toEqual([0n, 0n, 0n, 0n, 60n]);
  expect((await keepPayout(ground.system(after(july, DAY_MS)), accountId)).paid).toBe(0n);
  expect(await balanceOf(ground, agent, 'commission')).toBe(0n);
  const { rows } = await pool().query('select due_at, kind from money_queue where subject_id = $1', [
    accountId,
  ]);
  expect(rows).toEqual([{ due_at: momentOf('2026-08-01', ground.tenant.timeZone), kind: 'payout' }]);
  const shown = await ask(ownCommission, at(agent, after(july, DAY_MS)), {});
  expect(shown).toMatchObject({
    ...{ paid: 'monthly', account: { waits: 0n, thisMonth: 0n } },
    payouts: [{ receiptId: payoutId(accountId, '2026-06'), amount: 60n }],
  });
  expect(payoutId(accountId, '2026-06')).toMatch(
    /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  );
  expect(await faultsOfBooks(ground.tenant)).toEqual([]);
});

test('where the float cannot take it, it waits for another day', async () => {
  const { ground, agent, customer, accountId } = await aScene();
  await earn(agent, customer);
  const july = momentOf('2026-07-01', ground.tenant.timeZone);
  const freeze = (frozen: string) =>
    inTenant(ground.tenant.id, (tx) =>
      tx.$client.query(`update accounts set frozen = $1 where owner_id = $2 and kind = 'float'`, [
        ...[frozen, agent.principal.id],
      ]),
    );
  await freeze('both');
  expect(await perform(payDueCommission, ground.system(july), { accountId })).toMatchObject({
    ...{ paid: 0n, due: after(july, DAY_MS) },
  });
  expect(await balanceOf(ground, agent, 'commission')).toBe(60n);
  await freeze('none');
  expect((await perform(payDueCommission, ground.system(after(july, DAY_MS)), { accountId })).paid).toBe(60n);
});

test('an admin pays at once what was earned so far, but not to themselves', async () => {
  const { ground, agent, customer } = await aScene();
  const admin = await ground.person(['admin']);
  const now = { personId: agent.principal.id, key: randomUUID() };
  expect(await code(perform(payCommissionNow, admin, now))).toBe('commission_is_nothing');
  await earn(agent, customer);
  const again = { ...now, key: randomUUID() };
  const done = await perform(payCommissionNow, admin, again);
  expect(done).toMatchObject({ paid: 60n });
  expect(await perform(payCommissionNow, admin, again)).toEqual(done);
  expect(await code(perform(payCommissionNow, admin, { ...now, key: randomUUID() }))).toBe(
    'commission_is_nothing',
  );
  const both = { ...agent, principal: { ...agent.principal, permissions: admin.principal.permissions } };
  expect(await code(perform(payCommissionNow, both, { ...now, key: randomUUID() }))).toBe(
    'proposal_own_money',
  );
  expect(await balanceOf(ground, agent, 'float')).toBe(495_060n);
  expect(await faultsOfBooks(ground.tenant)).toEqual([]);
});

test('where it is paid at once it is in the float with the deed that earned it', async () => {
  const settings = tenantSettings.parse({ networks: ['63510'], money: { commissionPaid: 'at_once' } });
  const { ground, agent, customer } = await aScene({ settings });
  await earn(agent, customer);
  expect(await balanceOf(ground, agent, 'float')).toBe(495_060n);
  expect(await balanceOf(ground, agent, 'commission')).toBe(0n);
  // So is that of a withdrawal, whose payer is the customer.
  const now = agent.request.at;
  await inTenant(ground.tenant.id, async (tx) => {
    const movement = {
      ...{ deedId: newId(now), operation: 'withdrawal' as const, amount: 2_000n },
      ...{ payer: walletOf(customer.principal.id), payee: floatOf(agent.principal.id) },
      commission: { amount: 40n, to: agent.principal.id },
    };
    const maker = { personId: null, now, ip: null, deviceId: null, risk: 0 };
    expect(await post(tx, ground.tenant, movement, maker)).toMatchObject({ done: true });
  });
  expect(await balanceOf(ground, agent, 'float')).toBe(497_100n);
  expect(await balanceOf(ground, agent, 'commission')).toBe(0n);
  expect(await ask(ownCommission, agent, {})).toMatchObject({
    ...{
      paid: 'at_once',
      account: { waits: 0n, thisMonth: 100n },
      payouts: [{ amount: 40n }, { amount: 60n }],
    },
  });
  expect(await faultsOfBooks(ground.tenant)).toEqual([]);
});

test('accounts that wait in no queue are found, and a deadline that stands is left alone', async () => {
  const { ground, accountId } = await aScene();
  const now = ground.system().request.at;
  await queueMissingPayouts(now);
  await queueMissingPayouts(after(now, 40 * DAY_MS));
  const { rows } = await pool().query('select due_at from money_queue where subject_id = $1', [accountId]);
  expect(rows).toEqual([{ due_at: momentOf('2026-07-01', ground.tenant.timeZone) }]);
});

test('a float that is opened is in the queue, and of several nodes one pays its agent when the month is over', async () => {
  const ground = await aTenant();
  const owner = await ground.person(['owner']);
  const agent = await ground.person(['agent']);
  const opening = { personId: agent.principal.id, amount: '500000', key: randomUUID() };
  await perform(openFloat, owner, opening);
  await earn(agent, await aCustomer(ground, { tier: 2 }));
  const july = momentOf('2026-07-01', ground.tenant.timeZone);
  await keepMoneyDeadlines(after(july, -1));
  expect(await balanceOf(ground, agent, 'commission')).toBe(60n);
  // Other tests of this database may have more in the queue than one batch.
  for (let batch = 0; batch < 3; batch += 1)
    await Promise.all([1, 2, 3].map(() => keepMoneyDeadlines(after(july, MINUTE_MS))));
  expect(await balanceOf(ground, agent, 'commission')).toBe(0n);
  expect(await balanceOf(ground, agent, 'float')).toBe(495_060n);
  const shown = await ask(ownCommission, at(agent, after(july, HOUR_MS)), {});
  expect(shown.payouts).toMatchObject([{ amount: 60n }]);
});
