import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as applyMigrations } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import { APP_ROLE, type DatabaseUrls } from './urls';

const ONE_MIGRATION_AT_A_TIME = 7_264_602;

/**
 * Makes the app's role if it is missing, applies the migrations in order, and puts up row-level security and grants
 * for every table. Two nodes that migrate at once wait for each other.
 */
export async function migrate({ ownerUrl, appUrl }: DatabaseUrls, root = process.cwd()): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [ONE_MIGRATION_AT_A_TIME]);
    await makeAppRole(client, appUrl);
    await applyMigrations(drizzle(client), { migrationsFolder: join(root, 'drizzle') });
    await client.query(readFileSync(join(root, 'db/security.sql'), 'utf8'));
  } finally {
    await client.end();
  }
}

async function makeAppRole(client: pg.Client, appUrl: string): Promise<void> {
  const { username, password } = new URL(appUrl);
  if (decodeURIComponent(username) !== APP_ROLE) {
    throw new Error(`DATABASE_URL must connect as the role ${APP_ROLE}, not ${username || 'nobody'}.`);
  }
  const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [APP_ROLE]);
  const verb = rowCount === 0 ? 'create' : 'alter';
  const secret = client.escapeLiteral(decodeURIComponent(password));
  await client.query(
    `${verb} role ${APP_ROLE} login nosuperuser nobypassrls nocreatedb nocreaterole password ${secret}`,
  );
}

/** The number of migrations that this build carries. */
export function migrationsInBuild(root = process.cwd()): number {
  const journal = join(root, 'drizzle/meta/_journal.json');
  return existsSync(journal) ? JSON.parse(readFileSync(journal, 'utf8')).entries.length : 0;
}
