import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

const LOCK = {
  packages: {
    '': { name: 'clone' },
    'node_modules/a': { version: '1.0.0' },
    'node_modules/for-another-machine': { version: '1.0.0', optional: true },
  },
};

let clone: string;

beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), 'ngao-setup-'));
  mkdirSync(join(clone, 'scripts'));
  mkdirSync(join(clone, 'path'));
  cpSync('scripts/setup.mjs', join(clone, 'scripts/setup.mjs'));
  writeFileSync(join(clone, 'package-lock.json'), JSON.stringify(LOCK));
});

afterEach(() => rmSync(clone, { recursive: true }));

test('a clone without packages gets them, with those for development, in any environment', () => {
  npmThat(
    'echo "$@" > "$PWD/asked"; mkdir -p node_modules/.bin; printf "#!/bin/sh\\necho v24.1.0" > node_modules/.bin/node; chmod +x node_modules/.bin/node',
  );
  expect(setUp()).toMatchObject({ status: 0, stderr: '' });
  expect(readFileSync(join(clone, 'asked'), 'utf8')).toContain('ci --include=dev');
});

test('an install that is complete is left alone in silence', () => {
  npmThat('touch "$PWD/asked"');
  installed({ 'node_modules/a': { version: '1.0.0' } });
  expect(setUp()).toMatchObject({ status: 0, stdout: '', stderr: '' });
  expect(existsSync(join(clone, 'asked'))).toBe(false);
});

test.each([
  ['another version', { 'node_modules/a': { version: '0.9.0' } }],
  ['a package too few', {}],
  ['a package too many', { 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '1.0.0' } }],
])('an install with %s is made anew', (_, packages) => {
  npmThat('touch "$PWD/asked"; exit 1');
  installed(packages);
  setUp();
  expect(existsSync(join(clone, 'asked'))).toBe(true);
});

test('an install that was cut off is made anew', () => {
  npmThat('touch "$PWD/asked"; exit 1');
  mkdirSync(join(clone, 'node_modules'));
  writeFileSync(join(clone, 'node_modules/.package-lock.json'), '{"packages":{"node_mod');
  setUp();
  expect(existsSync(join(clone, 'asked'))).toBe(true);
});

test('when npm fails, its last words and what to do are said', () => {
  npmThat('echo "npm error network unreachable" >&2; exit 1');
  const { status, stderr } = setUp();
  expect(status).toBe(1);
  expect(stderr).toContain('network unreachable');
  expect(stderr).toContain('run the command again');
});

test('when the install leaves no Node.js 24, the reason is said', () => {
  npmThat('mkdir node_modules');
  const { status, stderr } = setUp();
  expect(status).toBe(1);
  expect(stderr).toContain('Allow install scripts');
});

test.each(['SIGTERM', 'SIGINT'] as const)(
  '%s reaches the program, whose exit code is ours',
  async (signal) => {
    const child = startProgram(
      `process.on('${signal}', () => process.exit(7)); setInterval(() => {}, 1000);`,
    );
    await once(child.stdout, 'data');
    child.kill(signal);
    expect((await once(child, 'exit'))[0]).toBe(7);
  },
);

test('the program ends when whoever started it is gone', async () => {
  const shell = startProgram('setInterval(() => {}, 1000);', '; true');
  const [said] = await once(shell.stdout, 'data');
  shell.kill('SIGKILL');
  await expect.poll(() => isThere(Number(String(said)))).toBe(false);
});

/** Starts, under a shell as npm does, a program that says its process number first. */
function startProgram(text: string, afterwards = '') {
  installed({ 'node_modules/a': { version: '1.0.0' } });
  for (const name of ['node', 'tsx', 'esbuild', '@esbuild', 'get-tsconfig', 'resolve-pkg-maps'])
    if (existsSync(join('node_modules', name)))
      symlinkSync(resolve('node_modules', name), join(clone, 'node_modules', name));
  writeFileSync(join(clone, 'program.ts'), `${text}\nconsole.log(String(process.pid));`);
  const line = `exec ${process.execPath} ${join(clone, 'scripts/setup.mjs')} program.ts${afterwards}`;
  return spawn('/bin/sh', ['-c', afterwards ? line.replace('exec ', '') : line], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}

function npmThat(does: string): void {
  writeFileSync(join(clone, 'path/npm'), `#!/bin/sh\n${does}\n`, { mode: 0o755 });
}

function installed(packages: Record<string, { version: string }>): void {
  mkdirSync(join(clone, 'node_modules'));
  writeFileSync(join(clone, 'node_modules/.package-lock.json'), JSON.stringify({ packages }));
}

function setUp() {
  return spawnSync(process.execPath, [join(clone, 'scripts/setup.mjs')], {
    encoding: 'utf8',
    env: { ...process.env, PATH: `${join(clone, 'path')}:/usr/bin:/bin` },
  });
}
