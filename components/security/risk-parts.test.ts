import { expect, test } from 'vitest';
import { partsOf } from './risk-parts';

test('what raises a risk stands before what lowers it, each begins where the last ended, and the end is the score', () => {
  const { parts, sum, most } = partsOf([
    { reason: 'hour', points: -5 },
    { reason: 'start', points: 50 },
    { reason: 'device', points: -20 },
    { reason: 'copied', points: 0 },
    { reason: 'country', points: 60 },
  ]);
  expect(parts.map(({ reason, from, to }) => [reason, from, to])).toEqual([
    ['country', 0, 60],
    ['start', 60, 110],
    ['device', 110, 90],
    ['hour', 90, 85],
  ]);
  expect([sum, most]).toEqual([85, 110]);
});

test('without reasons there is nothing to draw', () => {
  expect(partsOf([])).toEqual({ parts: [], sum: 0, most: 100 });
});
