import { expect, test } from 'vitest';
import { boundsOf, spanOf } from './bounds';
import { generate } from './generate';
import { figuresOf, thresholdFor } from './judge';
import { BASE, KINDS, MIX } from './parameters';
import { Queue } from './queue';
import type { SeedFigures } from './seed-figures';

const WORLD = { ...BASE, cases: 20 };

test('a case is found by any of its rows, and saves what moves from its first alert on', () => {
  const played = {
    cases: Int32Array.from([0, -1, 0, 1, 0, 1, -1, -1, -1, -1]),
    amounts: Float64Array.from([10, 99, 20, 5, 30, 5, 1, 1, 1, 1]),
  };
  const figures = figuresOf(played, (row) => row === 1 || row === 2);
  expect(figures).toEqual({
    falsePerThousand: 100,
    cases: 0.5,
    money: 50 / 70,
    precision: 0.5,
    saved: 50,
    moved: 70,
  });
  expect(figuresOf(played, () => false)).toMatchObject({ cases: 0, money: 0, precision: 0 });
});

test('a threshold alerts no more honest rows than are allowed, ties included', () => {
  const scores = Float64Array.from([0.9, 0.8, 0.8, 0.3, 0.2, 0.1, 0.1, 0.1, 0.1, 0.99]);
  const cases = Int32Array.from([-1, -1, -1, -1, -1, -1, -1, -1, -1, 4]);
  const alerted = (perThousand: number) => {
    const from = thresholdFor({ scores, cases }, perThousand);
    return scores.filter((score, row) => score > from && (cases[row] as number) < 0).length;
  };
  expect([0, 100, 200, 300, 400].map(alerted)).toEqual([0, 1, 1, 3, 4]);
});

test('a bound that is missed is said to be missed', () => {
  const seed = (cases: number): SeedFigures =>
    ({ cases: 500, columns: { cases, money: 0.8, falsePerThousand: 1 } }) as SeedFigures;
  const held = (cases: number) =>
    boundsOf(Array.from({ length: 10 }, () => seed(cases))).map((bound) => bound.held);
  expect(held(0.91)).toEqual([true, true, true, true]);
  expect(held(0.89)).toEqual([true, true, false, true]);
  expect(spanOf([3, 1, 2, 10])).toEqual({ median: 2.5, least: 1, most: 10 });
});

test('a world has the mix of PaySim, its share of fraud, and honest people who empty their wallets', () => {
  const counts: Record<string, number> = {};
  let [rows, fraud, outs, emptied, step, wrong] = [0, 0, 0, 0, 0, 0];
  const cases = new Set<number>();
  for (const row of generate(7, WORLD)) {
    rows++;
    counts[row.kind] = (counts[row.kind] ?? 0) + 1;
    if (row.step < step) wrong++;
    step = row.step;
    if (row.amount > row.oldbalanceOrg && row.kind !== 'CASH_IN') wrong++;
    if (row.fraudCase >= 0) {
      fraud++;
      cases.add(row.fraudCase);
    } else if (row.kind === 'CASH_OUT') {
      outs++;
      if (row.amount === row.oldbalanceOrg) emptied++;
    }
  }
  expect(wrong).toBe(0);
  for (const kind of KINDS) expect((counts[kind] ?? 0) / rows).toBeCloseTo(MIX[kind], 2);
  expect(fraud / rows).toBeCloseTo(BASE.fraudShare, 4);
  expect(cases.size).toBe(20);
  expect(emptied / outs).toBeCloseTo(0.05, 2);
});

test('the same seed plays the same world, and another another', () => {
  const first = (seed: number) => {
    const rows = generate(seed, WORLD);
    return Array.from({ length: 200 }, () => rows.next().value);
  };
  expect(first(3)).toEqual(first(3));
  expect(first(3)).not.toEqual(first(4));
});

test('a queue gives what is due, the earliest first', () => {
  const queue = new Queue<{ at: number }>();
  for (const at of [5, 1, 4, 2, 3, 2]) queue.add({ at });
  const given: number[] = [];
  for (let due = queue.due(4); due; due = queue.due(4)) given.push(due.at);
  expect(given).toEqual([1, 2, 2, 3, 4]);
  expect(queue.due(4.9)).toBeUndefined();
  expect(queue.due(5)).toEqual({ at: 5 });
});
