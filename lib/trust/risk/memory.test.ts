import { expect, test } from 'vitest';
import { DAY_MS } from '../../base/clock';
import { factsOf } from './facts';
import { learn } from './learn';
import { MemoryOfRisk } from './memory';
import { MOST_SIGHTINGS } from './profile';

const attempt = (personId: string, index: number) =>
  factsOf({
    personId,
    at: index * DAY_MS,
    ip: `10.0.${Math.floor(index / 250)}.${index % 250}`,
    asn: '64500',
    country: 'RW',
    region: '',
    city: '',
    userAgent: 'a browser',
    browser: 'Chrome 1',
    os: 'Android 1',
    deviceType: 'mobile',
  });

function signIn(memory: MemoryOfRisk, personId: string, index: number) {
  const facts = attempt(personId, index);
  memory.write(personId, learn(memory.tally, memory.profile(personId), facts));
}

test('of too many tallies the rare ones go, and what is common stays', () => {
  const memory = new MemoryOfRisk({ tallies: 200, people: 10, sightings: 100 });
  for (let index = 0; index < 1_000; index++) {
    signIn(memory, 'a', index);
    expect(memory.size.tallies).toBeLessThanOrEqual(200);
  }
  expect(memory.tally('asn:64500')?.count).toBe(1_000);
  expect(memory.tally('ip:10.0.0.3')).toBeUndefined();
});

test('of too many people those who have been away the longest go', () => {
  const memory = new MemoryOfRisk({ tallies: 10_000, people: 2, sightings: 100 });
  for (const [index, personId] of ['a', 'b', 'a', 'c'].entries()) signIn(memory, personId, index);
  expect(memory.profile('a')?.signIns).toBe(2);
  expect(memory.profile('b')).toBeUndefined();
  expect(memory.size.people).toBe(2);
});

test('one person keeps the places that are the least faded', () => {
  const memory = new MemoryOfRisk();
  for (let index = 0; index < 100; index++) signIn(memory, 'a', index);
  const profile = memory.profile('a');
  expect(profile?.signIns).toBe(100);
  expect(profile?.sightings).toHaveLength(MOST_SIGHTINGS);
  expect(profile?.sightings.some(({ place }) => place.ip === '64500/10.0.0.99')).toBe(true);
});

test('of too many sightings of all people those of the longest away go', () => {
  const memory = new MemoryOfRisk({ tallies: 10_000, people: 100, sightings: 30 });
  for (let index = 0; index < 40; index++) {
    signIn(memory, index % 2 === 0 ? 'often' : `once-${index}`, index);
    expect(memory.size.sightings).toBeLessThanOrEqual(30);
  }
  expect(memory.profile('often')).toBeDefined();
  expect(memory.profile('once-1')).toBeUndefined();
});
