import { chmodSync, existsSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbedded } from '../embedded';
import { starterIsAlive } from '../embedded-process';
import { migrate } from '../migrate';
import { APP_ROLE, type DatabaseUrls } from '../urls';
import { addressOf, type TestCluster } from './addresses';

type Running = { cluster: TestCluster; stop(): Promise<void> };

const OLDEST_VERSION = 150_000;

// A test run loses nothing when the machine fails, so its PostgreSQL does not wait for the disk.
const CARELESS = ['-c', 'fsync=off', '-c', 'full_page_writes=off', '-c', 'autovacuum=off'];

/**
 * Takes the address of a PostgreSQL's administrator, or nothing for an embedded one that lives as long as the run.
 * Gives a cluster with a migrated template database, and how to leave it as it was found.
 * Refuses a PostgreSQL older than 15.
 */
export async function startCluster(adminUrl: string | undefined): Promise<Running> {
  const { urls, leave } = adminUrl ? await borrow(adminUrl) : await embed();
  await migrate(urls);
  const template = new URL(urls.ownerUrl).pathname.slice(1);
  return { cluster: { ...urls, template }, stop: leave };
}

/** Takes the name of a new database and makes it a copy of the template. Gives its two addresses. */
export async function cloneTemplate(cluster: TestCluster, name: string): Promise<DatabaseUrls> {
  await asAdmin(cluster.ownerUrl, (client) =>
    client.query(
      `create database ${client.escapeIdentifier(name)} template ${client.escapeIdentifier(cluster.template)}`,
    ),
  );
  return { ownerUrl: addressOf(cluster.ownerUrl, name), appUrl: addressOf(cluster.appUrl, name) };
}

/** Takes the name of a database of this run and drops it, whoever is still connected. */
export async function dropDatabase(ownerUrl: string, name: string): Promise<void> {
  await asAdmin(ownerUrl, (client) =>
    client.query(`drop database if exists ${client.escapeIdentifier(name)} with (force)`),
  );
}

const FOLDER = join(tmpdir(), 'ngao-test-');

// A run that was killed could not clean up. A PostgreSQL whose folder is gone notices, and ends.
function sweep(): void {
  for (const dir of globSync(`${FOLDER}*`)) {
    const server = join(dir, 'postgres');
    if (existsSync(`${server}.starter`) && !starterIsAlive(server))
      rmSync(dir, { recursive: true, force: true });
  }
}

async function embed() {
  sweep();
  const dir = mkdtempSync(FOLDER);
  // Started by root, PostgreSQL runs as another user, who must be able to pass through to its own folder.
  chmodSync(dir, 0o755);
  const { ownerUrl, appUrl, stop } = await startEmbedded(dir, 'ngao_template', CARELESS);
  const leave = async () => {
    await stop();
    rmSync(dir, { recursive: true, force: true });
  };
  return { urls: { ownerUrl, appUrl }, leave };
}

// Runs may share a borrowed PostgreSQL, so each has a template and databases of a name of its own.
async function borrow(adminUrl: string) {
  const run = `ngao_${process.pid}_${Date.now().toString(36)}`;
  await asAdmin(adminUrl, async (client) => {
    const { rows } = await client.query<{ version: string }>(
      `select current_setting('server_version_num') as version`,
    );
    const version = Number(rows[0]?.version);
    if (version < OLDEST_VERSION)
      throw new Error(`TEST_DATABASE_URL is PostgreSQL ${version}; 15 or newer is needed.`);
    await client.query(`create database ${client.escapeIdentifier(run)}`);
  });
  const appUrl = new URL(addressOf(adminUrl, run));
  appUrl.username = APP_ROLE;
  appUrl.password = 'of-the-test-run-alone';
  const leave = () =>
    asAdmin(adminUrl, async (client) => {
      const { rows } = await client.query<{ datname: string }>(
        'select datname from pg_database where starts_with(datname, $1)',
        [run],
      );
      for (const { datname } of rows)
        await client.query(`drop database ${client.escapeIdentifier(datname)} with (force)`);
    });
  return { urls: { ownerUrl: addressOf(adminUrl, run), appUrl: appUrl.href }, leave };
}

// The template may have no connection while it is copied, so everything of this kind goes through `postgres`.
async function asAdmin<Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<void> {
  const client = new pg.Client({ connectionString: addressOf(url, 'postgres') });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
