import { isDeepStrictEqual } from 'node:util';
import type pg from 'pg';
import { faultsOfLedger } from '@/testing/books';
import { commandOf } from './deeds';
import type { Entry, Journal } from './journal';
import { linesOf, type Posted, readDeeds } from './ledger-of-deeds';
import { faultsOfStanding } from './standing';

/** What a deed answered, by which the deed of the ledger is found that it made. */
type Output = {
  receiptId?: string;
  /** A transfer that people are to look at first has moved nothing yet. */
  heldUntil?: unknown;
  reversalId?: string | null;
  pendingId?: string;
  proposalId?: string;
  deedId?: string;
  state?: string;
};

/** The deed that somebody was told has moved money, by an answer of their own. */
const movedBy = ({ receiptId, heldUntil, deedId, state }: Output): string | undefined =>
  receiptId ? (heldUntil ? undefined : receiptId) : state === 'posted' ? deedId : undefined;
type Kept = { actorId: string; key: string; command: string; output: Record<string, unknown> };
type Event = { command: string; subject: string | null; change: Change | null };
/** A payment that waits becomes `posted`; what takes a movement back is named. */
type Change = { state?: [string, string]; reversal?: string | null };

type Seen = {
  entries: readonly Entry[];
  keys: Map<string, Kept>;
  deeds: Map<string, Posted>;
  events: Event[];
};

/**
 * Looks the whole bank over, with the journal of what people were answered beside it, and gives what is wrong, in words:
 * nothing is. `client` is the owner of the database.
 */
export async function violationsOf(
  client: pg.ClientBase,
  tenantId: string,
  { entries, contradictions }: Pick<Journal, 'entries' | 'contradictions'>,
): Promise<string[]> {
  await client.query('begin isolation level repeatable read read only');
  try {
    await client.query(`set local app.tenant_id = ${client.escapeLiteral(tenantId)}`);
    // Whoever owns the database sees every tenant, and other tests have theirs in it.
    await client.query('set local role ngao_app');
    const seen = {
      entries,
      keys: await readKeys(client),
      deeds: await readDeeds(client),
      events: [] as Event[],
    };
    const commands = [...new Set([...seen.keys.values()].map(({ command }) => command))];
    seen.events = await readEvents(client, [...commands, ...entries.map(({ name }) => commandOf(name))]);
    return [
      ...contradictions,
      ...(await faultsOfLedger(client)),
      ...(await faultsOfStanding(client)),
      ...faultsOfAnswers(seen),
      ...faultsOfDeeds(seen),
      ...faultsOfEvidence(seen),
    ];
  } finally {
    await client.query('rollback');
  }
}

const placeOf = (actorId: string, key: string): string => `${actorId} ${key}`;

async function readKeys(client: pg.ClientBase): Promise<Map<string, Kept>> {
  const { rows } = await client.query<Kept>(
    'select actor_id as "actorId", key, command, output from idempotency_keys',
  );
  return new Map(rows.map((row) => [placeOf(row.actorId, row.key), row]));
}

async function readEvents(client: pg.ClientBase, commands: string[]): Promise<Event[]> {
  const { rows } = await client.query<Event>(
    `select command, subject, change from audit_events where outcome = 'done' and command = any ($1)`,
    [commands],
  );
  return rows;
}

/** Whoever was answered finds it done, once and wholly; whoever was refused finds nothing. */
function faultsOfAnswers(seen: Seen): string[] {
  const { entries, keys } = seen;
  const faults: string[] = [];
  const asked = new Set<string>();
  const answered = new Map<string, string>();
  for (const entry of entries) {
    const { name, key, actorId, ended } = entry;
    if (key === undefined) continue;
    asked.add(placeOf(actorId, key));
    const kept = keys.get(placeOf(actorId, key));
    if (!ended) continue;
    if ('refused' in ended) {
      if (kept) faults.push(`${name} ${key} was refused (${ended.refused}), and is done`);
      continue;
    }
    if (!kept) faults.push(`${name} ${key} was acknowledged, and its key is not there`);
    else if (!isDeepStrictEqual(kept.output, asKept(ended.output)))
      faults.push(`${name} ${key} was answered otherwise than is kept`);
    faults.push(...faultsOfMoved(entry, ended.output as Output, { seen, answered }));
  }
  for (const [place, { command, key }] of keys)
    if (!asked.has(place)) faults.push(`${command} ${key} was done, and nobody asked for it`);
  return faults;
}

/** The deed of the ledger that somebody was told of is there as they asked for it, and nobody else was told of it. */
function faultsOfMoved(
  { name, key = '', moved }: Entry,
  output: Output,
  { seen, answered }: { seen: Seen; answered: Map<string, string> },
): string[] {
  const id = movedBy(output) ?? output.pendingId;
  if (!moved || !id) return [];
  const before = answered.get(id);
  answered.set(id, key);
  if (before) return [`deed ${id} was acknowledged to ${before} and to ${key}`];
  const lines = seen.deeds.get(id)?.lines;
  if (!lines) return [`${name} ${key} was acknowledged, and its deed ${id} is not there`];
  if (isDeepStrictEqual(lines, linesOf(moved))) return [];
  return [`deed ${id} is not what was asked for: ${lines.join('; ')}`];
}

/** Every deed of the ledger was asked for under one key, whether its answer was heard or not. */
function faultsOfDeeds({ keys, deeds, events }: Seen): string[] {
  const ofProposal = new Map(
    events.flatMap(({ subject, change }) =>
      subject?.startsWith('proposal:') && change?.reversal ? [[subject.slice(9), change.reversal]] : [],
    ),
  );
  const named = new Map<string, number>();
  for (const { command, output } of keys.values()) {
    const { reversalId, pendingId, proposalId } = output as Output;
    const reversed = command === commandOf('approve') ? ofProposal.get(proposalId ?? '') : reversalId;
    const id =
      movedBy(output as Output) ?? reversed ?? (command === commandOf('redeem') ? pendingId : undefined);
    if (id) named.set(id, (named.get(id) ?? 0) + 1);
  }
  const faults = [...deeds.keys()]
    .filter((id) => named.get(id) !== 1)
    .map((id) => `deed ${id} is there, and is named by ${named.get(id) ?? 0} keys`);
  for (const id of named.keys()) if (!deeds.has(id)) faults.push(`deed ${id} has a key, and is not there`);
  return faults;
}

/** There is one entry of the audit log with each deed, and none without. */
function faultsOfEvidence({ keys, deeds, events }: Seen): string[] {
  const faults: string[] = [];
  const [done, written] = [countOf(keys.values()), countOf(events)];
  for (const [command, times] of done)
    if (times !== written.get(command))
      faults.push(`${command} was done ${times} times, and the log says ${written.get(command) ?? 0}`);
  const told = new Map<string, number>();
  for (const event of events) {
    const id = deedOf(event);
    if (id) told.set(id, (told.get(id) ?? 0) + 1);
  }
  for (const id of deeds.keys())
    if (told.get(id) !== 1) faults.push(`deed ${id} has ${told.get(id) ?? 0} entries in the audit log`);
  for (const id of told.keys())
    if (!deeds.has(id)) faults.push(`the log tells of deed ${id}, which is not there`);
  return faults;
}

/** The deed that an entry of the log says has moved money. */
function deedOf({ subject, change }: Event): string | undefined {
  if (change?.reversal) return change.reversal;
  const [noun, id] = (subject ?? '').split(':');
  if (noun === 'transfer') return id;
  return (noun === 'pending' || noun === 'fraud') &&
    change?.state?.[1] === 'posted' &&
    change.state[0] !== 'posted'
    ? id
    : undefined;
}

function countOf(some: Iterable<{ command: string }>): Map<string, number> {
  const counted = new Map<string, number>();
  for (const { command } of some) counted.set(command, (counted.get(command) ?? 0) + 1);
  return counted;
}

/** An output as it is kept beside its key: JSON has no bigint and no date. */
function asKept(output: unknown): unknown {
  function tagged(this: Record<string, unknown>, key: string, value: unknown): unknown {
    const raw = this[key];
    if (typeof raw === 'bigint') return { $bigint: raw.toString() };
    return raw instanceof Date ? { $date: raw.toISOString() } : value;
  }
  return JSON.parse(JSON.stringify(output, tagged));
}
