import { expect, test } from 'vitest';
import { Chance } from './chance';
import { intervalOf } from './interval';
import { blockedShare, promptsBy, thresholdFor } from './judge';
import type { Played, Scores } from './play';

const same = (score: number): Scores => ({ freeman: score, columns: score, signals: score, proofs: score });

test('a threshold blocks at least the share that was asked for, ties included', () => {
  const scores = [5, 4, 3, 2, 1, 1, 1, 0, 0, 0];
  expect(thresholdFor(scores, 0.3)).toBe(3);
  expect(thresholdFor(scores, 0.45)).toBe(1);
  expect(blockedShare(scores, thresholdFor(scores, 0.45))).toBe(0.7);
});

test('prompts are counted up to a sign-in of those who came so far', () => {
  const people = [[9, 1, 9], [9], [1, 1, 1]].map((scores) => scores.map(same));
  expect(promptsBy({ people } as Played, 'columns', 5, 2)).toEqual([1, 1, 0]);
  expect(promptsBy({ people } as Played, 'columns', 5, 4)).toEqual([2, 0]);
});

test('an interval is as wide as Student says', () => {
  expect(intervalOf([1, 2, 3, 4, 5])).toEqual({ mean: 3, low: 1.0371, high: 4.9629 });
});

test('the same seed gives the same draws, and another others', () => {
  const draws = (seed: number) => {
    const chance = new Chance(seed);
    return Array.from({ length: 20 }, () => chance.next());
  };
  expect(draws(7)).toEqual(draws(7));
  expect(draws(7)).not.toEqual(draws(8));
});
