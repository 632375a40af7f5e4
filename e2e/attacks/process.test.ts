import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { describe, expect, inject, test } from 'vitest';
import { startProductionServer } from '@/scripts/production-server';
import { aTenant } from '@/testing/ground';
import { ask } from '@/testing/raw-http';

const { variables } = inject('served');
const { tenant } = await aTenant({ at: new Date() });

/** Starts the server with other settings, which it is expected to refuse. */
function refusedStart(over: Record<string, string>): { code: number | null; said: string } {
  const env = {
    PATH: process.env.PATH,
    NODE_ENV: 'production',
    BASE_URL: 'http://localhost',
    ...variables,
    ...over,
  };
  const { status, stdout, stderr } = spawnSync(process.execPath, ['dist/server.mjs'], {
    env: env as NodeJS.ProcessEnv,
    encoding: 'utf8',
    timeout: 60_000,
  });
  return { code: status, said: stdout + stderr };
}

describe('the server does not start', () => {
  test.each([
    ['without a secret', { AUTH_SECRET: '' }, /AUTH_SECRET is missing\. Make one with/],
    ['with a secret that is too short', { SEAL_KEY: 'c2hvcnQ=' }, /SEAL_KEY is too weak/],
    ['with a secret that was typed', { AUTH_SECRET: 'a'.repeat(64) }, /AUTH_SECRET is too weak/],
    ['without its database in production', { DATABASE_URL: '' }, /DATABASE_URL: missing/],
    [
      'with proxies that are no networks',
      { TRUSTED_PROXIES: 'proxy.internal' },
      /TRUSTED_PROXIES: "proxy\.internal"/,
    ],
  ])('%s, and says so in a sentence', (_what, over, sentence) => {
    const { code, said } = refusedStart(over);
    expect(code).toBe(1);
    expect(said).toMatch(sentence);
    expect(said).not.toMatch(/^\s+at /m);
  });

  test('on a port that somebody else has, and says so', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' ? String(address?.port) : '';
    const { code, said } = refusedStart({ PORT: port, HOST: '127.0.0.1' });
    other.close();
    expect([code, said]).toEqual([1, expect.stringContaining(`Port ${port} is in use.`)]);
  });
});

describe('the server ends', () => {
  test('with what it has begun, and takes on nothing new', async () => {
    const { port, pid, ended } = await start();
    const begun = await beginPost(port);
    process.kill(pid, 'SIGTERM');
    await untilClosed(port);
    begun.write('theme=dark');
    expect(await begun.heard()).toMatch(/^HTTP\/1\.1 \d{3} .*\r\nconnection: close\r\n/is);
    expect(await ended).toBe(0);
  });

  test('at once when it is told twice', async () => {
    const { port, pid, ended } = await start();
    await beginPost(port);
    process.kill(pid, 'SIGINT');
    await untilClosed(port);
    process.kill(pid, 'SIGINT');
    expect(await ended).toBe(1);
  });
});

test('without its database it lives, is not ready, and says that it cannot answer', async () => {
  const { port, stop } = await start({ DATABASE_URL: 'postgresql://ngao_app:x@127.0.0.1:1/nowhere' });
  expect((await ask(port, { path: '/api/health' })).status).toBe(200);
  const ready = await ask(port, { path: '/api/health/ready' });
  const told = { status: 'not ready', database: 'away', migrations: 'unknown' };
  expect([ready.status, JSON.parse(ready.body)]).toEqual([503, told]);
  const page = await ask(port, { path: '/sign-in', headers: { host: `localhost:${port}` } });
  expect([page.status, page.body]).toEqual([503, expect.stringContaining('cannot reach its database')]);
  await stop();
});

async function start(over: Record<string, string> = {}) {
  const server = await startProductionServer({ ...variables, ...over });
  return { ...server, port: Number(new URL(server.url).port) };
}

/** Sends the head of a form, and comes back when the server has asked for the rest: then it has the request in hand. */
async function beginPost(port: number) {
  const host = `${tenant.slug}.localhost:${port}`;
  const socket = connect(port, '127.0.0.1');
  let said = '';
  socket.on('data', (chunk) => (said += chunk));
  const closed = once(socket, 'close');
  socket.write(
    `POST /preferences HTTP/1.1\r\nHost: ${host}\r\nOrigin: http://${host}\r\nExpect: 100-continue\r\n` +
      'Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 10\r\n\r\n',
  );
  await once(socket, 'data');
  return { heard: () => closed.then(() => said), write: (rest: string) => socket.write(rest) };
}

async function untilClosed(port: number): Promise<void> {
  for (;;) {
    const probe = connect(port, '127.0.0.1');
    const isOpen = await once(probe, 'connect').then(
      () => true,
      () => false,
    );
    probe.destroy();
    if (!isOpen) return;
  }
}
