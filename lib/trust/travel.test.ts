import { expect, test } from 'vitest';
import { HOUR_MS } from '../base/clock';
import { CENTRES } from './country-centres';
import { isImpossible, kmApart } from './travel';

test.each([
  ['RW', 'UG', 0, 1],
  ['RW', 'BI', 0, 1],
  // What lies between the borders, for two that a flight of some hours joins.
  ['RW', 'ZA', 1_500, 2_400],
  ['RW', 'CN', 4_500, 6_500],
  ['FR', 'JP', 6_500, 8_500],
  ['US', 'CA', 0, 1],
  ['NZ', 'ES', 17_000, 19_500],
])('from %s to %s it is between %d and %d km', (from, to, least, most) => {
  expect(kmApart(from, to)).toBeGreaterThanOrEqual(least);
  expect(kmApart(from, to)).toBeLessThanOrEqual(most);
  expect(kmApart(to, from)).toBeCloseTo(kmApart(from, to) as number);
});

test.each<[string | null, string | null, number, boolean]>([
  ['RW', 'CN', 0.1, true],
  ['RW', 'CN', 3, true],
  ['RW', 'CN', 7, false],
  ['CN', 'RW', 0.1, true],
  ['RW', 'RW', 0, false],
  ['RW', 'UG', 0, false],
  ['RW', 'ZA', 1, true],
  ['RW', 'ZA', 3, false],
  ['RW', null, 0, false],
  [null, 'CN', 0, false],
  // A code that the table of addresses has and geography does not.
  ['RW', 'ZZ', 0, false],
])('from %s to %s in %d hours: impossible is %s', (from, to, hours, impossible) => {
  expect(isImpossible({ country: from, at: 0 }, { country: to, at: hours * HOUR_MS })).toBe(impossible);
  // Requests may arrive in another order than they were made.
  expect(isImpossible({ country: from, at: hours * HOUR_MS }, { country: to, at: 0 })).toBe(impossible);
});

test('every country is somewhere on the earth', () => {
  expect(CENTRES.size).toBeGreaterThan(245);
  for (const [code, { latitude, longitude, radiusKm }] of CENTRES) {
    expect(code).toMatch(/^[A-Z]{2}$/);
    expect(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 && radiusKm > 0).toBe(true);
  }
});
