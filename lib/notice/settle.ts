import { inTenant, type Tx } from '@/db/client';
import { after, DAY_MS, MINUTE_MS } from '../base/clock';
import type { NotSent } from './channel';

/** The wait after each failed attempt; the one after the last of them is the last. */
export const WAITS_MS = [1, 5, 15, 60, 180, 360, 720].map((minutes) => minutes * MINUTE_MS);
export const MOST_ATTEMPTS = WAITS_MS.length + 1;
export const WAIT_UNCONFIGURED_MS = 15 * MINUTE_MS;
/** Old codes and old receipts would confuse more than help once the channel is set up at last. */
export const OLDEST_UNCONFIGURED_MS = 3 * DAY_MS;

/** How one attempt ended; `attempts` counts it. */
export type Ended = { id: string; attempts: number; promisedAt: Date; problem: NotSent | undefined };

type Fate =
  | { state: 'sent' | 'failed'; attempts: number; reason: string | null }
  | { state: 'waiting'; attempts: number; reason: string; dueAt: Date };

/** Decides what becomes of a message after an attempt. */
export function fateOf({ attempts, promisedAt, problem }: Ended, now: Date): Fate {
  if (!problem) return { state: 'sent', attempts, reason: null };
  const reason = problem.message.slice(0, 300);
  if (problem.hope === 'unconfigured') {
    if (now.getTime() - promisedAt.getTime() > OLDEST_UNCONFIGURED_MS)
      return { state: 'failed', attempts: attempts - 1, reason };
    return { state: 'waiting', attempts: attempts - 1, reason, dueAt: after(now, WAIT_UNCONFIGURED_MS) };
  }
  const wait = WAITS_MS[attempts - 1];
  if (problem.hope === 'never' || wait === undefined) return { state: 'failed', attempts, reason };
  return { state: 'waiting', attempts, reason, dueAt: after(now, wait) };
}

/** Writes what became of a tenant's messages; one that is over leaves the queue and keeps no values. */
export function settle(tenantId: string, ended: readonly Ended[], now: Date): Promise<void> {
  return inTenant(tenantId, async (tx) => {
    // In the order of ids, so that two nodes that settle at once never wait for each other in a ring.
    for (const one of ended.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
      await settleOne(tx, tenantId, one.id, fateOf(one, now), now);
    }
  });
}

async function settleOne(tx: Tx, tenantId: string, id: string, fate: Fate, now: Date): Promise<void> {
  await tx.$client.query({
    name: 'outbox-settle',
    text: `update outbox_messages set state = $3, attempts = $4, last_problem = $5,
             sent_at = case when $3 = 'sent' then $6::timestamptz end,
             values = case when $3 = 'waiting' then values end
           where tenant_id = $1 and id = $2 and state = 'waiting'`,
    values: [tenantId, id, fate.state, fate.attempts, fate.reason, now],
  });
  if (fate.state === 'waiting') {
    await tx.$client.query({
      name: 'outbox-queue-again',
      text: 'update outbox_queue set due_at = $2, attempts = $3 where message_id = $1',
      values: [id, fate.dueAt, fate.attempts],
    });
  } else await leaveQueue(tx, [id]);
}

/** Takes messages off the queue. */
export async function leaveQueue(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.$client.query({
    name: 'outbox-queue-leave',
    text: 'delete from outbox_queue where message_id = any($1)',
    values: [ids],
  });
}
