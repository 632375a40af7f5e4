import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const BUILD = '.next';
const BARE = 'test-results/next-bare';

/**
 * Makes the product's build as it would be if nobody had written `middleware.ts`: a copy in whose manifest, by which
 * Next knows of it, it is struck out. Gives the folder that Next is to serve.
 */
export function bareBuild(): string {
  const bulky = ['cache', 'types', 'dev', 'diagnostics'].map((name) => join(BUILD, name));
  rmSync(BARE, { recursive: true, force: true });
  cpSync(BUILD, BARE, { recursive: true, filter: (path) => !bulky.includes(path) });
  const manifest = join(BARE, 'server/middleware-manifest.json');
  const { version } = JSON.parse(readFileSync(manifest, 'utf8'));
  writeFileSync(manifest, JSON.stringify({ version, middleware: {}, functions: {}, sortedMiddleware: [] }));
  return BARE;
}
