import { isDeepStrictEqual } from 'node:util';
import type pg from 'pg';
import { faultsOfLedger } from '@/testing/books';
import { commandOf } from './deeds';
import type { Entry, Journal } from './journal';
import { linesOf, type Posted, readDeeds } from './ledger-of-deeds';
import { faultsOfStanding } from './standing';

/** What a deed answered, as it is kept beside its key. */
type Output = { receiptId?: string; commission?: bigint };
type Kept = { actorId: string; key: string; command: string; output: Record<string, unknown> };
type Event = { command: string; subject: string | null };

type Seen = {
  entries: readonly Entry[];
  keys: Map<string, Kept>;
  deeds: Map<string, Posted>;
  events: Event[];
};

/**
 * Looks the whole bank over, with the journal of what people were answered beside it, and gives what is wrong, in words:
 * nothing is. `client` may see everything of the tenant.
 */
export async function violationsOf(
  client: pg.ClientBase,
  tenantId: string,
  { entries, contradictions }: Pick<Journal, 'entries' | 'contradictions'>,
): Promise<string[]> {
  await client.query('begin isolation level repeatable read read only');
  try {
    await client.query(`set local app.tenant_id = ${client.escapeLiteral(tenantId)}`);
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
    `select command, subject from audit_events where outcome = 'done' and command = any ($1)`,
    [commands],
  );
  return rows;
}

/** Whoever was answered finds it done, once and wholly; whoever was refused finds nothing. */
function faultsOfAnswers({ entries, keys, deeds }: Seen): string[] {
  const faults: string[] = [];
  const asked = new Set<string>();
  const answered = new Map<string, string>();
  for (const { name, key, actorId, ended, moved } of entries) {
    asked.add(placeOf(actorId, key));
    const kept = keys.get(placeOf(actorId, key));
    if (!ended) continue;
    if ('refused' in ended) {
      if (kept) faults.push(`${name} ${key} was refused (${ended.refused}), and is done`);
      continue;
    }
    const { receiptId, commission } = ended.output as Output;
    if (!kept) faults.push(`${name} ${key} was acknowledged, and its key is not there`);
    else if (!isDeepStrictEqual(kept.output, asKept(ended.output)))
      faults.push(`${name} ${key} was answered otherwise than is kept`);
    if (!moved || !receiptId) continue;
    const before = answered.get(receiptId);
    if (before) faults.push(`deed ${receiptId} was acknowledged to ${before} and to ${key}`);
    answered.set(receiptId, key);
    const lines = deeds.get(receiptId)?.lines;
    if (!lines) faults.push(`${name} ${key} was acknowledged, and its deed ${receiptId} is not there`);
    else if (!isDeepStrictEqual(lines, linesOf(moved, commission)))
      faults.push(`deed ${receiptId} is not what was asked for: ${lines.join('; ')}`);
  }
  for (const [place, { command, key }] of keys)
    if (!asked.has(place)) faults.push(`${command} ${key} was done, and nobody asked for it`);
  return faults;
}

/** Every deed of the ledger was asked for under one key, whether its answer was heard or not. */
function faultsOfDeeds({ keys, deeds }: Seen): string[] {
  const named = new Map<string, number>();
  for (const { output } of keys.values()) {
    const { receiptId } = output as Output;
    if (receiptId) named.set(receiptId, (named.get(receiptId) ?? 0) + 1);
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
  const count = (some: Iterable<{ command: string }>) => {
    const counted = new Map<string, number>();
    for (const { command } of some) counted.set(command, (counted.get(command) ?? 0) + 1);
    return counted;
  };
  const [done, written] = [count(keys.values()), count(events)];
  for (const command of new Set([...done.keys(), ...written.keys()]))
    if (done.get(command) !== written.get(command))
      faults.push(
        `${command} was done ${done.get(command) ?? 0} times, and the log says ${written.get(command) ?? 0}`,
      );
  const told = new Map<string, number>();
  for (const { subject } of events) if (subject) told.set(subject, (told.get(subject) ?? 0) + 1);
  for (const id of deeds.keys()) {
    const entries = told.get(`transfer:${id}`) ?? 0;
    if (entries !== 1) faults.push(`deed ${id} has ${entries} entries in the audit log`);
  }
  for (const [subject] of told) {
    const [noun, id = ''] = subject.split(':');
    if (noun === 'transfer' && !deeds.has(id)) faults.push(`the log tells of deed ${id}, which is not there`);
  }
  return faults;
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
