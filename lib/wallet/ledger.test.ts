import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { faultsOfBooks } from '@/testing/books';
import { effort } from '@/testing/effort';
import { aTenant, type Ground, NOON } from '@/testing/ground';
import { aCustomer, anAgent, balanceOf } from '@/testing/money';
import { newId } from '../base/id';
import { refusalOfConstraint } from '../command/constraint';
import type { Person } from '../policy/actor';
import { type Bands, moneySettings } from '../policy/money-settings';
import { tenantSettings } from '../policy/tenant';
import { floatOf, walletOf } from './figures';
import { book, type Line, lockParties } from './ledger';
import { type Movement, post } from './post';
import { priceOf } from './wallet';

const open = { perTransfer: null, outPerDay: null, outPerMonth: null, balance: null, cashOutsPerDay: null };
const settings = tenantSettings.parse({
  networks: ['63510'],
  money: { tiers: [open, open, open], agent: open },
});
const maker = { personId: null, now: NOON, ip: null, deviceId: null, risk: 0 };
/** More than all that is ever drawn here, and less than a column of money takes. */
const RICH = 4_000_000_000_000_000_000n;

let ground: Ground;
let people: { ana: Person; ben: Person; agent: Person };
beforeAll(async () => {
  ground = await aTenant({ settings });
  people = {
    ana: await aCustomer(ground, { balance: RICH }),
    ben: await aCustomer(ground),
    agent: await anAgent(ground, 1_000n),
  };
});

type Lines = {
  operation: string;
  from: string;
  to: string;
  amount: string;
  from_after: string | null;
  to_after: string | null;
};

const linesOf = (deedId: string) =>
  inTenant(ground.tenant.id, async ({ $client }) => {
    const { rows } = await $client.query<Lines>(
      `select t.operation, d.kind as from, c.kind as to, t.amount, t.debit_posted_after as from_after, t.credit_posted_after as to_after
       from transfers t join accounts d on d.id = t.debit_account_id join accounts c on c.id = t.credit_account_id
       where t.deed_id = $1 order by t.id`,
      [deedId],
    );
    return rows;
  });

const payment = (over: Partial<Movement> = {}): Movement => ({
  ...{ deedId: newId(NOON), operation: 'transfer', amount: 100n },
  ...{ payer: walletOf(people.ana.principal.id), payee: walletOf(people.ben.principal.id) },
  ...over,
});

const posted = (movement: Movement) =>
  inTenant(ground.tenant.id, (tx) => post(tx, ground.tenant, movement, maker));

/** What the database says to something that no rule has looked at. */
const refusedWith = (work: Promise<unknown>) =>
  work.then(
    () => 'nothing',
    (error: unknown) => refusalOfConstraint(error)?.code ?? String(error),
  );

test('an account that does not exist is absent, and the tenant’s own are there by their ids', async () => {
  const parties = {
    payer: walletOf(people.ana.principal.id),
    payee: floatOf(people.ben.principal.id),
    aside: { kind: 'commission' as const, ownerId: people.ana.principal.id },
  };
  const ask = { currency: 'RWF', parties, now: NOON };
  const locked = await inTenant(ground.tenant.id, (tx) => lockParties(tx, ground.tenant, ask));
  expect(locked.payer).toMatchObject({ kind: 'wallet', personId: people.ana.principal.id, held: 0n });
  expect(locked).toMatchObject({ payee: undefined, aside: undefined });
  expect(Object.keys(locked.own).toSorted()).toEqual(['fees', 'suspense', 'trust']);
  const nobody = { currency: 'RWF', parties: { payer: walletOf(newId(NOON)) }, now: NOON };
  const none = await inTenant(ground.tenant.id, (tx) => lockParties(tx, ground.tenant, nobody));
  expect(none).toMatchObject({ payer: undefined, firstPayee: false, own: locked.own });
});

test('whom an account pays for the first time is told once, and only of a transfer', async () => {
  const payee = walletOf((await aCustomer(ground)).principal.id);
  const isFirst = async () => {
    const ask = { currency: 'RWF', parties: { payer: payment().payer as never, payee }, now: NOON };
    return (await inTenant(ground.tenant.id, (tx) => lockParties(tx, ground.tenant, ask))).firstPayee;
  };
  expect(await isFirst()).toBe(true);
  await posted(payment({ payee }));
  expect(await isFirst()).toBe(false);
});

/** Tables of prices whose ends lie close to the amounts that are asked for. */
const bands: fc.Arbitrary<Bands> = fc
  .tuple(
    fc.uniqueArray(fc.nat({ max: 40 }), { maxLength: 5 }),
    fc.array(fc.nat({ max: 9 }), { minLength: 6, maxLength: 6 }),
  )
  .map(([ends, prices]) => [
    ...ends.toSorted((one, other) => one - other).map((upTo, index) => ({ upTo, price: prices[index] ?? 0 })),
    { upTo: null, price: prices[5] ?? 0 },
  ]);
const amount = fc.oneof(
  fc.bigInt({ min: 1n, max: 45n }),
  fc.bigInt({ min: 2n ** 53n - 2n, max: 2n ** 53n + 2n }),
);

test('a price is that of the first band that the amount fits into, and of no other', () => {
  fc.assert(
    fc.property(bands, amount, (table, minor) => {
      expect(moneySettings.safeParse({ transferFee: table }).success).toBe(true);
      const dear = table.findIndex(({ upTo }) => upTo === null || BigInt(upTo) >= minor);
      expect(priceOf(table, minor)).toBe(BigInt(table[dear]?.price ?? -1));
      for (const { upTo } of table.slice(0, dear)) expect(minor > BigInt(upTo ?? -1)).toBe(true);
    }),
  );
});

test('principal, fee and commission are booked to the smallest unit, with both balances after each line', async () => {
  const { tenant } = ground;
  await fc.assert(
    fc.asyncProperty(amount, bands, bands, async (minor, fees, commissions) => {
      const [fee, earned] = [priceOf(fees, minor), priceOf(commissions, minor)];
      const before = {
        ana: await balanceOf(ground, people.ana),
        float: await balanceOf(ground, people.agent, 'float'),
        earned: await balanceOf(ground, people.agent, 'commission'),
      };
      const movement = payment({
        ...{ operation: 'withdrawal', amount: minor, fee, payee: floatOf(people.agent.principal.id) },
        commission: { amount: earned, to: people.agent.principal.id },
      });
      const posting = await posted(movement);
      const after = { ana: before.ana - minor - fee, float: before.float + minor };
      expect(posting).toMatchObject({
        ...{ done: true, payer: { postedAfter: after.ana }, payee: { postedAfter: after.float } },
      });
      const line = (operation: string, [from, to]: [string, string], some: (bigint | null)[]) => {
        const [sum, fromAfter = null, toAfter = null] = some.map((one) =>
          one === null ? null : String(one),
        );
        return { operation, from, to, amount: sum, from_after: fromAfter, to_after: toAfter };
      };
      const should = [
        line('withdrawal', ['wallet', 'float'], [minor, before.ana - minor, after.float]),
        ...(fee ? [line('fee', ['wallet', 'fees'], [fee, after.ana, null])] : []),
        ...(earned
          ? [line('commission', ['fees', 'commission'], [earned, null, before.earned + earned])]
          : []),
      ];
      expect(await linesOf(movement.deedId)).toEqual(should);
      expect(await balanceOf(ground, people.ana)).toBe(after.ana);
      expect(await balanceOf(ground, people.agent, 'commission')).toBe(before.earned + earned);
    }),
    { numRuns: effort(20), endOnFailure: true },
  );
  expect(await faultsOfBooks(tenant)).toEqual([]);
});

test('money that goes back to the tenant leaves an account, and lies in the trust, which keeps no balance', async () => {
  const float = await balanceOf(ground, people.agent, 'float');
  const back = payment({
    ...{ operation: 'float_return', amount: 70n },
    ...{ payer: floatOf(people.agent.principal.id), payee: 'trust' },
  });
  expect(await posted(back)).toMatchObject({ done: true, payee: undefined });
  expect(await balanceOf(ground, people.agent, 'float')).toBe(float - 70n);
  expect(await linesOf(back.deedId)).toEqual([
    {
      operation: 'float_return',
      from: 'float',
      to: 'trust',
      amount: '70',
      from_after: String(float - 70n),
      to_after: null,
    },
  ]);
});

test('whom a movement needs and who is not there is said, and nothing is written', async () => {
  const nobody = walletOf(newId(NOON));
  expect(await posted(payment({ payer: nobody }))).toMatchObject({ done: false, reason: 'payer_missing' });
  expect(await posted(payment({ payee: nobody }))).toMatchObject({ done: false, reason: 'payee_missing' });
  const other = { ...walletOf(people.ben.principal.id), mobile: '+250788999999' };
  expect(await posted(payment({ payee: other }))).toMatchObject({ done: false, reason: 'payee_missing' });
  const toNobody = payment({ commission: { amount: 5n, to: newId(NOON) } });
  await expect(posted(toNobody)).rejects.toThrow(/No account for fees or aside/);
  expect(await linesOf(toNobody.deedId)).toEqual([]);
});

/** Books lines between the two wallets that no rule has looked at. */
const booked = (lines: Line[], over: { deedId?: string; held?: bigint } = {}) =>
  inTenant(ground.tenant.id, async (tx) => {
    const parties = { payer: walletOf(people.ben.principal.id), payee: walletOf(people.ana.principal.id) };
    const locked = await lockParties(tx, ground.tenant, { currency: 'RWF', parties, now: NOON });
    const { deedId = newId(NOON), held = 0n } = over;
    const booking = { deedId, currency: 'RWF', lines, held: { role: 'payer' as const, by: held } };
    return book(tx, ground.tenant, { locked, booking, maker });
  });
const line = (minor: bigint, over: Partial<Line> = {}): Line => ({
  ...{ operation: 'transfer', from: 'payer', to: 'payee', amount: minor, ...over },
});

test('what no rule has looked at the database still refuses', async () => {
  const has = await balanceOf(ground, people.ben);
  expect(await refusedWith(booked([line(has + 1n)]))).toBe('insufficient_funds');
  expect(await refusedWith(booked([], { held: has + 1n }))).toBe('insufficient_funds');
  expect(await refusedWith(booked([], { held: -1n }))).toBe('insufficient_funds');
  expect(await refusedWith(booked([line(-1n)]))).toBe('amount_not_positive');
  expect(await refusedWith(booked([line(1n, { to: 'payer' })]))).toBe('transfer_to_itself');
  const twice = payment();
  await posted(twice);
  expect(await refusedWith(posted(twice))).toBe('quote_is_paid');
  expect(await balanceOf(ground, people.ben)).toBe(has + 100n);
  expect(await faultsOfBooks(ground.tenant)).toEqual([]);
});

test('a line of nothing is no line', async () => {
  const nothing = await booked([line(0n)]);
  expect(nothing.payer?.postedAfter).toBe(await balanceOf(ground, people.ben));
});
