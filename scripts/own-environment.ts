import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseUrls } from '../db/urls';

const SECRETS = ['AUTH_SECRET', 'SEAL_KEY', 'NEXT_SERVER_ACTIONS_ENCRYPTION_KEY'] as const;

export type OwnEnvironment = {
  /** What the server and the command line are started with. */
  variables: Record<string, string>;
  urls: DatabaseUrls;
  /** Whether somebody else uses the database too: a demo that runs already, or the one that the environment names. */
  shared: boolean;
  /** Ends the PostgreSQL that was started for it; one that was there before stays. */
  stop(): Promise<void>;
};

/**
 * Gives what the demo, development and the journeys run in: a database and secrets of their own in `DATA_DIR`, unless
 * the environment names others. Production never comes here: it names all of them.
 */
export async function ownEnvironment(
  mode: 'demo' | 'test',
  source: Record<string, string | undefined> = process.env,
): Promise<OwnEnvironment> {
  const dir = source.DATA_DIR || '.data';
  const { urls, shared, stop } = await database(dir, source);
  const variables = {
    NGAO_MODE: mode,
    DATA_DIR: dir,
    DATABASE_URL: urls.appUrl,
    DATABASE_OWNER_URL: urls.ownerUrl,
    DEFAULT_TENANT: source.DEFAULT_TENANT || 'mtn-rw',
    ...secretsIn(dir, source),
  };
  return { variables, urls, shared, stop };
}

/** The addresses that the environment gives to an operator, or undefined where it names no database. */
export function givenDatabase(source: Record<string, string | undefined>): DatabaseUrls | undefined {
  const { DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl } = source;
  if (!appUrl && !ownerUrl) return undefined;
  if (!appUrl)
    throw new Error('DATABASE_URL is missing: the address of the app role, which the migration makes.');
  if (!ownerUrl)
    throw new Error('DATABASE_OWNER_URL is missing: the address of the role that owns the tables.');
  return { appUrl, ownerUrl };
}

async function database(dir: string, source: Record<string, string | undefined>) {
  const given = givenDatabase(source);
  if (given) return { urls: given, shared: true, stop: async () => {} };
  const { startEmbedded } = await import('../db/embedded');
  const { ownerUrl, appUrl, shared, stop } = await startEmbedded(dir);
  return { urls: { ownerUrl, appUrl }, shared, stop };
}

/** Made once and kept beside the data that they seal: a file that only its owner may read. */
function secretsIn(dir: string, source: Record<string, string | undefined>): Record<string, string> {
  const file = join(dir, 'secrets.json');
  const kept: Record<string, string> = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  const missing = SECRETS.filter((name) => !kept[name]);
  for (const name of missing) kept[name] = randomBytes(32).toString('base64');
  if (missing.length > 0) {
    mkdirSync(dir, { recursive: true });
    writeFileSync(file, `${JSON.stringify(kept, null, 2)}\n`, { mode: 0o600 });
  }
  return Object.fromEntries(SECRETS.map((name) => [name, source[name] || kept[name] || '']));
}
