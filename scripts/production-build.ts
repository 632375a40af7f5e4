import { spawnSync } from 'node:child_process';
import { existsSync, globSync, statSync } from 'node:fs';

const SOURCES = [
  '{app,components,lib,db,drizzle,messages}/**/*.{ts,tsx,css,json,sql}',
  'scripts/**/*.ts',
  '{server,middleware,next.config}.ts',
  'package-lock.json',
];
const MADE = ['.next/BUILD_ID', 'dist/server.mjs'];

/** Builds the product unless what was built is newer than all that it is made of. Refuses, in words, what fails. */
export function requireBuild(): void {
  if (isBuilt()) return;
  console.log('Building; this takes a minute or two.');
  const { status, stdout, stderr } = spawnSync('npm', ['run', '--silent', 'build'], {
    encoding: 'utf8',
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`${stdout}${stderr}\nThe build failed.`);
}

function isBuilt(): boolean {
  if (!MADE.every((file) => existsSync(file))) return false;
  const built = Math.min(...MADE.map((file) => statSync(file).mtimeMs));
  return globSync(SOURCES).every((file) => /\.test\.tsx?$/.test(file) || statSync(file).mtimeMs < built);
}
