import { expect, test } from 'vitest';
import { joined, type Link, openingOf } from './chain';

/** Lines in the order that they were booked in, with the balances that the ledger writes. */
function booked(from: bigint, changes: readonly bigint[]): Link[] {
  let balance = from;
  return changes.map((signed) => {
    balance += signed;
    return { signed, after: balance };
  });
}

type Cut = { lines: Link[]; from: number; to: number; posted?: bigint };

/** What is read about the lines `from` … `to` of an account, with windows of ten on both sides. */
function rangeOf({ lines, from, to, posted = 0n }: Cut) {
  const core = lines.slice(from, to);
  return {
    ...{ signed: core.reduce((sum, { signed }) => sum + signed, 0n), count: core.length },
    ...{ loose: joined(new Map(), core), window: 10, posted },
    before: lines.slice(Math.max(0, from - 10), from).reverse(),
    after: lines.slice(to, to + 10),
  };
}

const CHANGES = Array.from(
  { length: 60 },
  (_, index) => BigInt(((index * 37) % 23) + 1) * (index % 3 ? 1n : -1n),
);
const ACCOUNT = booked(0n, [1_000n, ...CHANGES]);
const HOLDS = ACCOUNT.at(-1)?.after ?? 0n;

const sumTo = (lines: Link[], end: number) =>
  lines.slice(0, end).reduce((sum, { signed }) => sum + signed, 0n);

test('a range begins with what all lines before it make, wherever it is cut', () => {
  for (let from = 0; from <= ACCOUNT.length; from += 1)
    for (let to = from; to <= ACCOUNT.length; to += 7)
      expect(openingOf(rangeOf({ lines: ACCOUNT, from, to, posted: HOLDS }))).toBe(sumTo(ACCOUNT, from));
});

test('so it does where two bookings of one moment stand in the other order than they were booked', () => {
  const crossed = [...ACCOUNT];
  for (const at of [5, 20, 31, 48])
    [crossed[at], crossed[at + 1]] = [crossed[at + 1] as Link, crossed[at] as Link];
  for (let from = 0; from <= crossed.length; from += 1)
    for (const to of [from, from + 1, from + 4, crossed.length])
      if (to <= crossed.length)
        expect(openingOf(rangeOf({ lines: crossed, from, to, posted: HOLDS }))).toBe(sumTo(crossed, from));
});

test.each([
  ['an amount that was changed', (lines: Link[]) => lines.with(30, { ...(lines[30] as Link), signed: 999n })],
  ['a balance that was changed', (lines: Link[]) => lines.with(30, { ...(lines[30] as Link), after: 999n })],
  ['a line that was taken away', (lines: Link[]) => lines.toSpliced(30, 1)],
  ['a line that was put in', (lines: Link[]) => lines.toSpliced(30, 0, { signed: 5n, after: 77_777n })],
])('%s is found, in the range and right beside it', (_, falsify) => {
  const lines = falsify(ACCOUNT);
  for (const [from, to] of [
    [20, 40],
    [0, lines.length],
    [32, 40],
    [20, 29],
  ] as const)
    expect(openingOf(rangeOf({ lines, from, to, posted: HOLDS }))).toBeUndefined();
});

test('a stored balance that its lines do not make is found where the range reaches to the present', () => {
  const lines = ACCOUNT;
  expect(openingOf(rangeOf({ lines, from: 40, to: lines.length, posted: HOLDS + 1n }))).toBeUndefined();
  expect(openingOf(rangeOf({ lines: [], from: 0, to: 0, posted: 5n }))).toBeUndefined();
  expect(openingOf(rangeOf({ lines: [], from: 0, to: 0, posted: 0n }))).toBe(0n);
});
