import type pg from 'pg';

export type Said = { text: string; name?: string; values?: unknown[] };
export type Say = (said: Said) => Promise<pg.QueryResult>;

/**
 * Lets every statement of a pool's connections go through `change`, which says it, says another, or says none: how the
 * bench leaves out what must not be left out, without a switch for it in what it tests. Gives the function that undoes it.
 */
export function through(
  pool: pg.Pool,
  change: (said: Said, say: Say, client: pg.PoolClient) => Promise<unknown>,
): () => void {
  const connect = pool.connect.bind(pool);
  const before = new Map<pg.PoolClient, pg.PoolClient['query']>();
  const wrap = (client: pg.PoolClient) => {
    if (before.has(client)) return;
    const query = client.query;
    before.set(client, query);
    const say = (said: Said) => (query as (said: Said) => Promise<pg.QueryResult>).call(client, said);
    client.query = ((first: unknown, ...rest: unknown[]) => {
      const said = saidIn(first, rest);
      return said
        ? change(said, say, client)
        : (query as (...all: unknown[]) => unknown).call(client, first, ...rest);
    }) as pg.PoolClient['query'];
  };
  pool.connect = (async (
    callback?: (error: Error | undefined, client: pg.PoolClient | undefined, done: () => void) => void,
  ) => {
    // `pool.query` takes its connection with a callback, and its statement is of no deed.
    if (callback) return connect(callback as Parameters<typeof connect>[0]);
    const client = await connect();
    wrap(client);
    return client;
  }) as unknown as typeof pool.connect;
  return () => {
    pool.connect = connect as typeof pool.connect;
    for (const [client, query] of before) client.query = query;
  };
}

/** What is said, where it is said with a promise; undefined for what has a callback. */
function saidIn(first: unknown, [values, ...rest]: unknown[]): Said | undefined {
  if (rest.length > 0 || typeof values === 'function') return undefined;
  if (typeof first === 'string') return { text: first, ...(Array.isArray(values) ? { values } : {}) };
  if (!first || typeof first !== 'object' || !('text' in first)) return undefined;
  return Array.isArray(values) ? { ...(first as Said), values } : (first as Said);
}
