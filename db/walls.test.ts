import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { REFUSAL_OF_CONSTRAINT, refusalOfConstraint } from '@/lib/command/constraint';
import { tenantTables } from './testing/catalogue';
import { ownDatabase } from './testing/own-database';
import { BREACHES, WALLS, type Wall } from './testing/walls';
import { APP_ROLE } from './urls';

const { ownerUrl } = await ownDatabase();
let owner: pg.Client;
beforeAll(async () => {
  owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
});
afterAll(() => owner.end());

/** What the catalogue answers, a line a row. */
async function ask(text: string): Promise<string[]> {
  const { rows } = await owner.query<string[]>({ text, rowMode: 'array' });
  return rows.map((row) => row.join(' ')).sort();
}

const walls = Object.keys(WALLS) as Wall[];

test.each(walls)('nowhere is there %s', async (wall) => {
  expect(await ask(WALLS[wall])).toEqual([]);
});

test.each(walls.flatMap((wall) => BREACHES[wall].map((breach): [Wall, string] => [wall, breach])))(
  'what looks for %s finds: %s',
  async (wall, breach) => {
    await owner.query('begin');
    await owner.query(breach);
    const found = await ask(WALLS[wall]);
    await owner.query('rollback');
    expect(found).not.toEqual([]);
  },
);

test('there are tables of tenants to look at, and the app may read and add to all of them', async () => {
  const names = (await tenantTables(owner)).map(({ name }) => name);
  expect(names.length).toBeGreaterThan(20);
  for (const privilege of ['select', 'insert'])
    expect(
      await ask(
        `select relname from pg_class where relname = any('{${names}}') and not has_table_privilege('${APP_ROLE}', oid, '${privilege}')`,
      ),
    ).toEqual([]);
});

test('every UNIQUE and CHECK constraint has its sentence, and no sentence is left over', async () => {
  const constraints = await ask(`
    select conname from pg_constraint where connamespace = 'public'::regnamespace 
      and (contype in ('u', 'c', 'x') or contype = 'p' and conname !~ '_pk(ey)?$')
      -- A key that was used is no refusal: what was done under it is answered.
      and conname <> 'idempotency_key_is_used_once'
    union
    select c.relname from pg_index i join pg_class c on c.oid = i.indexrelid
    where c.relnamespace = 'public'::regnamespace and i.indisunique and not i.indisprimary`);
  expect(constraints).toEqual(Object.keys(REFUSAL_OF_CONSTRAINT).sort());
});

test.each(Object.keys(REFUSAL_OF_CONSTRAINT))(
  '%s is known under its own name and under that of a shard',
  (name) => {
    for (const constraint of [name, `${name}_102008`]) {
      const broken = Object.assign(new pg.DatabaseError('broken', 0, 'error'), { code: '23514', constraint });
      expect(refusalOfConstraint(new Error('Failed query', { cause: broken }))?.status).toBe(409);
    }
  },
);
