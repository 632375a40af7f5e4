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
const MANY = 200;

type Add = (value: unknown) => string;
/** A range of an index: its table, the condition, what it is sorted by before the person's id, and that id. */
type Range = { from: string; where: string; id: string; lead?: string; word?: string };

function parameters(tenantId: string): { values: unknown[]; add: Add } {
  const values: unknown[] = [tenantId];
  return { values, add: (value) => `$${values.push(value)}` };
}

const wordRange = (word: string, prefix: string, add: Add) =>
  `${word} >= ${add(prefix)} and ${word} < ${add(endOfPrefix(prefix))}`;

/**
 * One value of an index, said as a range of one and sorted by: no other index is in this order. Said as an equality it
 * lets the planner walk the primary key instead and hope to meet the value soon, which goes wrong where all who have it
 * are the oldest.
 */
function only(column: string, value: unknown, add: Add): Pick<Range, 'where' | 'lead'> {
  const place = add(value);
  return { where: `d.${column} >= ${place} and d.${column} <= ${place}`, lead: `d.${column} desc, ` };
}

/** The range of an index that holds everybody who meets one part of a filter. */
function rangeOf(driver: Driver, { status, roleId, unitId, words }: PeopleFilter, add: Add): Range {
  if (typeof driver === 'object') {
    const word = `d.word collate "C"`;
    return {
      from: 'user_words',
      id: 'person_id',
      word,
      where: wordRange(word, words[driver.word] ?? '', add),
    };
  }
  if (driver === 'status') return { from: 'users', id: 'id', ...only('status', status, add) };
  if (driver === 'role') return { from: 'memberships', id: 'person_id', ...only('role_id', roleId, add) };
  if (driver === 'unit') return { from: 'branch_people', id: 'person_id', ...only('unit_id', unitId, add) };
  return { from: 'users', id: 'id', where: 'true' };
}

const orderOf = ({ id, lead = '', word }: Range) => (word ? `${word}, d.${id}` : `${lead}d.${id} desc`);

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
  const [only = 'everybody'] = parts;
  if (parts.length <= 1) return only;
  const { values, add } = parameters(tenantId);
  const counts = parts.map((part) => {
    const range = rangeOf(part, filter, add);
    const rows = `select from ${range.from} d where d.tenant_id = $1 and ${range.where} order by ${orderOf(range)}`;
    return `(select count(*)::int from (${rows} limit ${MANY}) few)`;
  });
  const { rows } = await tx.$client.query<{ counts: number[] }>(
    `select array[${counts.join(', ')}] as counts`,
    values,
  );
  const found = rows[0]?.counts ?? [];
  const fewest = Math.min(...found);
  if (fewest === 0) return undefined;
  // Where all find many, a word is read: its index is narrower than that of a status or a role that many have.
  if (fewest >= MANY) return parts.find((part) => typeof part === 'object') ?? only;
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
  const { values, add } = parameters(tenantId);
  const range = rangeOf(driver, filter, add);
  const { from, id, word, where } = range;
  const beyond = after ? ` and ${pastPlace(after, range, add)}` : '';
  const rowsOfIndex = `select d.${id} as id, ${word ?? 'null::text'} as word from ${from} d
    where d.tenant_id = $1 and ${where}${beyond} order by ${orderOf(range)} limit ${add(limit)}`;
  const { rows } = await tx.$client.query<Candidate>(
    `select c.id, c.word, ${fitOf(driver, filter, add)} as fits from (${rowsOfIndex}) c`,
    values,
  );
  return rows;
}

function pastPlace(after: Place, { id, word }: Range, add: Add): string {
  if (!word) return `d.${id} < ${add(after.id)}`;
  return `(${word}, d.${id}) > (${add(after.word ?? '')}, ${add(after.id)})`;
}

/** Each test is a look-up by a whole key, and a scalar one, so that no plan can turn it into a scan. */
function fitOf(driver: Driver, { status, roleId, unitId, words }: PeopleFilter, add: Add): string {
  const of = (table: string, column: string) =>
    `select true from ${table} t where t.tenant_id = $1 and t.${column} = c.id`;
  const tests: string[] = [];
  if (status && driver !== 'status') tests.push(`${of('users', 'id')} and t.status = ${add(status)}`);
  if (roleId && driver !== 'role')
    tests.push(`${of('memberships', 'person_id')} and t.role_id = ${add(roleId)}`);
  if (unitId && driver !== 'unit')
    tests.push(`${of('branch_people', 'person_id')} and t.unit_id = ${add(unitId)}`);
  for (const [place, prefix] of words.entries()) {
    const range = wordRange('t.word collate "C"', prefix, add);
    if (typeof driver !== 'object' || driver.word !== place)
      tests.push(`${of('user_words', 'person_id')} and ${range}`);
    // Somebody with two words in the range is met twice by its index, and listed at the first of them.
    else
      tests.push(
        `select min(t.word collate "C") = c.word from user_words t where t.tenant_id = $1 and t.person_id = c.id and ${range}`,
      );
  }
  return tests.length === 0 ? 'true' : tests.map((test) => `(${test} limit 1) is true`).join(' and ');
}
