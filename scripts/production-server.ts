import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from './free-port';
import { startGroup } from './process-group';

const STARTS_WITHIN_MS = 120_000;

export type ProductionServer = {
  url: string;
  pid: number;
  /** Settles when the server is gone, whether it was asked to go or not. */
  ended: Promise<number | null>;
  /** The last of what it wrote. */
  said(): string;
  stop(): Promise<void>;
};

type Options = { port?: number; program?: string[]; logFile?: string; echo?: boolean };

/** What `npm start` gives to node: tests and benches run what is run in earnest, its limits on memory included. */
function startArguments(): string[] {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: { start: string } };
  return scripts.start.split(' ').slice(1);
}

/**
 * Takes the environment of a server and starts the built one, on a free port of loopback unless one is named. Gives its
 * address once it answers. Refuses, with the server's last lines, when it does not. It ends when this process does.
 */
export async function startProductionServer(
  variables: Record<string, string>,
  { port: wanted, program = startArguments(), ...output }: Options = {},
): Promise<ProductionServer> {
  const port = wanted ?? (await freePort());
  const url = `http://localhost:${port}`;
  const { PATH } = process.env;
  const own: NodeJS.ProcessEnv = {
    PATH,
    NODE_ENV: 'production',
    HOST: '127.0.0.1',
    PORT: String(port),
    BASE_URL: url,
    LOG_LEVEL: 'warn',
  };
  const server = startGroup(process.execPath, program, { ...own, ...variables }, output);
  const deadline = Date.now() + STARTS_WITHIN_MS;
  while (!(await isWell(port))) {
    if (server.isOver() || Date.now() > deadline) {
      server.signal('SIGKILL');
      throw new Error(`The server did not start.\n${server.said()}`);
    }
    await pause(100);
  }
  const stop = async () => {
    server.signal('SIGTERM');
    const code = await server.ended;
    if (code !== 0) console.error(`The server ended with ${code ?? 'a signal'}.\n${server.said()}`);
  };
  return { url, pid: server.pid, ended: server.ended, said: server.said, stop };
}

async function isWell(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/api/health`).then(
    (answer) => answer.ok,
    () => false,
  );
}
