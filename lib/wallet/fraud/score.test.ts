import fc from 'fast-check';
import { expect, test } from 'vitest';
import { habitsAfterDeed } from './after';
import { fraudFactsOf } from './facts';
import { type DeedDone, HABITS_SIZE, habitsAfter, newHabits } from './habits';
import type { DeedType, FraudLook } from './look';
import { fraudScore } from './score';
import { ALERT_FROM } from './scorecard';

const TYPES: readonly DeedType[] = ['transfer', 'withdrawal', 'payment', 'deposit', 'debit'];

const deed: fc.Arbitrary<DeedDone> = fc.record({
  side: fc.constantFrom('out', 'in'),
  type: fc.constantFrom(...TYPES),
  amount: fc.double({ min: 0, max: 1e12, noNaN: true }),
  at: fc.double({ min: 0, max: 1e6, noNaN: true }),
  balance: fc.option(fc.double({ min: 0, max: 1e12, noNaN: true })),
  firstTime: fc.boolean(),
  nearLimit: fc.boolean(),
  suspicion: fc.double({ min: 0, max: 1, noNaN: true }),
});
const habits = fc
  .array(deed, { maxLength: 12 })
  .map((deeds) => deeds.sort((a, b) => a.at - b.at).reduce(habitsAfter, newHabits()));
const look: fc.Arbitrary<FraudLook> = fc.record({
  type: fc.constantFrom(...TYPES),
  amount: fc.double({ min: 1, max: 1e9, noNaN: true }),
  at: fc.double({ min: 0, max: 1.2e6, noNaN: true }),
  payer: fc.record({ habits, balance: fc.option(fc.double({ min: 1, max: 1e10, noNaN: true })) }),
  payee: fc.option(fc.record({ habits, balance: fc.option(fc.double({ min: 0, max: 1e10, noNaN: true })) })),
  firstPayee: fc.boolean(),
  hoursSinceSwap: fc.option(fc.double({ min: 0, max: 1_000, noNaN: true })),
  news: fc.record({ device: fc.boolean(), ip: fc.boolean(), country: fc.boolean() }, { requiredKeys: [] }),
  limit: fc.option(fc.double({ min: 1, max: 1e9, noNaN: true })),
  usual: fc.option(
    fc.record({
      mean: fc.double({ min: 0, max: 20, noNaN: true }),
      spread: fc.double({ min: 0, max: 5, noNaN: true }),
    }),
  ),
});

test('habits are as many finite numbers as at the beginning, whatever somebody does', () => {
  fc.assert(
    fc.property(fc.array(deed, { maxLength: 60 }), (deeds) => {
      const after = deeds.reduce(habitsAfter, newHabits());
      expect(after).toHaveLength(HABITS_SIZE);
      expect(after.every((value) => Number.isFinite(value) && Math.abs(value) <= 1e18)).toBe(true);
    }),
  );
});

test('habits are not changed in place', () => {
  fc.assert(
    fc.property(habits, deed, (before, next) => {
      const copy = [...before];
      habitsAfter(before, next);
      expect(before).toEqual(copy);
    }),
  );
});

test('a score lies between 0 and 1, and the points of its reasons add up to it', () => {
  fc.assert(
    fc.property(look, (of) => {
      const { score, evidence, reasons } = fraudScore(of);
      const sum = reasons.reduce((total, { points }) => total + points, 0);
      expect(score).toBeGreaterThanOrEqual(0);
      expect(score).toBeLessThanOrEqual(1);
      expect(sum).toBeCloseTo(evidence, 9);
      expect(score).toBeCloseTo(1 / (1 + Math.exp(-sum)), 9);
      expect(new Set(reasons.map(({ code }) => code)).size).toBe(reasons.length);
    }),
  );
});

test('the emptier a wallet is left, the deed is never less suspicious', () => {
  fc.assert(
    fc.property(
      look,
      fc.double({ min: 1, max: 20, noNaN: true }),
      fc.double({ min: 1, max: 20, noNaN: true }),
      (of, a, b) => {
        const holding = (times: number) =>
          fraudScore({ ...of, payer: of.payer && { ...of.payer, balance: of.amount * times } }).evidence;
        expect(holding(Math.min(a, b))).toBeGreaterThanOrEqual(holding(Math.max(a, b)) - 1e-9);
      },
    ),
  );
});

test('the longer ago a swap was, the deed is never more suspicious', () => {
  fc.assert(
    fc.property(
      look,
      fc.double({ min: 0, max: 900, noNaN: true }),
      fc.double({ min: 0, max: 900, noNaN: true }),
      (of, a, b) => {
        const since = (hoursSinceSwap: number | null) => fraudScore({ ...of, hoursSinceSwap }).evidence;
        expect(since(Math.max(a, b))).toBeLessThanOrEqual(since(Math.min(a, b)) + 1e-9);
        expect(since(null)).toBeLessThanOrEqual(since(Math.max(a, b)) + 1e-9);
      },
    ),
  );
});

test('somebody new to pay, a new device and suspicion of a payee never speak for the payer', () => {
  fc.assert(
    fc.property(look, (of) => {
      const before = fraudScore(of).evidence;
      expect(fraudScore({ ...of, firstPayee: true }).evidence).toBeGreaterThanOrEqual(before - 1e-9);
      expect(fraudScore({ ...of, news: { ...of.news, device: true } }).evidence).toBeGreaterThanOrEqual(
        before - 1e-9,
      );
    }),
  );
});

test('a wallet is scored the same in a currency of other amounts', () => {
  const inUnits = (unit: number) => {
    let payer: ArrayLike<number> = newHabits();
    let scores: number[] = [];
    for (const [at, amount] of [
      [1, 200],
      [30, 150],
      [60, 900],
    ] as const) {
      const of: FraudLook = {
        type: 'transfer',
        amount: amount * unit,
        at,
        payer: { habits: payer, balance: 1_000 * unit },
        payee: { habits: newHabits(), balance: null },
        firstPayee: true,
        hoursSinceSwap: null,
      };
      const { score } = fraudScore(of);
      scores = [...scores, score];
      payer = habitsAfterDeed(of).payer ?? payer;
    }
    return scores;
  };
  for (const [index, score] of inUnits(1_000).entries())
    expect(score).toBeCloseTo(inUnits(1)[index] as number, 9);
});

test('a victim whose wallet is drained to a stranger is more suspicious than one who buys airtime for a friend', () => {
  const side = { habits: newHabits(), balance: 100_000 };
  const drained: FraudLook = {
    type: 'transfer',
    amount: 99_990,
    at: 500,
    payer: side,
    payee: { habits: newHabits(), balance: 0 },
    firstPayee: true,
    hoursSinceSwap: 5,
  };
  const small = { ...drained, amount: 2_000, firstPayee: false, hoursSinceSwap: null };
  expect(fraudScore(drained).score).toBeGreaterThan(ALERT_FROM);
  expect(fraudScore(small).score).toBeLessThan(ALERT_FROM / 5);
  expect(fraudScore({ ...drained, type: 'deposit', payer: null }).score).toBeLessThan(0.001);
});

test('who cashes what a drained wallet sent is more suspicious than who cashes what a full one sent', () => {
  const mule = habitsAfter(newHabits(), {
    side: 'in',
    type: 'deposit',
    amount: 5_000,
    at: 300,
    balance: 0,
    firstTime: false,
    nearLimit: false,
    suspicion: 0,
  });
  const cashing = (held: number) => {
    const sent: FraudLook = {
      type: 'transfer',
      amount: 90_000,
      at: 500,
      payer: { habits: newHabits(), balance: held },
      payee: { habits: mule, balance: 5_000 },
      firstPayee: true,
      hoursSinceSwap: null,
    };
    return fraudScore({
      type: 'withdrawal',
      amount: 90_000,
      at: 501,
      payer: { habits: habitsAfterDeed(sent).payee ?? mule, balance: 95_000 },
      payee: null,
      firstPayee: false,
      hoursSinceSwap: null,
    }).score;
  };
  expect(cashing(90_000)).toBeGreaterThan(2 * cashing(2_000_000));
});

test('the facts of a deed count what was before it, over an hour, a day and a week', () => {
  let payer = newHabits();
  const at = 24 * 700;
  for (const hours of [0, 1, 1.2, 10])
    payer = habitsAfter(payer, {
      side: 'out',
      type: 'transfer',
      amount: 95,
      at: at + hours,
      balance: 1_000,
      firstTime: true,
      nearLimit: true,
      suspicion: 0,
    });
  const facts = fraudFactsOf({
    type: 'transfer',
    amount: 99,
    at: at + 10.5,
    payer: { habits: payer, balance: 620 },
    payee: null,
    firstPayee: false,
    hoursSinceSwap: 7,
    limit: 100,
  });
  expect(facts).toEqual({
    velocity: { hour: { count: 1, sum: 95 }, day: { count: 4, sum: 380 }, week: { count: 4, sum: 380 } },
    structuring: 5,
    fanIn: 0,
    fanOut: 4,
    firstPayee: false,
    hoursSinceSwap: 7,
  });
});

test('habits of another size, from before, are those of a new wallet', () => {
  expect(
    habitsAfter([1, 2, 3], {
      side: 'in',
      type: 'deposit',
      amount: 1,
      at: 1,
      balance: 0,
      firstTime: false,
      nearLimit: false,
      suspicion: 0,
    }),
  ).toHaveLength(HABITS_SIZE);
});
