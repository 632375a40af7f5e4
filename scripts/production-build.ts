import { existsSync, globSync, statSync } from 'node:fs';
import { startGroup } from './process-group';

const SOURCES = [
  '{app,components,lib,db,drizzle,messages}/**/*.{ts,tsx,css,json,sql}',
  'scripts/**/*.ts',
  '{server,middleware,next.config}.ts',
  'package-lock.json',
];
const MADE = ['.next/BUILD_ID', 'dist/server.mjs'];

/** Builds the product unless what was built is newer than all that it is made of. Refuses, in words, what fails. */
export async function requireBuild(variables: Record<string, string> = {}): Promise<void> {
  if (isBuilt()) return;
  console.log('Building; this takes a minute or two.');
  const { ended, said } = startGroup('npm', ['run', '--silent', 'build'], {
    ...process.env,
    ...variables,
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
  });
  if ((await ended) !== 0) throw new Error(`${said()}\nThe build failed.`);
}

function isBuilt(): boolean {
  if (!MADE.every((file) => existsSync(file))) return false;
  const built = Math.min(...MADE.map((file) => statSync(file).mtimeMs));
  return globSync(SOURCES).every((file) => /\.test\.tsx?$/.test(file) || statSync(file).mtimeMs < built);
}
