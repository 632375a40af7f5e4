import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startEmbedded } from './embedded';

let dir: string;

beforeEach(() => {
  // Nobody but us may pass through, as in a home folder.
  dir = mkdtempSync(join(tmpdir(), 'ngao-embedded-'));
});

afterEach(() => {
  const folder = join(dir, 'postgres');
  if (lstatSync(folder, { throwIfNoEntry: false })) rmSync(realpathSync(folder), { recursive: true });
  rmSync(dir, { recursive: true });
});

test('the data survives a restart, and nothing runs in between', async () => {
  const first = await startEmbedded(dir);
  await ask(first.ownerUrl, 'create table kept as select 42 as answer');
  const pid = pidIn(dir);
  await first.stop();
  expect(isThere(pid)).toBe(false);

  const second = await startEmbedded(dir);
  expect(await ask(second.ownerUrl, 'select answer from kept')).toEqual([{ answer: 42 }]);
  await second.stop();
});

test('a second start uses the running server, and does not stop it', async () => {
  const first = await startEmbedded(dir);
  const second = await startEmbedded(dir, 'another');
  expect(second.shared).toBe(true);
  expect(new URL(second.ownerUrl).port).toBe(new URL(first.ownerUrl).port);
  await second.stop();
  expect(await ask(first.ownerUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
  await first.stop();
});

test.each(['SIGTERM', 'SIGINT'] as const)('it ends with a process that is ended by %s', async (signal) => {
  const starter = await startInAnotherProcess();
  const pid = pidIn(dir);
  starter.kill(signal);
  await once(starter, 'exit');
  await expect
    .poll(() => existsSync(join(realpathSync(join(dir, 'postgres')), 'postmaster.pid')), { timeout: 30_000 })
    .toBe(false);
  await expect.poll(() => isThere(pid), { timeout: 30_000 }).toBe(false);
});

test('a server whose starter was killed is taken over, and ends with who took it over', async () => {
  const starter = await startInAnotherProcess();
  const pid = pidIn(dir);
  starter.kill('SIGKILL');
  await once(starter, 'exit');
  expect(isThere(pid)).toBe(true);

  const adopted = await startEmbedded(dir);
  expect(adopted.shared).toBe(false);
  expect(pidIn(dir)).toBe(pid);
  await adopted.stop();
  await expect.poll(() => isThere(pid), { timeout: 30_000 }).toBe(false);
});

test('what an interrupted first start left is made anew, and a stale process number is not believed', async () => {
  mkdirSync(join(dir, 'postgres'));
  writeFileSync(join(dir, 'postgres/PG_VERSION'), '18');
  writeFileSync(join(dir, 'postgres/postmaster.pid'), `${process.pid}\n/somewhere\n0\n5432\n`);
  const { ownerUrl, stop } = await startEmbedded(dir);
  expect(await ask(ownerUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
  await stop();
});

async function startInAnotherProcess() {
  const program = `import { startEmbedded } from ${JSON.stringify(resolve('db/embedded.ts'))};
    await startEmbedded(${JSON.stringify(dir)}); console.log('started'); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const first = await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
  expect(String(first[0])).toBe('started\n');
  return child;
}

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(sql);
  await client.end();
  return rows;
}

function pidIn(folder: string): number {
  return Number(readFileSync(join(folder, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]);
}

// A process that ended but is not buried by anybody is a zombie, and does nothing any more.
function isThere(pid: number): boolean {
  const stat = `/proc/${pid}/stat`;
  return existsSync(stat) && !/\) Z/.test(readFileSync(stat, 'utf8'));
}
