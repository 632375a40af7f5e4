import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { type Ground, ground } from './embedded-ground';
import { endWithUs, type Running, runningIn, waitForEnd } from './embedded-process';
import { APP_ROLE, type DatabaseUrls } from './urls';

const OWNER = 'ngao_owner';
const PASSWORD = 'on-loopback-only';
const STARTS_WITHIN_MS = 60_000;
const SETTINGS = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'max_connections=200',
  'shared_buffers=256MB',
];

export type Embedded = DatabaseUrls & { stop(): Promise<void>; shared: boolean };

/**
 * Starts the PostgreSQL that comes with the npm package in `dir`, on loopback, and gives its addresses.
 * Where one already runs in that folder (a second node, the command line beside the demo), that one is used
 * and `stop` leaves it alone, unless whoever started it is gone: then it is ours to stop.
 */
export async function startEmbedded(dir: string, database = 'ngao', flags: string[] = []): Promise<Embedded> {
  const folder = resolve(dir, 'postgres');
  const found = runningIn(folder);
  const running = found ?? (await start(folder, flags));
  // Somebody else may have started it this very moment.
  if (found) await untilItAnswers(found.port, () => undefined);
  await makeDatabase(running.port, database);
  const addresses = urls(running.port, database);
  if (found?.starterIsAlive) return { ...addresses, shared: true, stop: async () => {} };

  ours(folder);
  const end = endWithUs(running.pid);
  const stop = async () => {
    end();
    await waitForEnd(running.pid);
    rmSync(`${folder}.starter`, { force: true });
  };
  return { ...addresses, shared: false, stop };
}

// Says who will stop the server, for those who find it running.
function ours(folder: string): void {
  writeFileSync(`${folder}.starter`, String(process.pid));
}

async function start(folder: string, flags: string[]): Promise<Running> {
  const place = ground(folder);
  ours(folder);
  if (place.isNew) initialise(place);
  // Its process is gone, or is another program by now; PostgreSQL itself would take that for a running server.
  rmSync(join(place.data, 'postmaster.pid'), { force: true });

  const port = await freePort();
  const logFile = `${folder}.log`;
  const log = openSync(logFile, 'w');
  const settings = SETTINGS.flatMap((setting) => ['-c', setting]);
  const child = spawn(
    join(place.bin, 'postgres'),
    ['-D', place.data, '-p', String(port), ...settings, ...flags],
    {
      ...place.account,
      cwd: place.data,
      // A process group of its own: Ctrl-C in a terminal lets our requests finish before their database ends.
      detached: true,
      stdio: ['ignore', log, log],
    },
  );
  closeSync(log);
  let ended: string | undefined;
  child
    .on('error', (error) => (ended = error.message))
    .on('exit', (code) => (ended = `It ended with ${code}.`));
  child.unref();
  await untilItAnswers(port, () => ended && `It did not start in ${folder}. ${ended} ${lastLines(logFile)}`);
  return { pid: child.pid ?? 0, port, starterIsAlive: false };
}

function initialise({ bin, data, account }: Ground): void {
  const beside = mkdtempSync(join(tmpdir(), 'ngao-initdb-'));
  chmodSync(beside, 0o755);
  const passwordFile = join(beside, 'password');
  writeFileSync(passwordFile, PASSWORD);
  const { status, error, stderr } = spawnSync(
    join(bin, 'initdb'),
    // Its own collation: the locales of the machine differ, and a slim one has none.
    [
      `--pgdata=${data}`,
      `--username=${OWNER}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
    ],
    { ...account, cwd: beside, encoding: 'utf8' },
  );
  rmSync(beside, { recursive: true });
  if (status !== 0)
    throw new Error(`The embedded PostgreSQL could not be made in ${data}. ${error?.message ?? stderr}`);
}

async function untilItAnswers(port: number, problem: () => string | undefined): Promise<void> {
  const deadline = Date.now() + STARTS_WITHIN_MS;
  while (!(await answers(port))) {
    const told = problem() ?? (Date.now() > deadline ? 'It does not answer.' : undefined);
    if (told) throw new Error(`The embedded PostgreSQL cannot be used. ${told}`);
    await pause(30);
  }
}

async function answers(port: number): Promise<boolean> {
  const client = new pg.Client({ connectionString: urls(port, 'postgres').ownerUrl });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.end();
    return true;
  } catch (error) {
    // It does not listen yet, or is still starting up.
    const { code } = error as { code?: string };
    if (code === 'ECONNREFUSED' || code === 'ECONNRESET' || code === '57P03') return false;
    throw error;
  }
}

async function makeDatabase(port: number, database: string): Promise<void> {
  const client = new pg.Client({ connectionString: urls(port, 'postgres').ownerUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [database]);
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(database)}`);
  } finally {
    await client.end();
  }
}

function urls(port: number, database: string): DatabaseUrls {
  const at = (user: string) => `postgresql://${user}:${PASSWORD}@127.0.0.1:${port}/${database}`;
  return { ownerUrl: at(OWNER), appUrl: at(APP_ROLE) };
}

function lastLines(file: string): string {
  return readFileSync(file, 'utf8').trim().split('\n').slice(-5).join('\n');
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
