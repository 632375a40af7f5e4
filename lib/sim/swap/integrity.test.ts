import { expect, test } from 'vitest';
import { tenantSettings } from '../../policy/tenant';
import { isSuspect, lowerWilsonBound } from './integrity';

const { swap } = tenantSettings.parse({});

// The first four against the published values of Wilson's interval (Newcombe 1998, table I).
test.each([
  [81, 263, 0.2553],
  [15, 148, 0.0624],
  [0, 20, 0],
  [1, 29, 0.0061],
  [0, 0, 0],
  [0, 10, 0],
  [1, 1, 0.2065],
  [3, 3, 0.4385],
  [3, 50, 0.0206],
  [3, 60, 0.0171],
  [5, 100, 0.0215],
  [10, 100, 0.0552],
  [50, 100, 0.4038],
  [100, 100, 0.963],
  [20, 1_000, 0.013],
  [30, 1_000, 0.0211],
])('of %i in %i the lower bound is %f', (hits, of, bound) => {
  expect(lowerWilsonBound(hits, of)).toBeCloseTo(bound, 4);
});

test.each([
  ['two of two are too few to say', 2, 2, false],
  ['three of three', 3, 3, true],
  ['three of fifty', 3, 50, true],
  ['three of sixty could be chance', 3, 60, false],
  ['twenty of a thousand are two in a hundred', 20, 1_000, false],
  ['thirty of a thousand', 30, 1_000, true],
])('%s', (_what, disputed, requested, suspect) => {
  expect(isSuspect({ requested, disputed }, swap)).toBe(suspect);
});

test('a tenant sets how many disputes and which share', () => {
  expect(isSuspect({ requested: 60, disputed: 3 }, { ...swap, agentDisputedShare: 0.01 })).toBe(true);
  expect(isSuspect({ requested: 3, disputed: 3 }, { ...swap, agentDisputes: 4 })).toBe(false);
});
