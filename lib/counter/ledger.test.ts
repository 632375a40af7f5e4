import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { faultsOfBooks } from '@/testing/books';
import { effort } from '@/testing/effort';
import { aTenant, type Ground } from '@/testing/ground';
import { aCustomer, anAgent, balanceOf } from '@/testing/money';
import { Refusal } from '../base/refusal';
import { ask } from '../command/ask';
import { perform } from '../command/perform';
import type { Person } from '../policy/actor';
import { quoteTransfer } from '../wallet/quote';
import { transfer } from '../wallet/transfer';
import { deposit } from './deposit';

const CUSTOMERS = 4;
const AGENTS = 2;

type Step =
  | { kind: 'transfer'; from: number; to: number; amount: number; tries: number; keys: number }
  | { kind: 'deposit'; by: number; to: number; amount: number; tries: number };

const who = (count: number) => fc.nat({ max: count - 1 });
/** Mostly a fifth of a wallet, so that funds, the limits of a day and the cap of a balance are all met within a run. */
const amount = fc.oneof(fc.integer({ min: 1, max: 12_000 }), fc.constantFrom(20_000, 20_001));
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('transfer' as const),
      ...{ from: who(CUSTOMERS), to: who(CUSTOMERS), amount },
      /** How often the same confirmation is sent at once, and under how many keys. */
      ...{ tries: fc.integer({ min: 1, max: 3 }), keys: fc.integer({ min: 1, max: 2 }) },
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('deposit' as const),
      ...{ by: who(AGENTS), to: who(CUSTOMERS), amount, tries: fc.integer({ min: 1, max: 3 }) },
    }),
  },
);

type House = { ground: Ground; customers: Person[]; agents: Person[] };

async function aHouse(balance: bigint, float: bigint): Promise<House> {
  const ground = await aTenant();
  // Here everybody empties everything, which is held elsewhere.
  Object.assign(ground.tenant.settings.money.fraud, { stepUpFrom: null, holdFrom: null, refuseFrom: null });
  const customers: Person[] = [];
  for (let index = 0; index < CUSTOMERS; index += 1) customers.push(await aCustomer(ground, { balance }));
  const agents: Person[] = [];
  for (let index = 0; index < AGENTS; index += 1) agents.push(await anAgent(ground, float));
  return { ground, customers, agents };
}

const at = (people: Person[], index: number): Person => people[index] ?? expect.unreachable('no such person');

/** What a step has moved: the answers of all its tries, which must be one and the same. */
async function take({ customers, agents }: House, step: Step): Promise<string[]> {
  if (step.kind === 'transfer') {
    const payer = at(customers, step.from);
    const to = at(customers, step.to).principal.mobile;
    const offer = await refusedOr(ask(quoteTransfer, payer, { to, amount: String(step.amount) }));
    if (!offer) return [];
    const keys = Array.from({ length: step.keys }, () => randomUUID());
    return receiptsOf(step.tries, (nth) =>
      perform(transfer, payer, { quote: offer.quote, key: keys[nth % keys.length] }),
    );
  }
  const input = {
    to: at(customers, step.to).principal.mobile,
    amount: String(step.amount),
    key: randomUUID(),
  };
  return receiptsOf(step.tries, () => perform(deposit, at(agents, step.by), input));
}

async function receiptsOf(tries: number, again: (nth: number) => Promise<{ receiptId: string }>) {
  const ends = await Promise.all(Array.from({ length: tries }, (_, nth) => refusedOr(again(nth))));
  return [...new Set(ends.flatMap((end) => (end ? [end.receiptId] : [])))];
}

/** A refusal is an expected answer; anything else fails the test. */
async function refusedOr<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

const readDeeds = async ({ ground }: House) =>
  (
    await inTenant(ground.tenant.id, (tx) =>
      tx.$client.query<{ deed_id: string }>(
        `select deed_id from transfers where operation in ('transfer', 'deposit')`,
      ),
    )
  ).rows.map(({ deed_id }) => deed_id);

const readOut = async ({ ground }: House) =>
  (
    await inTenant(ground.tenant.id, (tx) =>
      tx.$client.query<{ kind: string; counted: string; moved: string }>(
        `select a.kind, a.out_day_minor as counted, coalesce(sum(t.amount) filter (where t.operation <> 'fee'), 0) as moved
         from accounts a left join transfers t on t.debit_account_id = a.id where a.kind in ('wallet', 'float')
         group by a.id, a.kind, a.out_day_minor`,
      ),
    )
  ).rows;

test('whatever happens at once, the books sum to zero, nobody owes, and each deed is done once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 60 }), async (steps) => {
      const house = await aHouse(40_000n, 60_000n);
      const receipts = (await Promise.all(steps.map((one) => take(house, one)))).flat();
      expect(await faultsOfBooks(house.ground.tenant)).toEqual([]);
      expect(receipts.length).toBeGreaterThan(0);
      expect((await readDeeds(house)).sort()).toEqual(receipts.sort());
      for (const { kind, counted, moved } of await readOut(house)) {
        expect(counted).toBe(moved);
        if (kind === 'wallet') expect(Number(counted)).toBeLessThanOrEqual(50_000);
      }
    }),
    { numRuns: effort(6), endOnFailure: true },
  );
}, 600_000);

test('of many who would spend the same money at once, as many succeed as it reaches for', async () => {
  const house = await aHouse(10_200n, 0n);
  const [payer, payee] = [at(house.customers, 0), at(house.customers, 1)];
  const offers = await Promise.all(
    Array.from({ length: 12 }, () =>
      ask(quoteTransfer, payer, { to: payee.principal.mobile, amount: '1000' }),
    ),
  );
  const ends = await Promise.all(
    offers.map(({ quote }) => refusedOr(perform(transfer, payer, { quote, key: randomUUID() }))),
  );
  expect(ends.filter((end) => end !== undefined)).toHaveLength(10);
  expect(await balanceOf(house.ground, payer)).toBe(0n);
  expect(await faultsOfBooks(house.ground.tenant)).toEqual([]);
});

test('two who pay each other at once do not wait for each other for ever', async () => {
  const house = await aHouse(40_000n, 0n);
  const pay = async (from: number, to: number) => {
    const payer = at(house.customers, from);
    const { quote } = await ask(quoteTransfer, payer, {
      ...{ to: at(house.customers, to).principal.mobile, amount: '100' },
    });
    return perform(transfer, payer, { quote, key: randomUUID() });
  };
  await Promise.all(
    Array.from({ length: effort(20) }, (_, nth) => refusedOr(nth % 2 ? pay(0, 1) : pay(1, 0))),
  );
  expect(await faultsOfBooks(house.ground.tenant)).toEqual([]);
});
