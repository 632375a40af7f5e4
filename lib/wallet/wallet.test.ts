import { expect, test } from 'vitest';
import { NOON } from '@/testing/ground';
import { after, HOUR_MS } from '../base/clock';
import { tenantSettings } from '../policy/tenant';
import { type Figures, judge, outOf, priceOf, type Tier, tierOf } from './wallet';

const { money } = tenantSettings.parse({});
const calendar = { day: '2026-06-15', month: '2026-06' };

const figures = (over: Partial<Figures> = {}): Figures => ({
  kind: 'wallet',
  tier: 1,
  posted: 1_000_000n,
  held: 0n,
  frozen: 'none',
  secured: false,
  guard: null,
  outDay: calendar.day,
  outDayMinor: 0n,
  outMonth: calendar.month,
  outMonthMinor: 0n,
  outDayCash: 0,
  raise: null,
  ...over,
});

const verdict = (amount: bigint, payer: Partial<Figures> = {}, payee: Partial<Figures> = {}, fee = 0n) =>
  judge(
    { payer: figures(payer), payee: figures({ posted: 0n, tier: 2, ...payee }) },
    { amount, fee, calendar, at: NOON },
    money,
  );

test('a tier needs the proofs of every tier below it', () => {
  expect(tierOf({ document: false, factor: false })).toBe(0);
  expect(tierOf({ document: false, factor: true })).toBe(0);
  expect(tierOf({ document: true, factor: false })).toBe(1);
  expect(tierOf({ document: true, factor: true })).toBe(2);
});

test.each<[Tier, bigint, bigint, bigint, bigint]>([
  [0, 20_000n, 50_000n, 200_000n, 100_000n],
  [1, 200_000n, 500_000n, 2_000_000n, 1_000_000n],
  [2, 1_000_000n, 2_000_000n, 10_000_000n, 5_000_000n],
])('tier %i: each limit allows its own figure and refuses one franc more', (tier, one, day, month, cap) => {
  const rich = { tier, posted: 100_000_000n };
  expect(verdict(one, rich)).toBeUndefined();
  expect(verdict(one + 1n, rich)).toBe('over_transfer');
  expect(verdict(10_000n, { ...rich, outDayMinor: day - 10_000n })).toBeUndefined();
  expect(verdict(10_000n, { ...rich, outDayMinor: day - 9_999n })).toBe('over_day');
  expect(verdict(10_000n, { ...rich, outMonthMinor: month - 10_000n })).toBeUndefined();
  expect(verdict(10_000n, { ...rich, outMonthMinor: month - 9_999n })).toBe('over_month');
  expect(verdict(10_000n, {}, { tier, posted: cap - 10_000n })).toBeUndefined();
  expect(verdict(10_000n, {}, { tier, posted: cap - 9_999n })).toBe('over_balance');
});

test('an agent may move 2 000 000 at once and 20 000 000 a day, without a ceiling for the month', () => {
  const float = { kind: 'float' as const, posted: 100_000_000n, outMonthMinor: 900_000_000n };
  const customer = { posted: 0n, kind: 'float' as const };
  expect(verdict(2_000_000n, float, customer)).toBeUndefined();
  expect(verdict(2_000_001n, float, customer)).toBe('over_transfer');
  expect(verdict(1_000_000n, { ...float, outDayMinor: 19_000_000n }, customer)).toBeUndefined();
  expect(verdict(1_000_000n, { ...float, outDayMinor: 19_000_001n }, customer)).toBe('over_day');
});

test('funds must cover the fee as well, and what is held back cannot be spent', () => {
  expect(verdict(900n, { posted: 1_000n }, {}, 100n)).toBeUndefined();
  expect(verdict(901n, { posted: 1_000n }, {}, 100n)).toBe('too_little');
  expect(verdict(900n, { posted: 1_000n, held: 1n }, {}, 100n)).toBe('too_little');
});

test('the fee counts against no limit', () => {
  expect(verdict(20_000n, { tier: 0, outDayMinor: 30_000n }, {}, 250n)).toBeUndefined();
});

test('a frozen account keeps what it was frozen for', () => {
  expect(verdict(100n, { frozen: 'debit' })).toBe('payer_frozen');
  expect(verdict(100n, { frozen: 'both' })).toBe('payer_frozen');
  expect(verdict(100n, { frozen: 'credit' })).toBeUndefined();
  expect(verdict(100n, {}, { frozen: 'credit' })).toBe('payee_frozen');
  expect(verdict(100n, {}, { frozen: 'both' })).toBe('payee_frozen');
  expect(verdict(100n, {}, { frozen: 'debit' })).toBeUndefined();
});

test('money leaves no account that is secured, and arrives in it all the same', () => {
  expect(verdict(100n, { secured: true })).toBe('payer_secured');
  expect(verdict(100n, {}, { secured: true })).toBeUndefined();
});

test('after a swap no money leaves, then little at a time, and what comes in arrives', () => {
  const guard = (frozen: number, capped: number) => ({
    guard: { frozenUntil: after(NOON, frozen), cappedUntil: after(NOON, capped), capMinor: 20_000n },
  });
  expect(verdict(1n, guard(1, HOUR_MS))).toBe('payer_swapped');
  expect(verdict(20_001n, guard(0, 1))).toBe('over_swap_cap');
  expect(verdict(20_000n, guard(0, 1))).toBeUndefined();
  expect(verdict(20_001n, guard(0, 0))).toBeUndefined();
  expect(verdict(20_001n, {}, guard(1, HOUR_MS))).toBeUndefined();
});

test('a day and a month begin anew, and a clock that steps back forgets nothing', () => {
  const spent = figures({ outDayMinor: 7n, outMonthMinor: 9n });
  expect(outOf(spent, calendar)).toMatchObject({ today: 7n, thisMonth: 9n });
  expect(outOf(spent, { day: '2026-06-16', month: '2026-06' })).toMatchObject({ today: 0n, thisMonth: 9n });
  expect(outOf(spent, { day: '2026-07-01', month: '2026-07' })).toMatchObject({ today: 0n, thisMonth: 0n });
  expect(outOf(spent, { day: '2026-06-14', month: '2026-06' })).toMatchObject({ today: 7n, thisMonth: 9n });
});

test.each([
  [1n, 20n],
  [1_000n, 20n],
  [1_001n, 100n],
  [10_000n, 100n],
  [10_001n, 250n],
  [150_000n, 250n],
  [150_001n, 1_500n],
  [9_000_000_000n, 1_500n],
])('sending %i costs %i', (amount, fee) => {
  expect(priceOf(money.transferFee, amount)).toBe(fee);
});

test('a tenant sets its own limits and prices, and a table of prices with a hole is refused', () => {
  const free = tenantSettings.parse({ money: { transferFee: [{ upTo: null, price: 0 }] } });
  expect(priceOf(free.money.transferFee, 5_000n)).toBe(0n);
  expect(free.money.tiers).toEqual(money.tiers);
  for (const transferFee of [
    [],
    [{ upTo: 100, price: 1 }],
    [
      { upTo: 100, price: 1 },
      { upTo: 50, price: 1 },
      { upTo: null, price: 1 },
    ],
    [
      { upTo: null, price: 1 },
      { upTo: null, price: 1 },
    ],
    [{ upTo: null, price: -1 }],
    [{ upTo: null, price: 0.5 }],
  ])
    expect(tenantSettings.safeParse({ money: { transferFee } }).success).toBe(false);
});
