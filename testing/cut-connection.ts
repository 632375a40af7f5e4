import type pg from 'pg';
import { pool } from '@/db/client';
import { type Query, wrapQueries } from './wrap-queries';

/** Whether a connection died, and whether a transaction that may write was committed, before it did or on another one. */
export type Cut = { wasCut: boolean; committed: boolean };

const textOf = (query: unknown): string =>
  typeof query === 'string' ? query : String((query as { text?: unknown } | undefined)?.text ?? '');

/**
 * Does a piece of work in which the server ends the connection that is about to run the statement of this number, counted
 * over all connections of the pool from 1: as when the network breaks, or the database is started anew, between two
 * statements. One piece of work at a time. What the work throws is thrown away; where it has fewer statements it is done.
 */
export async function cutBefore(statement: number, work: () => Promise<unknown>): Promise<Cut> {
  const seen = { count: 0, wasCut: false, committed: false };
  const writing = new WeakSet<pg.PoolClient>();
  const note = (client: pg.PoolClient, text: string) => {
    if (text.startsWith('begin'))
      text.startsWith('begin read only') ? writing.delete(client) : writing.add(client);
  };
  const through =
    (client: pg.PoolClient, say: Query): Query =>
    (first, ...rest) => {
      seen.count += 1;
      const text = textOf(first);
      note(client, text);
      if (seen.count !== statement) {
        const said = say(first, ...rest);
        if (text !== 'commit' || !writing.has(client)) return said;
        return (said as Promise<unknown>).then((result) => {
          seen.committed = true;
          return result;
        });
      }
      seen.wasCut = true;
      const dying = say('select pg_terminate_backend(pg_backend_pid())') as Promise<unknown>;
      return dying.catch(() => undefined).then(() => say(first, ...rest));
    };
  await wrapQueries(pool(), through, () =>
    work().catch((error: unknown) => {
      if (!seen.wasCut) throw error;
    }),
  );
  return { wasCut: seen.wasCut, committed: seen.committed };
}
