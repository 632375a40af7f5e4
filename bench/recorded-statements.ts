import { createHash, randomBytes } from 'node:crypto';
import type pg from 'pg';
import { clock } from '@/lib/base/clock';
import { newId } from '@/lib/base/id';
import { newSwapNumber } from '@/lib/sim/swap/stored-swap';
import { type Query, wrapQueries } from '@/testing/wrap-queries';

type Statement = { text: string; name?: string; values: unknown[] };

/** Writes down every statement that the pool's connections run while `work` runs; one piece of work at a time. */
export async function recordStatements(pool: pg.Pool, work: () => Promise<unknown>): Promise<Statement[]> {
  const said: Statement[] = [];
  const note = (query: unknown, values: unknown) => {
    if (typeof query === 'string') said.push({ text: query, values: Array.isArray(values) ? values : [] });
    else if (query && typeof query === 'object' && 'text' in query) {
      const { text, name, values: own } = query as pg.QueryConfig;
      said.push({ text, name, values: own ?? (Array.isArray(values) ? values : []) });
    }
  };
  const through =
    (_client: pg.PoolClient, say: Query): Query =>
    (first, ...rest) => {
      note(first, rest[0]);
      return say(first, ...rest);
    };
  await wrapQueries(pool, through, work);
  return said;
}

/**
 * Makes a replay of a deed out of two recordings of it: what differs between them (ids, keys, moments, sealed texts) is
 * fresh in every replay, and equal old values become equal new ones; what is the same in both stays. A replay may be told
 * what stands for some of the old values: another number, another card.
 */
export function replayOf(one: readonly Statement[], other: readonly Statement[]) {
  if (one.length !== other.length) throw new Error('The two recordings are of different deeds.');
  const changing = new Set<string>();
  one.forEach((statement, i) => {
    statement.values.forEach((value, j) => {
      if (keyOf(value) !== keyOf(other[i]?.values[j])) changing.add(keyOf(value));
    });
  });
  return async (pool: pg.Pool, instead: ReadonlyMap<unknown, unknown> = new Map()): Promise<void> => {
    const fresh = new Map([...instead].map(([old, value]) => [keyOf(old), value]));
    const freshOf = (value: unknown): unknown => {
      const key = keyOf(value);
      if (!fresh.has(key)) fresh.set(key, freshLike(value));
      return fresh.get(key);
    };
    const renew = (value: unknown): unknown => {
      const key = keyOf(value);
      // What is written as JSON has ids in it that stand elsewhere too.
      if (typeof value === 'string' && value.startsWith('{"'))
        return value.replace(UUIDS, (id) => String(renew(id)));
      if (!changing.has(key) && !fresh.has(key)) return value;
      if (Array.isArray(value) && !fresh.has(key)) return value.map(freshOf);
      return freshOf(value);
    };
    let client: pg.PoolClient | undefined;
    for (const { text, name, values } of one) {
      const query =
        values.length > 0 ? { name: name ?? nameOf(text), text, values: values.map(renew) } : text;
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

/** A statement is prepared once on each connection, whichever deed it is of. */
const nameOf = (text: string) => `replay-${createHash('sha256').update(text).digest('hex').slice(0, 24)}`;

function keyOf(value: unknown): string {
  if (Buffer.isBuffer(value)) return `bytes:${value.toString('base64')}`;
  if (value instanceof Date) return `date:${value.getTime()}`;
  return `${typeof value}:${String(value)}`;
}

const SWAP_NUMBER = /^S-[0-9A-Z]{4}-[0-9A-Z]{4}$/;
const MOMENT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

const UUIDS = new RegExp(UUID.source.slice(1, -1), 'g');

const LATE_MS = 1e12;

function freshLike(value: unknown): unknown {
  if (Buffer.isBuffer(value)) return randomBytes(value.length);
  if (value instanceof Date) return clock.now();
  // A number as large as that is a moment; a smaller one counts something.
  if (typeof value === 'number') return value > LATE_MS ? Date.now() : value;
  if (typeof value === 'string' && MOMENT.test(value)) return clock.now().toISOString();
  if (typeof value === 'string' && UUID.test(value)) return newId(clock.now());
  if (typeof value === 'string' && value.startsWith('transfer:')) return `transfer:${newId(clock.now())}`;
  if (typeof value === 'string' && value.startsWith('pending:')) return `pending:${newId(clock.now())}`;
  if (typeof value === 'string' && value.startsWith('swap:')) return `swap:${newId(clock.now())}`;
  if (typeof value === 'string' && SWAP_NUMBER.test(value)) return newSwapNumber();
  return value;
}
