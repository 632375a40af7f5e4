import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What stands in for what, in the copy. */
const INSTEAD = {
  'lib/command/ask.ts': 'bench/without-the-door/ask.ts',
  'lib/entry/current-actor.ts': 'bench/without-the-door/current-actor.ts',
  'app/bench/empty/page.tsx': 'bench/without-the-door/empty-page.tsx',
};

/** Builds a copy of the product whose views go past the door; gives its folder, beside this one. The caller removes it. */
export function buildWithoutTheDoor(): string {
  const copy = mkdtempSync(join(process.cwd(), '..', 'ngao-without-the-door-'));
  const { stdout } = spawnSync('git', ['ls-files'], { encoding: 'utf8' });
  for (const file of stdout.split('\n').filter((name) => name !== '')) cpSync(file, join(copy, file));
  for (const [place, file] of Object.entries(INSTEAD)) {
    mkdirSync(dirname(join(copy, place)), { recursive: true });
    cpSync(file, join(copy, place));
  }
  // Linked, not copied: a gigabyte of packages would take longer than the build.
  spawnSync('cp', ['-al', 'node_modules', copy]);
  const { status, stdout: said } = spawnSync('npm', ['run', '--silent', 'build'], {
    cwd: copy,
    encoding: 'utf8',
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
  });
  if (status !== 0) throw new Error(`The build without the door failed.\n${said}`);
  return copy;
}
