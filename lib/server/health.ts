import type { ServerResponse } from 'node:http';
import { isDatabaseAway, pool, sqlStateOf } from '@/db/client';
import { migrationsInBuild } from '@/db/migrate';
import { once } from '../base/once';
import { answerJson } from './answer';
import { closingSignal } from './closing';

type Readiness = { database: 'reachable' | 'away'; migrations: 'current' | 'behind' | 'unknown' };

const UNDEFINED_TABLE = '42P01';
const LIVE = '/api/health';
const READY = '/api/health/ready';

/**
 * Answers the two questions of whoever runs the server, and says whether it did: is the process alive, and may it be
 * sent requests. No tenant and no Host is needed, because a load balancer asks by address.
 */
export async function answerHealth(path: string, res: ServerResponse): Promise<boolean> {
  if (path === LIVE) {
    answerJson(res, 200, { status: 'ok' });
    return true;
  }
  if (path !== READY) return false;
  const found = await readiness();
  const isReady =
    found.database === 'reachable' && found.migrations === 'current' && !closingSignal().aborted;
  answerJson(res, isReady ? 200 : 503, {
    status: isReady ? 'ready' : closingSignal().aborted ? 'closing' : 'not ready',
    ...found,
  });
  return true;
}

async function readiness(): Promise<Readiness> {
  const inBuild = once('migrations-in-build', () => migrationsInBuild());
  try {
    const { rows } = await pool().query<{ applied: number }>(
      'select count(*)::int as applied from drizzle.__drizzle_migrations',
    );
    const applied = rows[0]?.applied ?? 0;
    // A newer build may have migrated already while this one still serves: more is not behind.
    return { database: 'reachable', migrations: applied >= inBuild ? 'current' : 'behind' };
  } catch (error) {
    if (sqlStateOf(error) === UNDEFINED_TABLE) return { database: 'reachable', migrations: 'behind' };
    if (isDatabaseAway(error)) return { database: 'away', migrations: 'unknown' };
    throw error;
  }
}
