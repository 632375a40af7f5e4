import { spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from './free-port';

const STARTS_WITHIN_MS = 60_000;

export type ProductionServer = { url: string; pid: number; stop(): Promise<void> };

/**
 * Takes the environment of a server and starts the built one on a free port of loopback. Gives its address once it
 * answers. Refuses, with the server's last lines, when it does not. It ends when this process does.
 */
export async function startProductionServer(variables: Record<string, string>): Promise<ProductionServer> {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const { PATH } = process.env;
  const child = spawn(process.execPath, ['dist/server.mjs'], {
    env: {
      PATH,
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      PORT: String(port),
      BASE_URL: url,
      LOG_LEVEL: 'warn',
      ...variables,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const end = () => child.kill('SIGKILL');
  process.on('exit', end);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      said = `${said}${chunk}`.slice(-10_000);
    });
  }
  const ended = new Promise<void>((done) => child.on('close', () => done()));
  const deadline = Date.now() + STARTS_WITHIN_MS;
  while (!(await isWell(port))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      end();
      throw new Error(`The server did not start.\n${said}`);
    }
    await pause(100);
  }
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
    process.off('exit', end);
    if (child.exitCode !== 0)
      console.error(`The server ended with ${child.exitCode ?? child.signalCode}.\n${said}`);
  };
  return { url, pid: child.pid ?? 0, stop };
}

async function isWell(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/api/health`).then(
    (answer) => answer.ok,
    () => false,
  );
}
