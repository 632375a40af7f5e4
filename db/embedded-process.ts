import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export type Running = { pid: number; port: number; starterIsAlive: boolean };

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const ENDS_WITHIN_MS = 60_000;

/** Takes a folder of data and gives the server that runs on it, if one does, from its postmaster.pid. */
export function runningIn(folder: string): Running | undefined {
  const file = join(folder, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  // Line 1 is the process, line 4 the port.
  const [pid, , , port] = readFileSync(file, 'utf8').split('\n').map(Number);
  if (!pid || !port || !isPostgres(pid)) return undefined;
  return { pid, port, starterIsAlive: starterIsAlive(folder) };
}

/** Whether the process that started the server of this folder still runs. */
export function starterIsAlive(folder: string): boolean {
  const file = `${folder}.starter`;
  return existsSync(file) && isAlive(Number(readFileSync(file, 'utf8')));
}

/**
 * Sees to it that a server ends when this process does, however it ends; gives the function that ends it now.
 * A signal that somebody else listens to is left to them: they decide what has to finish before.
 */
export function endWithUs(pid: number): () => void {
  const end = () => {
    process.off('exit', end);
    for (const signal of SIGNALS) process.off(signal, onSignal);
    if (isPostgres(pid)) process.kill(pid, 'SIGINT');
  };
  const onSignal = (signal: NodeJS.Signals) => {
    if (process.listenerCount(signal) > 1) return;
    end();
    process.kill(process.pid, signal);
  };
  process.on('exit', end);
  for (const signal of SIGNALS) process.on(signal, onSignal);
  return end;
}

/** Waits until a server that was asked to end has ended. */
export async function waitForEnd(pid: number): Promise<void> {
  const deadline = Date.now() + ENDS_WITHIN_MS;
  while (isPostgres(pid)) {
    if (Date.now() > deadline) throw new Error(`The embedded PostgreSQL does not end.`);
    await pause(20);
  }
}

/**
 * Whether this process is a living PostgreSQL. After a restart of the machine its number may belong to another
 * program, and where nobody buries the dead a zombie keeps it.
 */
function isPostgres(pid: number): boolean {
  if (!existsSync('/proc/self/stat')) return isAlive(pid);
  return /^\d+ \(postgres\) [^ZX]/.test(statOf(pid));
}

function statOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ESRCH') return '';
    throw error;
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Only "no such process" means that it is gone; a process of another user answers "not permitted".
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
