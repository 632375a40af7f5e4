import type { Tx } from '@/db/client';
import { firstIdAt } from '../base/id';
import { type Page, walk } from '../base/walk';

/** What events are narrowed down by; all parts must be met. */
export type EventFilter = {
  command?: string;
  actorId?: string;
  /** `done`, a refusal's code, or `refused` for whatever was not done. */
  outcome?: string;
  subject?: string;
  ip?: string;
  from?: Date;
  /** Before this moment. */
  to?: Date;
};

type Part = 'subject' | 'actorId' | 'ip' | 'outcome' | 'command';

/** By how much a part narrows as a rule; the first is read where a bounded count cannot tell. */
const PARTS: readonly Part[] = ['subject', 'actorId', 'ip', 'outcome', 'command'];
const COLUMN: Record<Part, string> = {
  subject: 'subject',
  actorId: 'actor_id',
  ip: 'ip',
  outcome: 'outcome',
  command: 'command',
};
const MANY = 200;

type Add = (value: unknown) => string;

/** One part as a test of a row. */
function testOf(part: Part, filter: EventFilter, add: Add): string {
  if (part === 'outcome' && filter.outcome === 'refused') return `e.outcome <> 'done'`;
  return `e.${COLUMN[part]} = ${add(filter[part])}`;
}

/**
 * One part as the range of its index, and the order of that index. A value is said as a range of one and sorted by: no
 * other index is in this order. Said as an equality it lets the planner walk the primary key instead and hope to meet
 * the value soon, which goes wrong where all of it lies years back.
 */
function rangeOf(part: Part | undefined, filter: EventFilter, add: Add): { where: string; order: string } {
  const newest = 'e.id desc';
  if (!part || (part === 'outcome' && filter.outcome === 'done')) {
    return { where: part ? testOf(part, filter, add) : 'true', order: newest };
  }
  // What was not done has indexes of its own, which hold nothing else.
  const refused = part === 'outcome' ? ` and e.outcome <> 'done'` : '';
  if (part === 'outcome' && filter.outcome === 'refused') return { where: `true${refused}`, order: newest };
  const column = `e.${COLUMN[part]}`;
  const value = add(filter[part]);
  return {
    where: `${column} >= ${value} and ${column} <= ${value}${refused}`,
    order: `${column} desc, ${newest}`,
  };
}

/** Ids are made of the moment, so a span of time is a range of every index, whichever is read. */
function span({ from, to }: EventFilter, before: string | undefined, add: Add): string {
  const bounds: string[] = [];
  if (from) bounds.push(`e.id >= ${add(firstIdAt(from))}::uuid`);
  if (to) bounds.push(`e.id < ${add(firstIdAt(to))}::uuid`);
  if (before) bounds.push(`e.id < ${add(before)}::uuid`);
  return bounds.map((bound) => ` and ${bound}`).join('');
}

const given = (filter: EventFilter) => PARTS.filter((part) => filter[part] !== undefined);

/** Chooses the part whose index is read: the one that the fewest events meet, as far as a bounded count can tell. */
async function choosePart(tx: Tx, tenantId: string, filter: EventFilter): Promise<Part | undefined> {
  const parts = given(filter);
  if (parts.length <= 1) return parts[0];
  const values: unknown[] = [tenantId];
  const add: Add = (value) => `$${values.push(value)}`;
  const counts = parts.map((part) => {
    const { where, order } = rangeOf(part, filter, add);
    return `(select count(*)::int from (select from audit_events e where e.tenant_id = $1
      and ${where}${span(filter, undefined, add)} order by ${order} limit ${MANY}) few)`;
  });
  const { rows } = await tx.$client.query<{ counts: number[] }>(
    `select array[${counts.join(', ')}] as counts`,
    values,
  );
  const found = rows[0]?.counts ?? [];
  return parts[found.indexOf(Math.min(...found))];
}

type Seen = { id: string; fits: boolean };

/** Reads the next events of the chosen index and says of each whether it meets the rest of the filter. */
async function readIndex(
  tx: Tx,
  tenantId: string,
  filter: EventFilter,
  read: { part: Part | undefined; before: string | undefined; limit: number },
): Promise<Seen[]> {
  const values: unknown[] = [tenantId];
  const add: Add = (value) => `$${values.push(value)}`;
  const { where, order } = rangeOf(read.part, filter, add);
  const tests = given(filter)
    .filter((part) => part !== read.part)
    .map((part) => `(${testOf(part, filter, add)}) is true`);
  const { rows } = await tx.$client.query<Seen>(
    `select e.id, ${tests.join(' and ') || 'true'} as fits from audit_events e
     where e.tenant_id = $1 and ${where}${span(filter, read.before, add)} order by ${order} limit ${add(read.limit)}`,
    values,
  );
  return rows;
}

/** Gives the ids of the next page of events that meet a filter, the newest first. */
export async function findEvents(
  tx: Tx,
  tenantId: string,
  filter: EventFilter,
  page: { before?: string; size: number; most?: number },
): Promise<Page<{ id: string }, string>> {
  const part = await choosePart(tx, tenantId, filter);
  return walk({
    size: page.size,
    most: page.most,
    from: page.before,
    read: (before, limit) => readIndex(tx, tenantId, filter, { part, before, limit }),
    placeOf: ({ id }: Seen) => id,
  });
}
