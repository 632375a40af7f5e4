import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asOwner } from './testing/as-owner';
import { keysWithinTenant, tenantTables } from './testing/catalogue';
import { isolationFaults, makeWorld, type World } from './testing/isolation';
import { ownDatabase } from './testing/own-database';
import { APP_ROLE } from './urls';

const urls = await ownDatabase();
const world = await asOwner(urls.ownerUrl, makeWorld);
const named = world.tables.map((table) => [table.name, table] as const);

let owner: pg.Client;
beforeAll(async () => {
  owner = new pg.Client({ connectionString: urls.ownerUrl });
  await owner.connect();
});
afterAll(() => owner.end());

/** Spoils the schema as said, looks as the app's role, and puts everything back. */
async function faultsWith(spoil: string | undefined, table: World['tables'][number]): Promise<string[]> {
  await owner.query('begin');
  try {
    if (spoil) await owner.query(spoil);
    await owner.query(`set local role ${APP_ROLE}`);
    return await isolationFaults(owner, world, table);
  } finally {
    await owner.query('rollback');
  }
}

test.each(named)(
  '%s: nothing crosses from tenant to tenant, and within one everything is found',
  async (_name, table) => {
    expect(await faultsWith(undefined, table)).toEqual([]);
  },
);

describe('the suite turns red when a wall falls:', () => {
  const POLICY = 'own_tenant';
  const walls: [string, (table: string) => string][] = [
    ['its policy dropped', (table) => `drop policy ${POLICY} on "${table}"`],
    ['row-level security switched off', (table) => `alter table "${table}" disable row level security`],
    ['a policy that shows everything', (table) => `alter policy ${POLICY} on "${table}" using (true)`],
    ['a policy that takes everything', (table) => `alter policy ${POLICY} on "${table}" with check (true)`],
    ['a second, wider policy', (table) => `create policy wider on "${table}" using (true)`],
  ];
  test.each(
    named.flatMap(([name, table]) => walls.map(([how, spoil]) => [name, how, table, spoil] as const)),
  )('%s with %s', async (name, _how, table, spoil) => {
    const faults = await faultsWith(spoil(name), table);
    expect(faults).not.toEqual([]);
    expect(faults.filter((fault) => !fault.startsWith(`${name}: `))).toEqual([]);
  });

  const keys = world.tables.flatMap((table) =>
    keysWithinTenant(table).map((key) => [table.name, key.name, table] as const),
  );
  test.each(keys)('%s without its key %s', async (name, key, table) => {
    expect(await faultsWith(`alter table "${name}" drop constraint "${key}" cascade`, table)).toContain(
      `${name}: ${key} across: INSERT 1`,
    );
  });
});

test('a new table is covered by being there', async () => {
  await owner.query('begin');
  await owner.query(
    `create table newcomers (tenant_id uuid not null, id uuid not null, primary key (tenant_id, id))`,
  );
  const tables = await tenantTables(owner);
  await owner.query('rollback');
  expect(tables.map(({ name }) => name)).toContain('newcomers');
});

describe('the tenant that is set ends with its transaction', () => {
  const [first] = world.tables;
  const seen = async (client: pg.ClientBase, table: string) =>
    (await client.query<{ tenant: string }>(`select distinct tenant_id as tenant from "${table}"`)).rows.map(
      ({ tenant }) => tenant,
    );

  test.each(named)('%s on one connection that is used again and again', async (name) => {
    const pool = new pg.Pool({ connectionString: urls.appUrl, max: 1 });
    const { ours, theirs } = world;
    const inTransaction = async (tenantId: string, end: 'commit' | 'rollback' | 'fail') => {
      const client = await pool.connect();
      try {
        await client.query(`begin; set local app.tenant_id = '${tenantId}'`);
        const rows = await seen(client, name);
        if (end === 'fail') await client.query('select 1 / 0').catch(() => client.query('rollback'));
        else await client.query(end);
        return rows;
      } finally {
        client.release();
      }
    };
    const without = async () => {
      const client = await pool.connect();
      try {
        return await seen(client, name);
      } finally {
        client.release();
      }
    };
    expect(await without()).toEqual([]);
    for (const end of ['commit', 'rollback', 'fail'] as const) {
      for (const { tenantId } of [ours, theirs]) {
        expect(await inTransaction(tenantId, end)).toEqual([tenantId]);
        expect(await without()).toEqual([]);
      }
    }
    await pool.end();
  });

  test('in a transaction that has failed nothing more is answered', async () => {
    const client = new pg.Client({ connectionString: urls.appUrl });
    await client.connect();
    await client.query(`begin; set local app.tenant_id = '${world.ours.tenantId}'`);
    await expect(client.query('select 1 / 0')).rejects.toMatchObject({ code: '22012' });
    await expect(seen(client, first?.name ?? '')).rejects.toMatchObject({ code: '25P02' });
    await client.query('rollback');
    expect(await seen(client, first?.name ?? '')).toEqual([]);
    await client.end();
  });
});
