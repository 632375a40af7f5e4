import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { startEmbedded } from '../../db/embedded';
import { ground } from '../../db/embedded-ground';
import { endWithUs, runningIn, waitForEnd } from '../../db/embedded-process';
import { migrate } from '../../db/migrate';
import type { DatabaseUrls } from '../../db/urls';

const ENDS_WITHIN_MS = 30_000;
const STARTS_WITHIN_MS = 60_000;

export type Killable = DatabaseUrls & {
  /** Kills the server with every process that it has, at once, and leaves its files as they are. */
  kill(): Promise<void>;
  /** Starts it again on the same files and the same port, and waits until it has recovered. Other flags stay from then on. */
  restart(flags?: readonly string[]): Promise<void>;
  stop(): Promise<void>;
};

/** Starts a PostgreSQL of its own with a migrated database, which may be killed and started again. */
export async function startKillable(first: readonly string[] = []): Promise<Killable> {
  let flags = first;
  const dir = mkdtempSync(join(tmpdir(), 'ngao-bank-'));
  // Started by root, PostgreSQL runs as another user, who must be able to pass through to its own folder.
  chmodSync(dir, 0o755);
  const { ownerUrl, appUrl } = await startEmbedded(dir, 'ngao', [...flags]);
  await migrate({ ownerUrl, appUrl });
  const folder = join(dir, 'postgres');
  let pid = runningIn(folder)?.pid ?? 0;
  let end = () => {};
  return {
    ...{ ownerUrl, appUrl },
    kill: () => killTree(pid),
    async restart(changed = flags) {
      flags = changed;
      pid = startOn(folder, new URL(ownerUrl).port, flags);
      end = endWithUs(pid);
      await untilItAnswers(ownerUrl);
    },
    async stop() {
      end();
      if (isThere(pid)) process.kill(pid, 'SIGINT');
      await waitForEnd(pid);
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

function startOn(folder: string, port: string, flags: readonly string[]): number {
  const { bin, data, account } = ground(folder);
  // The process that it names was killed; its number may be somebody else's by now.
  rmSync(join(data, 'postmaster.pid'), { force: true });
  const log = openSync(`${folder}.log`, 'a');
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=200'];
  const child = spawn(
    join(bin, 'postgres'),
    ['-D', data, '-p', port, ...settings.flatMap((one) => ['-c', one]), ...flags],
    { ...account, cwd: data, detached: true, stdio: ['ignore', log, log] },
  );
  child.unref();
  return child.pid ?? 0;
}

/**
 * Kills a server and all of its children. It is halted first, so that it starts no others meanwhile; each child has a
 * session of its own, so that no process group reaches them.
 */
async function killTree(pid: number): Promise<void> {
  process.kill(pid, 'SIGSTOP');
  const children = childrenOf(pid);
  for (const one of [...children, pid]) kill(one);
  const deadline = Date.now() + ENDS_WITHIN_MS;
  while ([pid, ...children].some(isThere)) {
    if (Date.now() > deadline) throw new Error('A PostgreSQL that was killed does not end.');
    await pause(5);
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    // It ended by itself between being seen and being killed.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** The processes that a process has started, by the fourth field of their `stat`: the second may hold spaces. */
function childrenOf(parent: number): number[] {
  if (!existsSync('/proc/self/stat')) throw new Error('Killing a tree of processes needs /proc.');
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => Number(statOf(pid)?.[1]) === parent);
}

/** Whether a process runs: one that has ended and waits to be buried does not. */
const isThere = (pid: number): boolean => !/^[ZX]?$/.test(statOf(pid)?.[0] ?? '');

function statOf(pid: number): string[] | undefined {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ESRCH') return undefined;
    throw error;
  }
}

async function untilItAnswers(url: string): Promise<void> {
  const deadline = Date.now() + STARTS_WITHIN_MS;
  for (;;) {
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => {});
    try {
      await client.connect();
      return await client.end();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await pause(30);
    }
  }
}
