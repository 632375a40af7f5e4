import { sql } from 'drizzle-orm';
import { inTenant, pool, type Tx } from '@/db/client';
import { riskProfiles, riskTallies } from '@/db/schema/risk';
import { clock, SECOND_MS } from '../base/clock';
import { log } from '../base/log';
import { repeat } from '../notice/repeat';
import type { Attempt } from './risk/attempt';
import { type Facts, factsOf } from './risk/facts';
import { keysRead, learn, raised } from './risk/learn';
import { newcomer, type Profile, remember } from './risk/profile';
import { readTallies, talliesIn } from './risk/stored';
import type { Tally } from './risk/tally';

const EVERY_MS = 5 * SECOND_MS;
/** So many sign-ins are learned from in one transaction. */
export const LEARNED_AT_ONCE = 100;
const ROWS_OF_A_STATEMENT = 500;
/** The tally of all that was learned: whoever learns holds its row, so that two nodes do it one after the other. */
const TURN = 'learned';

export const LESSONS = {
  name: 'learning-lessons',
  text: `select id, person_id as "personId", attempt from risk_lessons where tenant_id = $1
    order by id limit $2 for update skip locked`,
};

const TAKE_TURN = {
  name: 'learning-turn',
  text: `insert into risk_tallies as t (tenant_id, key, count, distinct_below, at) values ($1, $2, $3, 0, $4)
    on conflict (tenant_id, key) do update set count = t.count + excluded.count, at = greatest(t.at, excluded.at)`,
};

export const PROFILES = {
  name: 'learning-profiles',
  text: 'select person_id as "personId", profile from risk_profiles where tenant_id = $1 and person_id = any($2::uuid[])',
};

export const FORGET = {
  name: 'learning-done',
  text: 'delete from risk_lessons where tenant_id = $1 and id = any($2::uuid[])',
};

type Lesson = { id: string; personId: string; attempt: Attempt };

/**
 * Learns from one batch of a tenant's sign-ins, the oldest first, and deletes its lessons in the same transaction: none is
 * lost or learned twice, wherever it is interrupted. Lessons that another node holds are passed over. Gives how many.
 */
export function learnOnce(tenantId: string, now: Date): Promise<number> {
  return inTenant(tenantId, async (tx) => {
    const { rows } = await tx.$client.query<Lesson>({ ...LESSONS, values: [tenantId, LEARNED_AT_ONCE] });
    if (rows.length === 0) return 0;
    await tx.$client.query({ ...TAKE_TURN, values: [tenantId, TURN, rows.length, now] });
    const { tallies, profiles } = await learnAll(tx, tenantId, rows);
    await writeTallies(tx, tenantId, tallies);
    await writeProfiles(tx, tenantId, profiles, now);
    await tx.$client.query({ ...FORGET, values: [tenantId, rows.map(({ id }) => id)] });
    return rows.length;
  });
}

/** Reads what the lessons touch, learns them one after the other in memory, and gives what is different now. */
async function learnAll(tx: Tx, tenantId: string, lessons: readonly Lesson[]) {
  const people = [...new Set(lessons.map(({ personId }) => personId))];
  const { rows } = await tx.$client.query<{ personId: string; profile: Profile }>({
    ...PROFILES,
    values: [tenantId, people],
  });
  const profiles = new Map(rows.map(({ personId, profile }) => [personId, profile]));
  const steps = lessons.map(({ personId, attempt }) => ({ personId, facts: factsOf(attempt) }));
  const known = await readTallies(tx, tenantId, keysOfAll(steps, profiles));
  const changed = new Map<string, Tally>();
  for (const { personId, facts } of steps) {
    // The model of Freeman et al. is the bench's alone: its tallies are neither kept nor asked for here.
    const { raises, profile } = learn(talliesIn(known), profiles.get(personId), facts, { freeman: false });
    profiles.set(personId, profile);
    for (const raise of raises) {
      const tally = raised(known.get(raise.key), raise);
      known.set(raise.key, tally);
      changed.set(raise.key, tally);
    }
  }
  return { tallies: changed, profiles };
}

/** Which tallies a row of lessons asks for: each as the lessons before it have left its person. */
function keysOfAll(
  steps: readonly { personId: string; facts: Facts }[],
  profiles: ReadonlyMap<string, Profile>,
): string[] {
  const soFar = new Map(profiles);
  const keys = new Set<string>();
  for (const { personId, facts } of steps) {
    const profile = soFar.get(personId);
    for (const key of keysRead(profile, facts)) keys.add(key);
    soFar.set(personId, remember(profile ?? newcomer(), facts));
  }
  return [...keys];
}

async function writeTallies(tx: Tx, tenantId: string, tallies: ReadonlyMap<string, Tally>): Promise<void> {
  const rows = [...tallies].map(([key, { at, ...tally }]) => ({ tenantId, key, ...tally, at: new Date(at) }));
  for (let from = 0; from < rows.length; from += ROWS_OF_A_STATEMENT)
    await tx
      .insert(riskTallies)
      .values(rows.slice(from, from + ROWS_OF_A_STATEMENT))
      .onConflictDoUpdate({
        target: [riskTallies.tenantId, riskTallies.key],
        set: { count: sql`excluded.count`, distinct: sql`excluded.distinct_below`, at: sql`excluded.at` },
      });
}

async function writeProfiles(
  tx: Tx,
  tenantId: string,
  profiles: ReadonlyMap<string, Profile>,
  now: Date,
): Promise<void> {
  const rows = [...profiles].map(([personId, profile]) => ({ tenantId, personId, profile, changedAt: now }));
  await tx
    .insert(riskProfiles)
    .values(rows)
    .onConflictDoUpdate({
      target: [riskProfiles.tenantId, riskProfiles.personId],
      set: { profile: sql`excluded.profile`, changedAt: sql`excluded.changed_at` },
    });
}

/** Learns in every tenant until nothing is left to learn. One tenant's trouble is not the others'. */
export async function learnEverywhere(now: Date, stopping?: AbortSignal): Promise<void> {
  const { rows } = await pool().query<{ id: string }>('select id from tenants order by id');
  for (const { id } of rows) {
    try {
      while (!stopping?.aborted && (await learnOnce(id, now)) > 0);
    } catch (error) {
      log().warn({ err: error, tenantId: id }, 'sign-ins of a tenant could not be learned from');
    }
  }
}

/** Learns from sign-ins now and then until it is stopped. */
export const startLearning = () =>
  repeat('sign-ins could not be learned from', EVERY_MS, (stopping) =>
    learnEverywhere(clock.now(), stopping),
  );
