import { expect } from 'vitest';
import { NEXT_OF_SWAP, type SwapState } from '@/lib/sim/swap/swap';
import type { SwapScene } from './swap-scene';

type Case = {
  id: string;
  state: SwapState;
  old_sim_id: string;
  new_sim_id: string;
  requested_at: Date;
  ready_at: Date | null;
  completed_at: Date | null;
  review_reasons: string[];
  reviewed_by: string | null;
};
const OPEN: readonly SwapState[] = ['proving', 'review', 'cooling', 'disputed'];
const LIVE = ['active', 'suspended', 'pending_swap'];

const casesOf = ({ rows }: SwapScene) =>
  rows<Case>('select * from swap_cases where tenant_id = $1 order by id');

/** All that a deed about a swap may write; its place in the queue of deadlines comes last. */
export async function standingOf({ rows }: SwapScene): Promise<unknown[]> {
  const all: unknown[] = [];
  for (const [table, order] of [
    ['swap_cases', 'id'],
    ['swap_proofs', 'id'],
    ['swap_notices', 'message_id'],
    ['sims', 'id'],
    ['sim_events', 'id'],
    ['numbers', 'id'],
    ['person_holds', 'id'],
    ['swap_guards', 'person_id'],
    ['incidents', 'id'],
    ['questions', 'id'],
  ])
    all.push(
      await rows(`select '${table}' as of, t.* from ${table} t where tenant_id = $1 order by ${order}`),
    );
  all.push(await rows('select case_id, due_at from swap_queue where of_tenant = $1 order by case_id'));
  return all;
}

type Seen = { states: Map<string, string>; event: string };
type Entry = { id: string; subject: string; change: { state?: SwapState[] } | null };

/**
 * Looks which cases have come further, and holds each step to the table and to an entry of the audit log. Gives the states
 * that they are in.
 */
export async function newlyChanged(scene: SwapScene, seen: Seen, at: Date): Promise<string[]> {
  const entries = await scene.rows<Entry>(
    `select id, subject, change from audit_events where tenant_id = $1 and ($2 = '' or id > nullif($2, '')::uuid)
       and subject like 'swap:%' order by id`,
    seen.event,
  );
  const changed: string[] = [];
  for (const one of await casesOf(scene)) {
    const before = seen.states.get(one.id);
    if (before === one.state) continue;
    const told = entries
      .filter(({ subject }) => subject === `swap:${one.id}`)
      .map(({ change }) => change?.state ?? []);
    const where = `${before} → ${one.state} at ${at.toISOString()}: ${JSON.stringify(told)}`;
    const path = told.find((states) => states.at(-1) === one.state && (!before || states[0] === before));
    expect(path, where).toBeDefined();
    for (const [place, to] of (path ?? []).entries()) {
      const from = path?.[place - 1];
      if (from && from !== to) expect(NEXT_OF_SWAP[from], where).toContain(to);
    }
    seen.states.set(one.id, one.state);
    changed.push(...(path ?? []));
  }
  seen.event = entries.at(-1)?.id ?? seen.event;
  return changed;
}

/** Holds a number, its cards and its cases to agreeing with each other. */
export async function expectStanding(scene: SwapScene, at: Date): Promise<void> {
  const cases = await casesOf(scene);
  const cards = await scene.rows<{ id: string; state: string }>(
    'select id, state from sims where tenant_id = $1',
  );
  const stateOf = (id: string) => cards.find((card) => card.id === id)?.state;
  const simId = await scene.simOfNumber();
  const live = cards.filter(({ state }) => LIVE.includes(state)).map(({ id }) => id);
  expect(live, 'the number is on exactly one card that lives').toEqual([simId]);

  const open = cases.filter(({ state }) => OPEN.includes(state));
  expect(open.length, 'one case at most is open').toBeLessThanOrEqual(1);
  expect(stateOf(simId ?? '') === 'pending_swap', 'the old card is on its way while a case is open').toBe(
    open.length === 1,
  );
  const kept = cards.filter(({ state }) => state === 'reserved').map(({ id }) => id);
  expect(kept, 'a card is kept for an open case alone').toEqual(open.map((one) => one.new_sim_id));
  const queued = await scene.rows<{ case_id: string }>('select case_id from swap_queue where of_tenant = $1');
  expect(
    queued.map(({ case_id }) => case_id),
    'an open case has its deadline, and no other',
  ).toEqual(open.map(({ id }) => id));
  // A job that took it and died, or could not do it yet, looks again within minutes.
  const late = await scene.rows(
    `select c.state, c.ready_at, c.expires_at, q.due_at from swap_queue q join swap_cases c on c.id = q.case_id
     where q.of_tenant = $1 and c.tenant_id = $1 and q.due_at > interval '6 minutes'
       + greatest($2::timestamptz, case when c.state = 'cooling' then c.ready_at else c.expires_at end)`,
    at,
  );
  expect(late, 'it is looked at no later than its deadline').toEqual([]);
  for (const one of cases) expectOne(one, stateOf(one.new_sim_id), at);
  const untold = await scene.rows<{ id: string }>(
    `select id from swap_cases c where tenant_id = $1 and completed_at is not null and not exists (
       select from swap_notices n join outbox_messages m on m.tenant_id = n.tenant_id and m.id = n.message_id
       where n.tenant_id = $1 and n.case_id = c.id and m.state in ('sent', 'unclear'))`,
  );
  expect(untold, 'none took effect of which nobody was told').toEqual([]);
  await expectTimelines(scene, cards);
}

function expectOne(one: Case, newCard: string | undefined, at: Date): void {
  const told = JSON.stringify(one);
  if (['refused', 'cancelled', 'expired'].includes(one.state)) expect(newCard, told).toBe('retired');
  if (one.state === 'remedied') expect(newCard, told).toBe('blocked');
  if (one.state === 'cooling') expect(one.ready_at, told).not.toBeNull();
  if (one.completed_at) {
    expect(one.completed_at >= (one.ready_at ?? at), told).toBe(true);
    expect(one.completed_at <= at, told).toBe(true);
  }
  if (['cooling', 'completed', 'remedied'].includes(one.state) && one.review_reasons.length > 0)
    expect(one.reviewed_by, told).not.toBeNull();
}

/** Each card's last step in its timeline is the state that it is in: nothing moved without leaving one. */
async function expectTimelines({ rows }: SwapScene, cards: { id: string; state: string }[]): Promise<void> {
  const events = await rows<{ sim_id: string; from_state: string; to_state: string }>(
    'select sim_id, from_state, to_state from sim_events where tenant_id = $1 and sim_id is not null order by id',
  );
  for (const { id, state } of cards) {
    const own = events.filter(({ sim_id }) => sim_id === id);
    const walked = own.reduce<string>((here, { from_state, to_state }) => {
      expect(from_state, `the timeline of ${id} has no gap`).toBe(here);
      return to_state;
    }, 'in_stock');
    expect(walked).toBe(state);
  }
}
