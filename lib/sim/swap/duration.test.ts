import { expect, test } from 'vitest';
import { medianSeconds } from './duration';

const ENDS = [60, 120, 300];

test.each<[string, number[], number | null]>([
  ['nothing', [0, 0, 0, 0], null],
  ['one in the first minute', [1, 0, 0, 0], 30],
  ['all in the second minute', [0, 10, 0, 0], 90],
  ['half before and half after', [5, 0, 5, 0], 60],
  ['most of them long', [1, 1, 8, 0], 187.5],
  ['longer than the last end', [1, 0, 0, 9], 300],
])('the middle of %s', (_what, counts, seconds) => {
  expect(medianSeconds(counts, ENDS)).toBe(seconds);
});
