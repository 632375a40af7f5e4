import { randomInt } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { env } from '@/lib/base/env';
import { log } from '@/lib/base/log';
import { once } from '@/lib/base/once';

/** A transaction in which one tenant is set; the only thing that domain code ever queries. */
export type Tx = NodePgDatabase<Record<string, never>> & { $client: pg.PoolClient };

/** What PostgreSQL answers when the same work, tried again, may well succeed. */
const WORTH_ANOTHER_TRY = new Set(['40001', '40P01']);
const TRIES = 6;
const LONGEST_FIRST_REST_MS = 5;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The process's connections as the app's role. */
export function pool(): pg.Pool {
  return once('pool', () => {
    const made = new pg.Pool({
      connectionString: env().DATABASE_URL,
      max: env().DATABASE_POOL_SIZE,
      connectionTimeoutMillis: 10_000,
      options:
        '-c statement_timeout=30000 -c idle_in_transaction_session_timeout=60000 -c lock_timeout=10000',
    });
    // An idle connection that the server closed is replaced at the next use; without a listener it would end the process.
    made.on('error', (error) => log().warn({ err: error }, 'an idle database connection was lost'));
    // So would one that is closed in the middle of a transaction, between two statements; the next statement says so.
    made.on('connect', (client) =>
      client.on('error', (error) => log().warn({ err: error }, 'a database connection was lost')),
    );
    return made;
  });
}

const drizzled = new WeakMap<pg.PoolClient, Tx>();
function over(client: pg.PoolClient): Tx {
  const known = drizzled.get(client);
  if (known) return known;
  const made = drizzle(client) as unknown as Tx;
  drizzled.set(client, made);
  return made;
}

/**
 * Runs `work` in a READ COMMITTED transaction in which row-level security shows one tenant's rows, and commits it.
 * `work` may run more than once: a deadlock or a serialisation failure is tried again from the start.
 * Refuses (by throwing) a tenant id that is no UUID; whatever `work` throws rolls everything back.
 */
export async function inTenant<T>(tenantId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  if (!UUID.test(tenantId)) throw new Error('inTenant needs the id of a tenant');
  // One round trip for both; set_config() would not reach the workers of a distributed database, SET LOCAL does.
  return transaction(`begin; set local app.tenant_id = '${tenantId}'`, work);
}

/** As `inTenant`, for a view: PostgreSQL itself refuses every write. */
export async function inTenantReadOnly<T>(tenantId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  if (!UUID.test(tenantId)) throw new Error('inTenantReadOnly needs the id of a tenant');
  return transaction(`begin read only; set local app.tenant_id = '${tenantId}'`, work);
}

/** A transaction that sees no tenant's rows: for the installation's own tables (tenants, queues, limits). */
export async function inInstallation<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  return transaction('begin', work);
}

/** Thrown inside a transaction to have it tried again from the start, for a race that only a new look can settle. */
export class TryAgain extends Error {}

async function transaction<T>(begin: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    if (attempt > 1) await rest(attempt);
    const client = await begun(begin);
    let broken: Error | undefined;
    try {
      const result = await work(over(client));
      await client.query('commit');
      return result;
    } catch (error) {
      await client.query('rollback').catch((lost: Error) => {
        broken = lost;
      });
      const again = error instanceof TryAgain || WORTH_ANOTHER_TRY.has(sqlStateOf(error) ?? '');
      if (!again || attempt === TRIES || broken) throw error;
    } finally {
      client.release(broken);
    }
  }
}

/**
 * Lets the other one end: whoever comes back at once may take the rows that it was just about to get, and wait for each
 * other with it once more. Twice as long at most each time, and by chance, so that two who rest do not come back together.
 */
const rest = (attempt: number) => wait(randomInt(1, LONGEST_FIRST_REST_MS * 2 ** (attempt - 1)));

/** A connection whose transaction has begun. Those that the server closed while nobody used them are passed over. */
async function begun(begin: string): Promise<pg.PoolClient> {
  for (let attempt = 1; ; attempt++) {
    const client = await pool().connect();
    try {
      await client.query(begin);
      return client;
    } catch (error) {
      client.release(error as Error);
      if (attempt === TRIES || !isDatabaseAway(error)) throw error;
    }
  }
}

/** The five-character code of PostgreSQL behind an error, however deep drizzle wrapped it. */
export function sqlStateOf(error: unknown): string | undefined {
  return databaseErrorOf(error)?.code;
}

/** The error of the driver behind an error, however deep drizzle wrapped it. */
export function databaseErrorOf(error: unknown): { code?: string; constraint?: string } | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof pg.DatabaseError) return cause;
  }
  return undefined;
}

const AWAY = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOENT',
  '57P01',
  '57P02',
  '57P03',
  '08006',
  '08001',
  '08003',
  '53300',
]);

/** What the driver itself says of a connection that is no more. */
const GONE =
  /Connection terminated|timeout exceeded when trying to connect|connection error and is not queryable/;

/** Whether an error says that the database cannot be reached, rather than that something is wrong with the deed. */
export function isDatabaseAway(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (AWAY.has((cause as NodeJS.ErrnoException).code ?? '')) return true;
    if (GONE.test(cause.message)) return true;
  }
  return false;
}
