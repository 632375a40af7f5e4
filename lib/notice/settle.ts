import { inTenant, type Tx } from '@/db/client';
import { after, DAY_MS, HOUR_MS, MINUTE_MS } from '../base/clock';
import type { Outcome } from './hand-over';
import { carriesSecret } from './words';

/** The wait after each failed attempt; the one after the last of them is the last. */
export const WAITS_MS = [1, 5, 15, 60, 180, 360, 720].map((minutes) => minutes * MINUTE_MS);
export const MOST_ATTEMPTS = WAITS_MS.length + 1;
export const WAIT_UNCONFIGURED_MS = 15 * MINUTE_MS;
/** Old codes and old receipts would confuse more than help once the channel is set up at last. */
export const OLDEST_UNCONFIGURED_MS = 3 * DAY_MS;

/** However long a service asks to be left alone, it is tried again within half a day. */
const LONGEST_WAIT_MS = 12 * HOUR_MS;

/** How one attempt ended; `attempts` counts it. */
export type Ended = {
  id: string;
  attempts: number;
  promisedAt: Date;
  template: string;
  outcome: Outcome;
};

type Over = { state: 'sent' | 'withheld' | 'failed' | 'unclear'; attempts: number; reason: string | null };
type Fate = Over | { state: 'waiting'; attempts: number; reason: string; dueAt: Date };

/** Decides what becomes of a message after an attempt; undefined where it is another node's to say. */
export function fateOf({ attempts, promisedAt, outcome }: Ended, now: Date): Fate | undefined {
  if (outcome.what === 'passed-by') return undefined;
  if (outcome.what !== 'not-sent') return { state: outcome.what, attempts, reason: null };
  const { hope, message, retryAfterMs = 0 } = outcome.problem;
  const reason = message.slice(0, 300);
  if (hope === 'unclear') return { state: 'unclear', attempts, reason };
  if (hope === 'unconfigured') {
    if (now.getTime() - promisedAt.getTime() > OLDEST_UNCONFIGURED_MS)
      return { state: 'failed', attempts: attempts - 1, reason };
    return { state: 'waiting', attempts: attempts - 1, reason, dueAt: after(now, WAIT_UNCONFIGURED_MS) };
  }
  const wait = WAITS_MS[attempts - 1];
  if (hope === 'never' || wait === undefined) return { state: 'failed', attempts, reason };
  const dueAt = after(now, Math.max(wait, Math.min(retryAfterMs, LONGEST_WAIT_MS)));
  return { state: 'waiting', attempts, reason, dueAt };
}

/**
 * Writes what became of a tenant's messages; one that is over leaves the queue. What was sent keeps no values; what was
 * not keeps them only where they hold no code and no link, so that staff may send it again.
 */
export function settle(tenantId: string, ended: readonly Ended[], now: Date): Promise<void> {
  return inTenant(tenantId, async (tx) => {
    // In the order of ids, so that two nodes that settle at once never wait for each other in a ring.
    for (const one of ended.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
      const fate = fateOf(one, now);
      if (fate) await settleOne(tx, tenantId, one, fate, now);
    }
  });
}

// Who handed a message over knows best what became of it, even where others have lost patience meanwhile.
const SETTLE = {
  name: 'outbox-settle',
  text: `update outbox_messages set state = $3, attempts = $4, last_problem = $5,
           sent_at = case when $3 = 'sent' then $6::timestamptz end,
           handed_at = case when $3 <> 'waiting' then handed_at end,
           provider = coalesce($7, provider), provider_id = $8,
           values = case when $9::boolean then values end
         where tenant_id = $1 and id = $2
           and (state = 'waiting' or $3 = 'sent' and state in ('unclear', 'failed'))`,
};

async function settleOne(tx: Tx, tenantId: string, ended: Ended, fate: Fate, now: Date): Promise<void> {
  const { id, template, outcome } = ended;
  const { provider, providerId } = outcome.what === 'sent' ? outcome : { provider: null, providerId: null };
  const keeps =
    fate.state === 'waiting' ||
    ((fate.state === 'failed' || fate.state === 'unclear') && !carriesSecret(template));
  const { state, attempts, reason } = fate;
  await tx.$client.query({
    ...SETTLE,
    values: [tenantId, id, state, attempts, reason, now, provider, providerId, keeps],
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
