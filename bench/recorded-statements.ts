import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { clock } from '@/lib/base/clock';
import { newId } from '@/lib/base/id';

type Statement = { text: string; name?: string; values: unknown[] };

/** Writes down every statement that the pool's connections run while `work` runs; one piece of work at a time. */
export async function recordStatements(pool: pg.Pool, work: () => Promise<unknown>): Promise<Statement[]> {
  const said: Statement[] = [];
  const connect = pool.connect.bind(pool);
  const wrapped = new Map<pg.PoolClient, pg.PoolClient['query']>();
  const note = (query: unknown, values: unknown) => {
    if (typeof query === 'string') said.push({ text: query, values: Array.isArray(values) ? values : [] });
    else if (query && typeof query === 'object' && 'text' in query) {
      const { text, name, values: own } = query as pg.QueryConfig;
      said.push({ text, name, values: own ?? (Array.isArray(values) ? values : []) });
    }
  };
  const wrap = (client: pg.PoolClient) => {
    if (wrapped.has(client)) return;
    const query = client.query;
    wrapped.set(client, query);
    client.query = ((first: unknown, ...rest: unknown[]) => {
      note(first, rest[0]);
      return (query as (...all: unknown[]) => unknown).call(client, first, ...rest);
    }) as pg.PoolClient['query'];
  };
  pool.connect = (async (
    callback?: (error: Error | undefined, client: pg.PoolClient | undefined, done: () => void) => void,
  ) => {
    if (!callback) {
      const client = await connect();
      wrap(client);
      return client;
    }
    // `pool.query` takes its connection with a callback.
    return connect((error, client, done) => {
      if (client) wrap(client);
      callback(error, client, done);
    });
  }) as unknown as typeof pool.connect;
  try {
    await work();
  } finally {
    pool.connect = connect as typeof pool.connect;
    for (const [client, query] of wrapped) client.query = query;
  }
  return said;
}

/**
 * Makes a replay of a deed out of two recordings of it: what differs between them (ids, keys, moments, sealed texts) is
 * fresh in every replay, and equal old values become equal new ones; what is the same in both stays.
 */
export function replayOf(one: readonly Statement[], other: readonly Statement[]) {
  if (one.length !== other.length) throw new Error('The two recordings are of different deeds.');
  const changing = new Set<string>();
  one.forEach((statement, i) => {
    statement.values.forEach((value, j) => {
      if (keyOf(value) !== keyOf(other[i]?.values[j])) changing.add(keyOf(value));
    });
  });
  return async (pool: pg.Pool): Promise<void> => {
    const fresh = new Map<string, unknown>();
    const renew = (value: unknown): unknown => {
      const key = keyOf(value);
      if (!changing.has(key)) return value;
      if (!fresh.has(key)) fresh.set(key, freshLike(value));
      return fresh.get(key);
    };
    let client: pg.PoolClient | undefined;
    for (const [i, { text, name, values }] of one.entries()) {
      const query =
        values.length > 0 ? { name: name ?? `replay-${i}`, text, values: values.map(renew) } : text;
      if (!client && !text.startsWith('begin')) {
        await pool.query(query as pg.QueryConfig);
        continue;
      }
      client ??= await pool.connect();
      await client.query(query as pg.QueryConfig);
      if (text === 'commit') {
        client.release();
        client = undefined;
      }
    }
  };
}

function keyOf(value: unknown): string {
  if (Buffer.isBuffer(value)) return `bytes:${value.toString('base64')}`;
  if (value instanceof Date) return `date:${value.getTime()}`;
  return `${typeof value}:${String(value)}`;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

function freshLike(value: unknown): unknown {
  if (Buffer.isBuffer(value)) return randomBytes(value.length);
  if (value instanceof Date) return clock.now();
  if (typeof value === 'number') return Date.now();
  if (typeof value === 'string' && UUID.test(value)) return newId(clock.now());
  if (typeof value === 'string' && value.startsWith('transfer:')) return `transfer:${newId(clock.now())}`;
  return value;
}
