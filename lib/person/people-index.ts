import { type SQL, sql } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { endOfPrefix } from './search-words';

/** What people are narrowed down by. Each part alone is one range of an index, in the order that pages are read in. */
export type PeopleFilter = {
  /** Beginnings of words, all of which must be found. */
  words: readonly string[];
  status?: string;
  roleId?: string;
  /** A unit: its people and those of the units below. */
  unitId?: string;
};

/** The part of a filter whose index is read; the others are looked up for each person that it gives. */
export type Driver = 'everybody' | 'status' | 'role' | 'unit' | { word: number };

/** Where a page ended. People found by a word come in the order of that word, all others newest first. */
export type Place = { id: string; word: string | null };

export type Candidate = Place & { fits: boolean };

/** How many rows of an index tell that a part of a filter narrows little. */
const MANY = 100;

/** A range of an index: its table, the condition, its order, the person's id, and the word where it is of words. */
type Range = { from: SQL; where: SQL; order: SQL; id: SQL; word?: SQL };

const within = (word: SQL, prefix: string) => sql`${word} >= ${prefix} and ${word} < ${endOfPrefix(prefix)}`;

/**
 * One value of an index, said as a range of one and sorted by: no other index is in this order. Said as an equality it
 * lets the planner walk the primary key instead and hope to meet the value soon, which goes wrong where all who have it
 * are the oldest.
 */
const only = (column: SQL, value: string | undefined, id: SQL) => ({
  where: sql`${column} >= ${value} and ${column} <= ${value}`,
  order: sql`${column} desc, ${id} desc`,
});

/** The range of an index that holds everybody who meets one part of a filter. */
function rangeOf(driver: Driver, { status, roleId, unitId, words }: PeopleFilter): Range {
  const id = sql`d.id`;
  const personId = sql`d.person_id`;
  if (typeof driver === 'object') {
    const word = sql`d.word collate "C"`;
    const where = within(word, words[driver.word] ?? '');
    return { from: sql`user_words d`, where, order: sql`${word}, ${personId}`, id: personId, word };
  }
  if (driver === 'status') return { from: sql`users d`, id, ...only(sql`d.status`, status, id) };
  if (driver === 'role')
    return { from: sql`memberships d`, id: personId, ...only(sql`d.role_id`, roleId, personId) };
  if (driver === 'unit')
    return { from: sql`branch_people d`, id: personId, ...only(sql`d.unit_id`, unitId, personId) };
  return { from: sql`users d`, where: sql`true`, order: sql`${id} desc`, id };
}

/** The parts of a filter that are there to be met. */
function partsOf(filter: PeopleFilter): Driver[] {
  const parts: Driver[] = [];
  if (filter.unitId) parts.push('unit');
  if (filter.roleId) parts.push('role');
  if (filter.status) parts.push('status');
  const words = filter.words.map((text, word) => ({ text, word }));
  // Of two words that both find many, the longer one finds fewer.
  for (const { word } of words.toSorted((a, b) => b.text.length - a.text.length)) parts.push({ word });
  return parts;
}

/**
 * Chooses the index to read for a filter: the part that the fewest people meet, as far as a bounded count can tell.
 * Gives undefined where nobody meets one of the parts.
 */
export async function chooseDriver(
  tx: Tx,
  tenantId: string,
  filter: PeopleFilter,
): Promise<Driver | undefined> {
  const parts = partsOf(filter);
  const [first = 'everybody'] = parts;
  if (parts.length <= 1) return first;
  const counts = parts.map((part) => {
    const { from, where, order } = rangeOf(part, filter);
    return sql`(select count(*)::int from (select from ${from} where d.tenant_id = ${tenantId} and ${where}
      order by ${order} limit ${MANY}) few)`;
  });
  const { rows } = await tx.execute<{ counts: number[] }>(
    sql`select array[${sql.join(counts, sql`, `)}] as counts`,
  );
  const found = rows[0]?.counts ?? [];
  const fewest = Math.min(...found);
  if (fewest === 0) return undefined;
  // Where all find many, a word is read: its index is narrower than that of a status or a role that many have.
  if (fewest >= MANY) return parts.find((part) => typeof part === 'object') ?? first;
  return parts[found.indexOf(fewest)];
}

/** Reads the next people of the driver's index and says of each whether they meet the rest of the filter. */
export async function readCandidates(
  tx: Tx,
  tenantId: string,
  filter: PeopleFilter,
  read: { driver: Driver; after: Place | undefined; limit: number },
): Promise<Candidate[]> {
  const { driver, after, limit } = read;
  const range = rangeOf(driver, filter);
  const { rows } = await tx.execute<Candidate>(
    sql`select c.id, c.word, ${fitOf(tenantId, driver, filter)} as fits from (
          select ${range.id} as id, ${range.word ?? sql`null::text`} as word from ${range.from}
          where d.tenant_id = ${tenantId} and ${range.where}${after ? pastPlace(after, range) : sql``}
          order by ${range.order} limit ${limit}) c`,
  );
  return rows;
}

const pastPlace = (after: Place, { id, word }: Range): SQL =>
  word ? sql` and (${word}, ${id}) > (${after.word}, ${after.id})` : sql` and ${id} < ${after.id}`;

/** Each test is a look-up by a whole key, and a scalar one, so that no plan can turn it into a scan. */
function fitOf(tenantId: string, driver: Driver, { status, roleId, unitId, words }: PeopleFilter): SQL {
  const tests: SQL[] = [];
  if (status && driver !== 'status') {
    tests.push(
      sql`select true from users t where t.tenant_id = ${tenantId} and t.id = c.id and t.status = ${status}`,
    );
  }
  if (roleId && driver !== 'role') {
    tests.push(
      sql`select true from memberships t where t.tenant_id = ${tenantId} and t.person_id = c.id and t.role_id = ${roleId}`,
    );
  }
  if (unitId && driver !== 'unit') {
    tests.push(
      sql`select true from branch_people t where t.tenant_id = ${tenantId} and t.person_id = c.id and t.unit_id = ${unitId}`,
    );
  }
  const word = sql`t.word collate "C"`;
  const ofWords = (found: SQL, prefix: string) =>
    sql`select ${found} from user_words t where t.tenant_id = ${tenantId} and t.person_id = c.id and ${within(word, prefix)}`;
  const driven = typeof driver === 'object' ? driver.word : -1;
  for (const [place, prefix] of words.entries()) if (place !== driven) tests.push(ofWords(sql`true`, prefix));
  // Somebody with two words in the range is met twice by its index, and listed at the first of them. Asked last, since
  // the tests are made in their order and most who fail one fail another.
  if (driven >= 0) tests.push(ofWords(sql`min(${word}) = c.word`, words[driven] ?? ''));
  if (tests.length === 0) return sql`true`;
  return sql.join(
    tests.map((test) => sql`(${test} limit 1) is true`),
    sql` and `,
  );
}
