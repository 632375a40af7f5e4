import pg from 'pg';
import { pool } from '@/db/client';
import { env } from '@/lib/base/env';
import { type Said, type Say, through } from './through';

/** What a bank may be without, each of which must be noticed afterwards. */
export const LEFT_OUT = {
  lock: 'the lock left out',
  commit: 'commits made asynchronous',
  key: 'the idempotency key ignored',
  audit: 'the audit row outside the transaction',
} as const;
export type LeftOut = keyof typeof LEFT_OUT;

export const isLeftOut = (name: string | undefined): name is LeftOut =>
  name !== undefined && name in LEFT_OUT;

/** With these nothing is flushed beside the commits but by a full buffer, so that what was not flushed is surely lost. */
export const ASYNCHRONOUS = [
  ...['-c', 'synchronous_commit=off', '-c', 'wal_writer_delay=10000ms'],
  ...['-c', 'wal_writer_flush_after=131072'],
];

/** Leaves something out of every deed of this process, on its pool. Gives the function that puts it back. */
export function sabotage(name: string | undefined): () => Promise<void> {
  if (name === 'lock') return asPromise(through(pool(), withoutLock));
  if (name === 'key') return asPromise(through(pool(), withoutKey));
  if (name !== 'audit') return async () => {};
  const beside = new pg.Pool({ connectionString: env().DATABASE_URL, max: 4 });
  beside.on('error', () => {});
  beside.on('connect', (client) => client.on('error', () => {}));
  const undo = through(pool(), (said, say) => withAuditBeside(said, say, beside));
  return async () => {
    undo();
    await beside.end();
  };
}

const asPromise = (undo: () => void) => async () => undo();

const withoutLock = (said: Said, say: Say) =>
  said.name === 'ledger-lock'
    ? say({ text: said.text.replace('for no key update of a', ''), values: said.values })
    : say(said);

async function withoutKey(said: Said, say: Say): Promise<unknown> {
  if (said.name === 'idempotency-store')
    return say({ text: `${said.text} on conflict do nothing`, values: said.values });
  if (said.name !== 'idempotency-take') return say(said);
  return { rows: [{ free: true, command: null, body_hash: null, output: null }], rowCount: 1 };
}

/** The row is written by a transaction of its own, before that of the deed ends. */
async function withAuditBeside(said: Said, say: Say, beside: pg.Pool): Promise<unknown> {
  if (said.name !== 'audit-append') return say(said);
  const client = await beside.connect();
  let broken: Error | undefined;
  try {
    await client.query(`begin; set local app.tenant_id = '${String(said.values?.[0])}'`);
    const written = await client.query(said.text, said.values);
    await client.query('commit');
    return written;
  } catch (error) {
    broken = error as Error;
    throw error;
  } finally {
    client.release(broken);
  }
}
