import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';

const KEPT = 10_000;

export type ProcessGroup = {
  pid: number;
  /** Its exit code, or null where a signal ended it. */
  ended: Promise<number | null>;
  /** The last of what it wrote. */
  said(): string;
  isOver(): boolean;
  signal(name: NodeJS.Signals): void;
};

/**
 * Starts a program with a process group of its own: Ctrl-C in a terminal reaches us alone, and we end it in our order.
 * It and all that it started are killed when this process ends. What it writes is kept in `logFile`,
 * if one is named, and shown with `echo`.
 */
export function startGroup(
  program: string,
  args: string[],
  env: NodeJS.ProcessEnv,
  { logFile, echo = false }: { logFile?: string; echo?: boolean } = {},
): ProcessGroup {
  const windows = process.platform === 'win32';
  const child = spawn(program, args, {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: !windows,
    shell: windows,
  });
  const log = logFile && createWriteStream(logFile);
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      text = `${text}${chunk}`.slice(-KEPT);
      if (log) log.write(chunk);
      if (echo) process.stdout.write(chunk);
    });
  }
  const pid = child.pid ?? 0;
  const signal = (name: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null || !pid) return;
    if (windows) child.kill(name);
    else process.kill(-pid, name);
  };
  const kill = () => signal('SIGKILL');
  process.on('exit', kill);
  const ended = new Promise<number | null>((done) => {
    child.on('error', (error) => {
      text += error.message;
      done(null);
    });
    child.on('close', (code) => done(code));
  });
  void ended.then(() => process.off('exit', kill));
  return {
    pid,
    ended,
    said: () => text,
    isOver: () => child.exitCode !== null || child.signalCode !== null,
    signal,
  };
}
