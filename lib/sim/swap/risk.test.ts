import { expect, test } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../base/clock';
import { swapSettings } from '../../policy/swap-settings';
import { type SwapFacts, weighSwap } from './risk';

const NOW = new Date('2026-06-15T12:00:00.000Z');
const ago = (ms: number) => new Date(NOW.getTime() - ms);
const settings = swapSettings.parse({});

const calm: SwapFacts = {
  ...{ credentialChangedAt: null, contactChangedAt: null, lockLiftedAt: null, lastSwapAt: null },
  ...{ activatedAt: ago(400 * DAY_MS), lastSeenAt: ago(DAY_MS), imeiChangedAt: null, forwardsAll: false },
  ...{ newPlace: false, outOfArea: false, failures: 0 },
};
const weigh = (over: Partial<SwapFacts> = {}) => weighSwap({ ...calm, ...over }, settings, NOW);

test('of an ordinary request nothing speaks against', () => {
  expect(weigh()).toEqual({ score: 0, level: 'low', contributions: [], further: 0 });
});

test.each<[string, Partial<SwapFacts>, string[], number]>([
  [
    'a credential changed 71 hours ago',
    { credentialChangedAt: ago(71 * HOUR_MS) },
    ['credential-changed'],
    0,
  ],
  ['a credential changed 72 hours ago', { credentialChangedAt: ago(72 * HOUR_MS) }, [], 0],
  ['an address changed', { contactChangedAt: ago(HOUR_MS) }, ['contact-changed'], 0],
  ['the lock was taken off', { lockLiftedAt: ago(HOUR_MS) }, ['lock-lifted'], 0],
  ['it moved 29 days ago', { lastSwapAt: ago(29 * DAY_MS) }, ['swapped-lately'], 0],
  ['it moved 30 days ago', { lastSwapAt: ago(30 * DAY_MS) }, [], 0],
  ['the number is 89 days old', { activatedAt: ago(89 * DAY_MS) }, ['number-is-new'], 1],
  ['nobody knows how old it is', { activatedAt: null }, ['number-is-new'], 1],
  ['nobody was seen for 90 days', { lastSeenAt: ago(90 * DAY_MS) }, ['dormant'], 1],
  ['they never signed in', { lastSeenAt: null }, [], 0],
  ['another handset since 23 hours', { imeiChangedAt: ago(23 * HOUR_MS) }, ['handset-changed'], 1],
  ['another handset since 24 hours', { imeiChangedAt: ago(24 * HOUR_MS) }, [], 0],
  ['all calls go elsewhere', { forwardsAll: true }, ['calls-forwarded'], 1],
  ['a new place', { newPlace: true }, ['new-place'], 1],
  ['a strange shop', { outOfArea: true }, ['out-of-area'], 0],
  ['proofs failed', { failures: 2 }, ['failed-proofs'], 0],
])('%s', (_what, over, codes, further) => {
  const risk = weigh(over);
  expect(risk.contributions.map(({ code }) => code)).toEqual(codes);
  expect(risk.further).toBe(further);
});

test('the points add up to the score, and the score to a level', () => {
  const all = weigh({
    ...{
      credentialChangedAt: NOW,
      contactChangedAt: NOW,
      lockLiftedAt: NOW,
      lastSwapAt: NOW,
      activatedAt: NOW,
    },
    ...{ imeiChangedAt: NOW, forwardsAll: true, newPlace: true, outOfArea: true, failures: 1 },
  });
  expect(all).toMatchObject({ score: 100, level: 'critical' });
  expect(all.contributions.reduce((sum, { points }) => sum + points, 0)).toBe(100);
  expect(weigh({ credentialChangedAt: NOW }).level).toBe('medium');
  expect(weigh({ credentialChangedAt: NOW, contactChangedAt: NOW }).level).toBe('high');
});
