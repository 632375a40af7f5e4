import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { effort } from '@/testing/effort';
import { DAY_MS, HOUR_MS } from '../../base/clock';
import type { Attempt } from './attempt';
import { factsOf } from './facts';
import { keysRead, learn } from './learn';
import { MemoryOfRisk } from './memory';
import { newcomer } from './profile';
import { levelOf, scoreOf } from './score';

const text = (model: string, chrome: number) =>
  `Mozilla/5.0 (Linux; Android 14; ${model}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${chrome}.0.0.0 Mobile Safari/537.36`;

const attemptOf = (personId: string, at: number, over: Partial<Attempt> = {}): Attempt => ({
  personId,
  at,
  ip: '203.0.113.7',
  asn: '64500',
  country: 'RW',
  region: 'Kigali',
  city: 'Kigali',
  userAgent: text('SM-A155F', 138),
  browser: 'Chrome Mobile 138.0.0',
  os: 'Android 14',
  deviceType: 'mobile',
  ...over,
});

/** What is different on another telephone and another network of the same city. */
const STRANGE: Partial<Attempt> = {
  ip: '198.51.100.20',
  asn: '64501',
  userAgent: text('TECNO KG5', 138),
};

function signIn(memory: MemoryOfRisk, attempt: Attempt) {
  memory.write(attempt.personId, learn(memory.tally, memory.profile(attempt.personId), factsOf(attempt)));
}

function judge(memory: MemoryOfRisk, attempt: Attempt, proofs = {}) {
  return scoreOf(memory.tally, memory.profile(attempt.personId) ?? newcomer(), factsOf(attempt), proofs);
}

/** A population that signs in from here and there, and one person with a home. */
function town(): MemoryOfRisk {
  const memory = new MemoryOfRisk();
  for (let index = 0; index < 60; index++) {
    const strange = {
      ...STRANGE,
      ip: `198.51.100.${index + 1}`,
      userAgent: text(`TECNO K${index % 9}`, 138),
    };
    for (const day of [0, 3, 9]) signIn(memory, attemptOf(`p${index}`, day * DAY_MS + index, strange));
  }
  for (const day of [1, 4, 8, 11]) signIn(memory, attemptOf('a', day * DAY_MS));
  return memory;
}

test('what a person did before is low, and a strange device on a strange network is critical', () => {
  const memory = town();
  expect(judge(memory, attemptOf('a', 14 * DAY_MS)).level).toBe('low');
  expect(judge(memory, attemptOf('a', 14 * DAY_MS, STRANGE)).level).toBe('critical');
});

test('the score of a place and device falls each time that they are used', () => {
  const memory = town();
  const scores: number[] = [];
  for (let day = 14; day < 30; day += 2) {
    const attempt = attemptOf('a', day * DAY_MS, STRANGE);
    scores.push(judge(memory, attempt).evidence);
    signIn(memory, attempt);
  }
  expect(scores).toEqual(scores.toSorted((a, b) => b - a));
  expect(judge(memory, attemptOf('a', 30 * DAY_MS, STRANGE)).level).toBe('low');
});

test('a newer browser is an update, an older one is another device', () => {
  const memory = town();
  const version = (chrome: number) =>
    judge(
      memory,
      attemptOf('a', 40 * DAY_MS, {
        userAgent: text('SM-A155F', chrome),
        browser: `Chrome Mobile ${chrome}.0.0`,
      }),
    );
  expect(version(139).evidence).toBeLessThan(version(137).evidence);
  expect(version(139).level).toBe('low');
});

test('a neighbouring address is less risky than another network', () => {
  const memory = town();
  const near = judge(memory, attemptOf('a', 14 * DAY_MS, { ip: '203.0.113.99' })).evidence;
  const far = judge(memory, attemptOf('a', 14 * DAY_MS, { ip: '198.51.100.20', asn: '64501' })).evidence;
  expect(judge(memory, attemptOf('a', 14 * DAY_MS)).evidence).toBeLessThan(near);
  expect(near).toBeLessThan(far);
});

test('another country is riskier an hour after home than a month after it', () => {
  const memory = town();
  const abroad = { country: 'KE', region: 'Nairobi', city: 'Nairobi', ip: '192.0.2.9', asn: '64999' };
  const soon = judge(memory, attemptOf('a', 11 * DAY_MS + HOUR_MS, abroad));
  const home = judge(memory, attemptOf('a', 11 * DAY_MS + HOUR_MS));
  expect(soon.evidence).toBeGreaterThan(home.evidence);
  expect(soon.contributions.find(({ reason }) => reason === 'country')?.words).toBe(
    'From a country that is new for them',
  );
});

test('a proof of the device outweighs a strange place, and a changed SIM what looks familiar', () => {
  const memory = town();
  const strange = attemptOf('a', 14 * DAY_MS, { ...STRANGE, userAgent: text('SM-A155F', 138) });
  expect(judge(memory, strange, { device: 'proved' }).evidence).toBeLessThan(
    judge(memory, strange).evidence - 5,
  );
  const home = attemptOf('a', 14 * DAY_MS);
  const swapped = judge(memory, home, { changedLately: true });
  expect(swapped.evidence).toBeGreaterThan(judge(memory, home).evidence + 5);
  expect(swapped.contributions.at(-1)?.words).toBe('Their SIM or credentials changed a short time ago');
});

test('a history that has faded to nothing still gives a number', () => {
  const memory = town();
  const later = attemptOf('a', 20_000 * DAY_MS);
  signIn(memory, later);
  expect(judge(memory, later).score).toBeLessThan(50);
});

test('somebody without a history stands in the middle', () => {
  const { score, contributions } = judge(town(), attemptOf('new', 14 * DAY_MS));
  expect(score).toBe(50);
  expect(contributions).toHaveLength(1);
});

test.each([
  [0, 'low'],
  [25, 'medium'],
  [50, 'high'],
  [75, 'critical'],
  [100, 'critical'],
])('a score of %d is %s', (score, level) => {
  expect(levelOf(score)).toBe(level);
});

describe('whatever happened before', () => {
  const some = <T>(...values: T[]) => fc.constantFrom(...values);
  const attempts = fc.record({
    personId: some('a', 'b', 'c'),
    at: fc.integer({ min: 0, max: 30 }).map((day) => day * DAY_MS),
    ip: some('203.0.113.7', '203.0.113.8', '198.51.100.1', '2001:db8::1', 'a pseudonym', ''),
    asn: some('64500', '64501', ''),
    country: some('RW', 'KE', ''),
    region: some('Kigali', ''),
    city: some('Kigali', '-'),
    userAgent: some(text('SM-A155F', 138), text('TECNO KG5', 139), ''),
    browser: some('Chrome Mobile 138.0.0', 'Chrome Mobile 139.0.0', 'Firefox', ''),
    os: some('Android 14', 'Android 15', 'iOS 18.2', ''),
    deviceType: some('mobile', 'desktop', ''),
  });
  const history = fc.array(attempts, { maxLength: 25 });
  const inTime = (some: Attempt[]) => some.toSorted((a, b) => a.at - b.at);

  test('the contributions add up to a score between 0 and 100', () => {
    fc.assert(
      fc.property(history, attempts, fc.boolean(), (before, attempt, changedLately) => {
        const memory = new MemoryOfRisk();
        for (const one of inTime(before)) signIn(memory, one);
        const last = { ...attempt, at: 31 * DAY_MS };
        const { score, contributions } = judge(memory, last, { changedLately, device: 'missing' });
        expect(contributions.reduce((sum, { points }) => sum + points, 0)).toBeCloseTo(score, 8);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(100);
      }),
      { numRuns: effort(100) },
    );
  });

  test('sign-ins of one moment are learned in any order', () => {
    fc.assert(
      fc.property(
        history,
        fc.array(attempts, { minLength: 2, maxLength: 6 }),
        attempts,
        (before, moment, attempt) => {
          const evidence = (order: Attempt[]) => {
            const memory = new MemoryOfRisk();
            for (const one of [...inTime(before), ...order]) signIn(memory, one);
            return judge(memory, { ...attempt, at: 40 * DAY_MS }).evidence;
          };
          const together = moment.map((one) => ({ ...one, at: 31 * DAY_MS }));
          expect(evidence(together.toReversed())).toBeCloseTo(evidence(together), 8);
        },
      ),
      { numRuns: effort(100) },
    );
  });
});

test('judging and learning ask for no tally that a store could not have loaded before', () => {
  const memory = town();
  for (const attempt of [
    attemptOf('a', 14 * DAY_MS, STRANGE),
    attemptOf('a', 14 * DAY_MS),
    attemptOf('new', 0),
  ]) {
    const facts = factsOf(attempt);
    const profile = memory.profile(attempt.personId);
    const asked = new Set<string>();
    const listening = (key: string) => {
      asked.add(key);
      return memory.tally(key);
    };
    scoreOf(listening, profile ?? newcomer(), facts);
    learn(listening, profile, facts);
    const loaded = keysRead(profile, facts);
    expect([...asked].filter((key) => !loaded.includes(key))).toEqual([]);
  }
});
