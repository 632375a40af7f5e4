import { type SQL, sql } from 'drizzle-orm';
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

const COLUMN: Record<Part, SQL> = {
  subject: sql`e.subject`,
  actorId: sql`e.actor_id`,
  ip: sql`e.ip`,
  outcome: sql`e.outcome`,
  command: sql`e.command`,
};
/** By how much a part narrows as a rule; the first is read where a bounded count cannot tell. */
const PARTS: readonly Part[] = ['subject', 'actorId', 'ip', 'outcome', 'command'];
const MANY = 100;

/** One part as a test of a row. */
function testOf(part: Part, filter: EventFilter): SQL {
  if (part === 'outcome' && filter.outcome === 'refused') return sql`e.outcome <> 'done'`;
  return sql`${COLUMN[part]} = ${filter[part]}`;
}

/**
 * One part as the range of its index, and the order of that index. A value is said as a range of one and sorted by: no
 * other index is in this order. Said as an equality it lets the planner walk the primary key instead and hope to meet
 * the value soon, which goes wrong where all of it lies years back.
 */
function rangeOf(part: Part | undefined, filter: EventFilter): { where: SQL; order: SQL } {
  const newest = sql`e.id desc`;
  if (!part) return { where: sql`true`, order: newest };
  if (part === 'outcome' && (filter.outcome === 'done' || filter.outcome === 'refused'))
    return { where: testOf(part, filter), order: newest };
  const column = COLUMN[part];
  // What was not done has an index of its own, which holds nothing else.
  const refused = part === 'outcome' ? sql` and e.outcome <> 'done'` : sql``;
  return {
    where: sql`${column} >= ${filter[part]} and ${column} <= ${filter[part]}${refused}`,
    order: sql`${column} desc, ${newest}`,
  };
}

/** Ids are made of the moment, so a span of time is a range of every index, whichever is read. */
function span({ from, to }: EventFilter, before?: string): SQL {
  const bounds: SQL[] = [];
  if (from) bounds.push(sql` and e.id >= ${firstIdAt(from)}`);
  if (to) bounds.push(sql` and e.id < ${firstIdAt(to)}`);
  if (before) bounds.push(sql` and e.id < ${before}`);
  return sql.join(bounds);
}

const given = (filter: EventFilter) => PARTS.filter((part) => filter[part] !== undefined);

/** Chooses the part whose index is read: the one that the fewest events meet, as far as a bounded count can tell. */
async function choosePart(tx: Tx, tenantId: string, filter: EventFilter): Promise<Part | undefined> {
  const parts = given(filter);
  if (parts.length <= 1) return parts[0];
  const counts = parts.map((part) => {
    const { where, order } = rangeOf(part, filter);
    return sql`(select count(*)::int from (select from audit_events e where e.tenant_id = ${tenantId}
      and ${where}${span(filter)} order by ${order} limit ${MANY}) few)`;
  });
  const { rows } = await tx.execute<{ counts: number[] }>(
    sql`select array[${sql.join(counts, sql`, `)}] as counts`,
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
  const { where, order } = rangeOf(read.part, filter);
  const tests = given(filter)
    .filter((part) => part !== read.part)
    .map((part) => sql`(${testOf(part, filter)}) is true`);
  const fits = tests.length === 0 ? sql`true` : sql.join(tests, sql` and `);
  const { rows } = await tx.execute<Seen>(
    sql`select e.id, ${fits} as fits from audit_events e where e.tenant_id = ${tenantId}
        and ${where}${span(filter, read.before)} order by ${order} limit ${read.limit}`,
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
