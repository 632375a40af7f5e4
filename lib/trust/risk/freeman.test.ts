import { expect, test } from 'vitest';
import { factsOf } from './facts';
import { freemanScore, smoothed } from './freeman';

const attempt = factsOf({
  personId: 'a',
  at: 0,
  ip: '192.0.2.1',
  asn: '64500',
  country: 'RW',
  region: '',
  city: '',
  userAgent: 'never seen',
  browser: 'Chrome 1',
  os: 'Android 1',
  deviceType: 'mobile',
});

/** Ten sign-ins of five people; three networks, two countries, two browsers, two systems, two types of device. */
const EVERYBODY: Record<string, [count: number, distinct: number]> = {
  people: [5, 0],
  ip: [10, 6],
  asn: [10, 3],
  country: [10, 2],
  ua: [10, 4],
  browser: [10, 2],
  os: [10, 2],
  device: [10, 2],
  'ip:192.0.2.1': [2, 0],
  'asn:64500': [4, 0],
  'country:RW': [8, 0],
  'browser:Chrome 1': [5, 0],
  'os:Android 1': [5, 0],
  'device:mobile': [9, 0],
};
const tallies = (key: string) => {
  const row = EVERYBODY[key];
  return row && { count: row[0], distinct: row[1], at: 0 };
};

test('the formula gives what a pencil gives', () => {
  const showed = (level: string) => ({ ip: 1, asn: 2, country: 4 })[level] ?? 0;
  // M = 3 networks + 2 countries + 1; g = 2/10 · (1 − 6/16); G = 0.6 g + 0.3 · 4/10 + 0.1 · 8/10; L likewise of 4.
  const address = (0.6 * 0.125 + 0.3 * 0.4 + 0.1 * 0.8) / (0.6 * 0.25 + 0.3 * 0.5 + 0.1 * 1);
  expect(address).toBeCloseTo(0.6875, 10);
  // The person never showed this browser, system or type, so L = G/4 and the feature counts 4. p(u|A)/p(u|L) = (1/5)/(4/10).
  expect(freemanScore(tallies, { signIns: 4, showed }, attempt)).toBeCloseTo(0.6875 * 4 * 0.5, 10);
});

test('a level that a person showed counts by its weight, and only the first level is smoothed', () => {
  const showed = (level: string) => ({ ip: 1, asn: 2, country: 4, browser: 4, device: 4 })[level] ?? 0;
  // M = 2 + 2 + 2 + 1, and the text was never seen: g = 1/17.
  const everybody = 0.5387 / 17 + 0.268 * 0.5 + 0.1882 * 0.5 + 0.0051 * 0.9;
  const browser = everybody / (0.268 + 0.0051);
  expect(freemanScore(tallies, { signIns: 4, showed }, attempt)).toBeCloseTo(0.6875 * browser * 0.5, 10);
});

test('room is left for values that nobody has shown', () => {
  expect(smoothed(0, 10, 7)).toBeCloseTo(1 / 17, 12);
  expect(smoothed(5, 10, 7)).toBeCloseTo(0.5 * (10 / 17), 12);
});

test('before anybody has signed in nothing speaks for or against', () => {
  expect(freemanScore(() => undefined, { signIns: 0, showed: () => 0 }, attempt)).toBe(1);
});

test('somebody who never signed in has a number, and a high one', () => {
  const score = freemanScore(tallies, { signIns: 0, showed: () => 0 }, attempt);
  expect(score).toBeCloseTo(4 * 4 * (1 / 5 / (1 / 10)), 10);
});
