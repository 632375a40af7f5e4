import type pg from 'pg';

/** Runs one statement: as node-postgres takes it, a text with values or a whole query. */
export type Query = (first: unknown, ...rest: unknown[]) => unknown;

/**
 * Does a piece of work while each connection that the pool hands out runs its statements through `through`, which is given the
 * connection and its own way of running them. One piece of work at a time; afterwards everything is as it was.
 */
export async function wrapQueries(
  pool: pg.Pool,
  through: (client: pg.PoolClient, query: Query) => Query,
  work: () => Promise<unknown>,
): Promise<void> {
  const connect = pool.connect.bind(pool);
  const wrapped = new Map<pg.PoolClient, pg.PoolClient['query']>();
  const wrap = (client: pg.PoolClient) => {
    if (wrapped.has(client)) return;
    const query = client.query;
    wrapped.set(client, query);
    client.query = through(client, (query as Query).bind(client)) as pg.PoolClient['query'];
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
}
