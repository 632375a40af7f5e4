import pg from 'pg';
import { expect, test } from 'vitest';
import { inInstallation } from '../client';
import { ownDatabase } from './own-database';

const urls = await ownDatabase();

test('a file with a database of its own has it migrated, empty, and behind the app', async () => {
  const { rows } = await inInstallation((tx) =>
    tx.execute<{ database: string; tenants: string; role: string }>(
      'select current_database() as database, current_user as role, (select count(*) from tenants) as tenants',
    ),
  );
  expect(rows).toEqual([
    { database: new URL(urls.appUrl).pathname.slice(1), role: 'ngao_app', tenants: '0' },
  ]);
});

test('the app role of a test can do no more than in production', async () => {
  const client = new pg.Client({ connectionString: urls.appUrl });
  await client.connect();
  const { rows } = await client.query(
    'select rolsuper, rolbypassrls, rolcreatedb from pg_roles where rolname = current_user',
  );
  await client.end();
  expect(rows).toEqual([{ rolsuper: false, rolbypassrls: false, rolcreatedb: false }]);
});
