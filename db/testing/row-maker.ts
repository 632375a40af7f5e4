import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import type pg from 'pg';
import { keysWithinTenant, type Table } from './catalogue';

/** A row as text, which PostgreSQL casts to each column's type. */
export type Row = Record<string, string | null>;

const digits = (count: number) => Array.from({ length: count }, () => randomInt(10)).join('');
const word = () => `w${randomBytes(6).toString('hex')}`;

/** A value of each type that a column has. A new type is an error that names it, and gets its line here. */
const OF_TYPE: Record<string, () => string> = {
  uuid: () => randomUUID(),
  text: word,
  'character varying(255)': word,
  integer: () => '1',
  bigint: () => '1',
  'double precision': () => '1',
  boolean: () => 'true',
  bytea: () => `\\x${randomBytes(16).toString('hex')}`,
  jsonb: () => '{}',
  inet: () => '127.0.0.1',
  date: () => '2000-01-01',
  'timestamp with time zone': () => '2026-06-15T12:00:00Z',
  'double precision[]': () => '{}',
  'text[]': () => '{}',
  'uuid[]': () => '{}',
};

/** What a CHECK or a shared column asks for beyond the type. */
const OF_COLUMN: Record<string, () => string> = {
  'accounts.currency': () => 'RWF',
  'document_checks.by': () => 'staff',
  'pending_transfers.state': () => 'rejected',
  'sims.iccid': () => `89${digits(17)}`,
  'swap_cases.channel': () => 'shop',
  'swap_cases.state': () => 'completed',
};

/** Makes a valid row of a table, with parents of its own, and writes it. `client` is the owner, with the tenant set. */
export async function insertRow(
  client: pg.ClientBase,
  tables: readonly Table[],
  table: Table,
  tenantId: string,
): Promise<Row> {
  const row = await draftRow(client, tables, table, tenantId);
  const { text, values } = insertOf(table, row);
  await client.query(text, values);
  return row;
}

/** Makes a valid row of a table and writes its parents, but not the row itself. */
export async function draftRow(
  client: pg.ClientBase,
  tables: readonly Table[],
  table: Table,
  tenantId: string,
): Promise<Row> {
  const row: Row = {};
  for (const { name, type } of table.columns) {
    const make = OF_COLUMN[`${table.name}.${name}`] ?? OF_TYPE[type];
    if (!make) throw new Error(`${table.name}.${name} is of the type ${type}, of which no value is known.`);
    row[name] = make();
  }
  for (const key of keysWithinTenant(table)) {
    const parent = tables.find(({ name }) => name === key.parent);
    // A row cannot come after itself, so what points at its own table points nowhere.
    const values = parent && parent !== table ? await insertRow(client, tables, parent, tenantId) : undefined;
    key.columns.forEach((column, at) => {
      row[column] = values?.[key.parentColumns[at] ?? ''] ?? null;
    });
  }
  return { ...row, tenant_id: tenantId };
}

/** The statement that writes a row. */
export function insertOf(table: Table, row: Row): { text: string; values: (string | null)[] } {
  const names = table.columns.map(({ name }) => `"${name}"`).join(', ');
  const places = table.columns.map(({ type }, at) => `$${at + 1}::${type}`).join(', ');
  return {
    text: `insert into "${table.name}" (${names}) values (${places})`,
    values: table.columns.map(({ name }) => row[name] ?? null),
  };
}

/** The condition that finds a row by its primary key, its values from the place `first` on. */
export function whereKey(table: Table, row: Row, first = 1): { text: string; values: (string | null)[] } {
  const typeOf = (name: string) => table.columns.find((column) => column.name === name)?.type;
  return {
    text: table.key.map((name, at) => `"${name}" = $${at + first}::${typeOf(name)}`).join(' and '),
    values: table.key.map((name) => row[name] ?? null),
  };
}
