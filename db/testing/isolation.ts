import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { keysWithinTenant, type Table, tenantTables } from './catalogue';
import { draftRow, insertOf, insertRow, type Row, whereKey } from './row-maker';

/** Two tenants with a row in every table each, and a row for every table that is not written yet. */
export type World = { tables: Table[]; ours: Side; theirs: Side };
type Side = { tenantId: string; rows: Map<string, Row>; drafts: Map<string, Row> };

/** What somebody tried, as which tenant, and the only answers that keep tenants apart. */
type Attempt = { what: string; as: string; text: string; values: (string | null)[]; expected: string[] };

const REFUSED = '42501';
const TWICE = '23505';
const NO_SUCH_PARENT = '23503';
const NO_COPY = '0A000';
const NO_UUID = '22P02';

/** Writes the world, as the owner of the database. */
export async function makeWorld(owner: pg.ClientBase): Promise<World> {
  const tables = await tenantTables(owner);
  return { tables, ours: await makeSide(owner, tables), theirs: await makeSide(owner, tables) };
}

async function makeSide(owner: pg.ClientBase, tables: Table[]): Promise<Side> {
  const tenantId = randomUUID();
  const side: Side = { tenantId, rows: new Map(), drafts: new Map() };
  await owner.query(
    `insert into tenants (id, slug, name, kind, country, currency, time_zone, locale, created_at)
     values ($1, $2, 'A tenant', 'telecom', 'RW', 'RWF', 'Africa/Kigali', 'en', now())`,
    [tenantId, `t-${tenantId.slice(-12)}`],
  );
  await owner.query('begin');
  await owner.query(`set local app.tenant_id = '${tenantId}'`);
  for (const table of tables) {
    side.rows.set(table.name, await insertRow(owner, tables, table, tenantId));
    side.drafts.set(table.name, await draftRow(owner, tables, table, tenantId));
  }
  await owner.query('commit');
  return side;
}

/**
 * Tries everything that could cross from one tenant to another in one table, and what must work within one.
 * `client` is in a transaction as the app's role, which is left as it was found. Gives what was answered wrongly.
 */
export async function isolationFaults(client: pg.ClientBase, world: World, table: Table): Promise<string[]> {
  const faults: string[] = [];
  for (const attempt of [
    ...withinOneTenant(world, table),
    ...acrossTenants(world, table),
    ...overKeys(world, table),
  ]) {
    const answer = await answerTo(client, attempt);
    if (!attempt.expected.includes(answer)) faults.push(`${table.name}: ${attempt.what}: ${answer}`);
  }
  return faults;
}

async function answerTo(client: pg.ClientBase, { as, text, values }: Attempt): Promise<string> {
  await client.query('savepoint attempt');
  try {
    await client.query(`set local app.tenant_id = ${client.escapeLiteral(as)}`);
    const { command, rowCount } = await client.query(text, values);
    return `${command} ${rowCount}`;
  } catch (error) {
    return (error as pg.DatabaseError).code ?? String(error);
  } finally {
    await client.query('rollback to savepoint attempt');
  }
}

function rowOf(rows: Map<string, Row>, { name }: { name: string }): Row {
  const row = rows.get(name);
  if (!row) throw new Error(`The world has no row of ${name}.`);
  return row;
}

/** The proof that the refusals are not for another reason: the same deed within one tenant is done. */
function withinOneTenant({ ours }: World, table: Table): Attempt[] {
  const as = ours.tenantId;
  const key = whereKey(table, rowOf(ours.rows, table));
  return [
    {
      what: 'own row seen',
      as,
      expected: ['SELECT 1'],
      text: `select 1 from "${table.name}" where ${key.text}`,
      values: key.values,
    },
    {
      what: 'own row added',
      as,
      // Of a table with one row for a tenant, that row stands already.
      expected: [table.key.length === 1 ? TWICE : 'INSERT 1'],
      ...insertOf(table, rowOf(ours.drafts, table)),
    },
  ];
}

function acrossTenants({ ours, theirs }: World, table: Table): Attempt[] {
  const name = `"${table.name}"`;
  const row = rowOf(theirs.rows, table);
  const key = whereKey(table, row);
  const own = whereKey(table, rowOf(ours.rows, table), 2);
  const first = table.key.at(-1);
  const draft = insertOf(table, rowOf(theirs.drafts, table));
  const twin = insertOf(table, row);
  const none = (verb: string) => [`${verb} 0`, REFUSED];
  const by = (as: string): Omit<Attempt, 'as'>[] => [
    {
      what: 'select',
      expected: ['SELECT 0'],
      text: `select 1 from ${name} where ${key.text}`,
      values: key.values,
    },
    {
      what: 'select for update',
      expected: none('SELECT'),
      text: `select 1 from ${name} where ${key.text} for update`,
      values: key.values,
    },
    { what: 'insert', expected: [REFUSED], ...draft },
    {
      what: 'update',
      expected: none('UPDATE'),
      text: `update ${name} set "${first}" = "${first}" where ${key.text}`,
      values: key.values,
    },
    {
      what: 'move to us',
      expected: none('UPDATE'),
      text: `update ${name} set tenant_id = '${as}' where ${key.text}`,
      values: key.values,
    },
    {
      what: 'delete',
      expected: none('DELETE'),
      text: `delete from ${name} where ${key.text}`,
      values: key.values,
    },
    {
      what: 'upsert',
      expected: [REFUSED],
      text: `${twin.text} on conflict (${table.key.join(', ')}) do update set "${first}" = excluded."${first}"`,
      values: twin.values,
    },
    {
      what: 'insert or nothing',
      expected: [REFUSED],
      text: `${twin.text} on conflict do nothing`,
      values: twin.values,
    },
  ];
  const foreign = by(ours.tenantId).map((attempt) => ({ ...attempt, as: ours.tenantId }));
  const nobody = by(ours.tenantId).map((attempt) => ({
    ...attempt,
    what: `${attempt.what}, no tenant set`,
    as: '',
  }));
  const garbled = by(ours.tenantId).map((attempt) => ({
    ...attempt,
    what: `${attempt.what}, garbage set`,
    as: `' or true or '`,
    expected: [NO_UUID, REFUSED],
  }));
  return [
    ...foreign,
    ...nobody,
    ...garbled,
    {
      what: 'select of everything',
      as: ours.tenantId,
      expected: ['SELECT 0'],
      text: `select 1 from ${name} where tenant_id <> $1`,
      values: [ours.tenantId],
    },
    {
      what: 'move to them',
      as: ours.tenantId,
      expected: [REFUSED],
      text: `update ${name} set tenant_id = $1 where ${own.text}`,
      values: [theirs.tenantId, ...own.values],
    },
    { what: 'copy in', as: ours.tenantId, expected: [NO_COPY], text: `copy ${name} from stdin`, values: [] },
    {
      what: 'copy out',
      as: ours.tenantId,
      expected: ['COPY 0'],
      text: `copy (select 1 from ${name} where tenant_id <> '${ours.tenantId}') to stdout`,
      values: [],
    },
    {
      what: 'truncate',
      as: ours.tenantId,
      expected: [REFUSED],
      text: `truncate ${name} cascade`,
      values: [],
    },
  ];
}

/** A row of ours that points at a row of theirs: the key must not find it, though such a row exists. */
function overKeys({ ours, theirs, tables }: World, table: Table): Attempt[] {
  return keysWithinTenant(table).flatMap((key) => {
    const parent = tables.find(({ name }) => name === key.parent);
    if (!parent) return [];
    const pointing = (side: Side): Row => {
      const target = rowOf(side.rows, parent);
      const ends = key.columns.map((column, at) => [column, target[key.parentColumns[at] ?? ''] ?? null]);
      return { ...rowOf(ours.drafts, table), ...Object.fromEntries(ends), tenant_id: ours.tenantId };
    };
    const as = ours.tenantId;
    return [
      { what: `${key.name} within`, as, expected: ['INSERT 1'], ...insertOf(table, pointing(ours)) },
      { what: `${key.name} across`, as, expected: [NO_SUCH_PARENT], ...insertOf(table, pointing(theirs)) },
    ];
  });
}
