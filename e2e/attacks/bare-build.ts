import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeep } from '@/testing/effort';

const DIST_DIR = 'test-results/next-bare';

/**
 * Makes the product's build as it would be if somebody had deleted `middleware.ts`, and gives the folder that Next is to
 * serve. The usual run strikes it out of a copy of the build, which takes a second; the deep run builds a copy of the
 * sources without the file.
 */
export function bareBuild(): string {
  rmSync(DIST_DIR, { recursive: true, force: true });
  if (isDeep) buildWithout();
  else strikeOut();
  return DIST_DIR;
}

function strikeOut(): void {
  copyBuild('.next');
  const manifest = join(DIST_DIR, 'server/middleware-manifest.json');
  const { version } = JSON.parse(readFileSync(manifest, 'utf8'));
  writeFileSync(manifest, JSON.stringify({ version, middleware: {}, functions: {}, sortedMiddleware: [] }));
}

function buildWithout(): void {
  // Beside the sources, so that both are on one disk and the packages can be linked rather than copied.
  const copy = mkdtempSync(join(process.cwd(), '..', 'ngao-bare-'));
  try {
    const { stdout } = spawnSync('git', ['ls-files'], { encoding: 'utf8' });
    const files = stdout.split('\n').filter((file) => file !== '' && file !== 'middleware.ts');
    for (const file of files) cpSync(file, join(copy, file));
    spawnSync('cp', ['-al', 'node_modules', copy]);
    const { status, stdout: said } = spawnSync('npm', ['run', '--silent', 'build'], {
      cwd: copy,
      encoding: 'utf8',
      env: { ...process.env, NODE_ENV: 'production' },
    });
    if (status !== 0) throw new Error(`The build without middleware.ts failed.\n${said}`);
    copyBuild(join(copy, '.next'));
  } finally {
    rmSync(copy, { recursive: true });
  }
}

function copyBuild(from: string): void {
  const bulky = ['cache', 'types', 'dev', 'diagnostics'].map((name) => join(from, name));
  cpSync(from, DIST_DIR, { recursive: true, filter: (path) => !bulky.includes(path) });
}
