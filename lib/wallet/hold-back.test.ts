import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { faultsOfBooks } from '@/testing/books';
import { effort } from '@/testing/effort';
import { aTenant, type Ground, NOON } from '@/testing/ground';
import { aCustomer, anAgent, balanceOf } from '@/testing/money';
import { calendarOf } from '../base/clock';
import { newId } from '../base/id';
import { refusalOfConstraint } from '../command/constraint';
import type { Person } from '../policy/actor';
import { floatOf, walletOf } from './figures';
import { giveBack, holdBack, postHeld } from './hold-back';
import { type Movement, post } from './post';

const maker = { personId: null, now: NOON, ip: null, deviceId: null, risk: 0 };

async function aShop(balance = 20_000n) {
  const ground = await aTenant();
  return {
    ground,
    ana: await aCustomer(ground, { balance, tier: 1 }),
    agent: await anAgent(ground, 50_000n),
  };
}
type Shop = Awaited<ReturnType<typeof aShop>>;

const withdrawal = ({ ana, agent }: Shop, over: Partial<Movement> = {}): Movement => ({
  ...{ deedId: newId(NOON), operation: 'withdrawal', amount: 5_000n, fee: 250n },
  ...{ payer: walletOf(ana.principal.id), payee: floatOf(agent.principal.id) },
  ...{ commission: { amount: 100n, to: agent.principal.id }, ...over },
});

const held = ({ ground: { tenant } }: Shop, movement: Movement) =>
  inTenant(tenant.id, (tx) => holdBack(tx, tenant, movement, maker));
const posted = ({ ground: { tenant } }: Shop, movement: Movement) =>
  inTenant(tenant.id, (tx) => postHeld(tx, tenant, movement, maker));
const givenBack = ({ ground: { tenant } }: Shop, movement: Movement) =>
  inTenant(tenant.id, (tx) =>
    giveBack(tx, tenant, { movement, counted: calendarOf(NOON, tenant.timeZone), maker }),
  );

type Standing = Record<'posted' | 'held' | 'out_day_minor' | 'out_month_minor', string> & {
  out_day_cash: number;
};
const standingOf = ({ tenant }: Ground, person: Person) =>
  inTenant(tenant.id, async ({ $client }) => {
    const { rows } = await $client.query<Standing>(
      `select posted, held, out_day_minor, out_month_minor, out_day_cash from accounts where owner_id = $1 and kind = 'wallet'`,
      [person.principal.id],
    );
    return rows[0];
  });
const set = ({ ground: { tenant }, ana }: Shop, frozen: string) =>
  inTenant(tenant.id, ({ $client }) =>
    $client.query(`update accounts set frozen = $2 where owner_id = $1`, [ana.principal.id, frozen]),
  );

const figures = (has: number, keeps: number, out: number, cash: number): Standing => ({
  ...{ posted: String(has), held: String(keeps) },
  ...{ out_day_minor: String(out), out_month_minor: String(out), out_day_cash: cash },
});

test('what is held stays in the account, cannot be spent, and counts for the limits at once', async () => {
  const shop = await aShop();
  const done = await held(shop, withdrawal(shop));
  expect(done).toMatchObject({ done: true, payer: { held: 5_250n, postedAfter: 20_000n } });
  expect(await standingOf(shop.ground, shop.ana)).toEqual(figures(20_000, 5_250, 5_000, 1));
  const { tenant } = shop.ground;
  const spends = (amount: bigint) =>
    inTenant(tenant.id, (tx) =>
      post(
        tx,
        tenant,
        { ...withdrawal(shop), operation: 'transfer', fee: 0n, amount, deedId: newId(NOON) },
        maker,
      ),
    );
  expect(await spends(14_751n)).toMatchObject({ done: false, reason: 'too_little' });
  expect(await spends(14_750n)).toMatchObject({ done: true });
});

test('what is posted moves as it was held, with fee and commission, and counts no second time', async () => {
  const shop = await aShop();
  const movement = withdrawal(shop);
  await held(shop, movement);
  expect(await posted(shop, movement)).toMatchObject({
    ...{ done: true, payer: { held: 0n, postedAfter: 14_750n }, payee: { postedAfter: 55_000n } },
  });
  expect(await standingOf(shop.ground, shop.ana)).toEqual(figures(14_750, 0, 5_000, 1));
  expect(await balanceOf(shop.ground, shop.agent, 'commission')).toBe(100n);
  expect(await faultsOfBooks(shop.ground.tenant)).toEqual([]);
});

test('what is given back leaves the account as it was, its counters too', async () => {
  const shop = await aShop();
  const before = await standingOf(shop.ground, shop.ana);
  const movement = withdrawal(shop);
  await held(shop, movement);
  expect(await givenBack(shop, movement)).toMatchObject({ held: 0n, postedAfter: 20_000n });
  expect(await standingOf(shop.ground, shop.ana)).toEqual({ ...before, ...figures(20_000, 0, 0, 0) });
});

test('nothing is held of what is not there, not enough, or frozen, and nothing is written then', async () => {
  const shop = await aShop(5_249n);
  const nobody = withdrawal(shop, { payer: walletOf(newId(NOON)) });
  expect(await held(shop, nobody)).toMatchObject({ done: false, reason: 'payer_missing' });
  expect(await held(shop, withdrawal(shop))).toMatchObject({ done: false, reason: 'too_little' });
  await set(shop, 'debit');
  expect(await held(shop, withdrawal(shop))).toMatchObject({ done: false, reason: 'payer_frozen' });
  expect(await standingOf(shop.ground, shop.ana)).toEqual(figures(5_249, 0, 0, 0));
});

test('what was held waits while its payer’s money rests, and is posted when it does not', async () => {
  const shop = await aShop();
  const movement = withdrawal(shop);
  await held(shop, movement);
  await set(shop, 'both');
  expect(await posted(shop, movement)).toMatchObject({ done: false, reason: 'payer_frozen' });
  expect(await standingOf(shop.ground, shop.ana)).toEqual(figures(20_000, 5_250, 5_000, 1));
  await set(shop, 'none');
  expect(await posted(shop, movement)).toMatchObject({ done: true });
});

test('a payee who may not be paid any more is not paid', async () => {
  const shop = await aShop();
  const gone = withdrawal(shop, { payee: floatOf(newId(NOON)) });
  await held(shop, gone);
  expect(await posted(shop, gone)).toMatchObject({ done: false, reason: 'payee_missing' });
  const full = await aCustomer(shop.ground, { balance: 99_000n });
  const transfer = withdrawal(shop, { payee: walletOf(full.principal.id), commission: undefined });
  const moved: Movement = { ...transfer, operation: 'transfer' };
  await held(shop, moved);
  expect(await posted(shop, moved)).toMatchObject({ done: false, reason: 'over_balance' });
  expect((await standingOf(shop.ground, shop.ana))?.held).toBe('10500');
});

test('what is held is posted or given back once: the second time the database refuses', async () => {
  const shop = await aShop();
  const codeOf = (work: Promise<unknown>) =>
    work.then(
      () => 'nothing',
      (error: unknown) => refusalOfConstraint(error)?.code,
    );
  const [one, other] = [withdrawal(shop), withdrawal(shop)];
  await held(shop, one);
  await posted(shop, one);
  expect(await codeOf(posted(shop, one))).toBeDefined();
  await held(shop, other);
  await givenBack(shop, other);
  expect(await codeOf(givenBack(shop, other))).toBe('insufficient_funds');
  expect(await standingOf(shop.ground, shop.ana)).toEqual(figures(14_750, 0, 5_000, 1));
  expect(await faultsOfBooks(shop.ground.tenant)).toEqual([]);
});

test('of many holds, what is held is always what still waits, and what is gone is what was posted', async () => {
  const way = fc.constantFrom('posted', 'given back', 'waits');
  const some = fc.array(
    fc.record({ amount: fc.integer({ min: 1, max: 900 }), fee: fc.nat({ max: 20 }), way }),
    {
      maxLength: 5,
    },
  );
  await fc.assert(
    fc.asyncProperty(some, async (holds) => {
      const shop = await aShop();
      const movements = holds.map(({ amount, fee }) =>
        withdrawal(shop, { amount: BigInt(amount), fee: BigInt(fee) }),
      );
      for (const movement of movements) await held(shop, movement);
      for (const [index, movement] of movements.entries()) {
        if (holds[index]?.way === 'posted') await posted(shop, movement);
        if (holds[index]?.way === 'given back') await givenBack(shop, movement);
      }
      const sum = (ways: string[], of: (one: { amount: number; fee: number }) => number) =>
        holds.filter((one) => ways.includes(one.way)).reduce((total, one) => total + of(one), 0);
      const whole = ({ amount, fee }: { amount: number; fee: number }) => amount + fee;
      const out = sum(['posted', 'waits'], ({ amount }) => amount);
      const cash = sum(['posted', 'waits'], () => 1);
      const gone = sum(['posted'], whole);
      expect(await standingOf(shop.ground, shop.ana)).toEqual(
        figures(20_000 - gone, sum(['waits'], whole), out, cash),
      );
      expect(await faultsOfBooks(shop.ground.tenant)).toEqual([]);
    }),
    { numRuns: effort(8), endOnFailure: true },
  );
});
