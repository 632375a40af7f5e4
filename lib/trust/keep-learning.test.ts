import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { aTenant, type Ground, NOON } from '@/testing/ground';
import { DAY_MS } from '../base/clock';
import { newId } from '../base/id';
import { LEARNED_AT_ONCE, learnEverywhere, learnOnce } from './keep-learning';
import type { Attempt } from './risk/attempt';
import { factsOf } from './risk/facts';
import { learn } from './risk/learn';
import { MemoryOfRisk } from './risk/memory';

const some = <T>(...values: T[]) => fc.constantFrom(...values);
const attempt = (personIds: readonly string[]) =>
  fc.record<Attempt>({
    personId: some(...personIds),
    at: fc.integer({ min: 0, max: 40 }).map((day) => NOON.getTime() + day * DAY_MS),
    ip: some('203.0.113.7', '203.0.113.8', '198.51.100.1', '2001:db8::1', ''),
    asn: some('64500', '64501', ''),
    country: some('RW', 'KE', ''),
    region: some(''),
    city: some(''),
    userAgent: some('one', 'another', ''),
    browser: some('Chrome 1', 'Chrome 2', 'Safari 1'),
    os: some('Android 1', 'Android 2', 'iOS 1'),
    deviceType: some('mobile', ''),
  });

/** So many sign-ins of two people, drawn by lot, as lessons. */
async function lessonsIn({ tenant, person }: Ground, length: number): Promise<Attempt[]> {
  const people = [await person(['user']), await person(['user'])].map(({ principal }) => principal.id);
  const [attempts = []] = fc.sample(fc.array(attempt(people), { minLength: length, maxLength: length }), 1);
  await inTenant(tenant.id, async (tx) => {
    for (const one of attempts)
      await tx.$client.query(
        'insert into risk_lessons (tenant_id, id, person_id, attempt, at) values ($1,$2,$3,$4,$5)',
        [tenant.id, newId(NOON), one.personId, JSON.stringify(one), new Date(one.at)],
      );
  });
  return attempts;
}

const stored = ({ tenant }: Ground) =>
  inTenant(tenant.id, async (tx) => {
    const { rows: tallies } = await tx.$client.query(
      `select key, count, distinct_below as "distinct", (extract(epoch from at) * 1000)::float8 as at
       from risk_tallies where tenant_id = $1 and key <> 'learned' order by key`,
      [tenant.id],
    );
    const { rows: profiles } = await tx.$client.query(
      'select person_id as "personId", profile from risk_profiles where tenant_id = $1',
      [tenant.id],
    );
    const { rows: left } = await tx.$client.query('select from risk_lessons where tenant_id = $1', [
      tenant.id,
    ]);
    return { tallies, profiles, left: left.length };
  });

function inMemory(attempts: readonly Attempt[]): MemoryOfRisk {
  const memory = new MemoryOfRisk();
  for (const one of attempts) {
    const learned = learn(memory.tally, memory.profile(one.personId), factsOf(one), { freeman: false });
    memory.write(one.personId, learned);
  }
  return memory;
}

async function expectLearned(ground: Ground, attempts: readonly Attempt[]) {
  const memory = inMemory(attempts);
  const { tallies, profiles, left } = await stored(ground);
  expect(left).toBe(0);
  expect(tallies).toHaveLength(memory.size.tallies);
  for (const { key, count, distinct, at } of tallies) {
    const tally = memory.tally(key);
    expect({ key, distinct, at }).toEqual({ key, distinct: tally?.distinct, at: tally?.at });
    expect(count).toBeCloseTo(tally?.count as number, 9);
  }
  expect(profiles).toHaveLength(memory.size.people);
  for (const { personId, profile } of profiles) expect(profile).toEqual(memory.profile(personId));
}

const learnAll = async ({ tenant }: Ground) => {
  while ((await learnOnce(tenant.id, NOON)) > 0);
};

test('what was learned in batches is what a memory learns, one sign-in after the other', async () => {
  const ground = await aTenant();
  const attempts = await lessonsIn(ground, LEARNED_AT_ONCE + 30);
  expect(await learnOnce(ground.tenant.id, NOON)).toBe(LEARNED_AT_ONCE);
  await learnAll(ground);
  await expectLearned(ground, attempts);
});

test('two nodes at once learn each sign-in once', async () => {
  const ground = await aTenant();
  const attempts = await lessonsIn(ground, 2 * LEARNED_AT_ONCE);
  await Promise.all([learnAll(ground), learnAll(ground)]);
  const { left, profiles } = await stored(ground);
  expect(left).toBe(0);
  const learned = profiles.reduce((sum, { profile }) => sum + profile.signIns, 0);
  expect(learned).toBe(attempts.length);
});

test('what is interrupted is learned later, and nothing of it twice', async () => {
  const ground = await aTenant();
  const attempts = await lessonsIn(ground, 5);
  const { tenant } = ground;
  const interrupted = inTenant(tenant.id, async (tx) => {
    const query = tx.$client.query.bind(tx.$client);
    await query('select id from risk_lessons where tenant_id = $1 for update', [tenant.id]);
    // Whoever learns meanwhile passes over what another node holds.
    expect(await learnOnce(tenant.id, NOON)).toBe(0);
    throw new Error('the node is gone');
  });
  await expect(interrupted).rejects.toThrow('the node is gone');
  await learnAll(ground);
  await learnAll(ground);
  await expectLearned(ground, attempts);
});

test('tenants learn apart', async () => {
  const [one, other] = [await aTenant(), await aTenant()];
  const attempts = await lessonsIn(one, 3);
  const others = await lessonsIn(other, 4);
  await learnEverywhere(NOON);
  await expectLearned(one, attempts);
  await expectLearned(other, others);
});
