import { setTimeout as wait } from 'node:timers/promises';
import { inTenant, inTenantReadOnly, pool } from '@/db/client';
import { after, clock, MINUTE_MS, SECOND_MS } from '../../base/clock';
import { log } from '../../base/log';
import { Refusal } from '../../base/refusal';
import { perform } from '../../command/perform';
import type { System } from '../../policy/actor';
import { findTenantById } from '../../tenant/find-tenant';
import { completeSwap, expireSwap } from './complete';
import { findSwap, unqueueSwap } from './stored-swap';
import { isOpen, stateOf } from './swap';

const TAKEN_AT_ONCE = 20;
/** A node that dies leaves its cases due again when this is over. */
const LEASE_MS = MINUTE_MS;
const LONGEST_WAIT_MS = 5 * MINUTE_MS;
const IDLE_MS = SECOND_MS;
const AFTER_TROUBLE_MS = 5 * SECOND_MS;

type Taken = { case_id: string; of_tenant: string; attempts: number };

/**
 * Keeps the deadlines of swaps that are due, at most one batch: what waited long enough takes effect, what nobody went on
 * with ends. Gives how many it took. Any number of nodes may do so at once, and each deed looks again under its own lock:
 * one that was done meanwhile is not done twice.
 */
export async function keepSwapDeadlines(now: Date): Promise<number> {
  const { rows } = await pool().query<Taken>({
    name: 'swap-queue-take',
    text: `update swap_queue q set due_at = $2, attempts = q.attempts + 1
           from (select case_id from swap_queue where due_at <= $1
                 order by due_at limit $3 for update skip locked) due
           where q.case_id = due.case_id
           returning q.case_id, q.of_tenant, q.attempts`,
    values: [now, after(now, LEASE_MS), TAKEN_AT_ONCE],
  });
  for (const taken of rows) await keepOne(taken, now);
  return rows.length;
}

/** One case's trouble is not the others'. */
async function keepOne({ case_id: swapId, of_tenant: tenantId, attempts }: Taken, now: Date): Promise<void> {
  try {
    const tenant = await findTenantById(tenantId);
    if (!tenant) throw new Error(`A swap is queued for a tenant that does not exist: ${tenantId}`);
    const request = { at: now, id: swapId, ip: null, userAgent: 'ngao', deviceId: null };
    await doWhatIsDue({ kind: 'system', tenant, name: 'swap-deadlines', request }, swapId);
  } catch (error) {
    // A lock that is on, or a channel that is down: it is looked at again, less and less often.
    if (error instanceof Refusal) await lookAgainAt(swapId, now, attempts);
    else log().error({ err: error, swapId, attempts }, 'the deadline of a swap could not be kept');
  }
}

async function doWhatIsDue(actor: System, swapId: string): Promise<void> {
  const { tenant, request } = actor;
  const one = await inTenantReadOnly(tenant.id, (tx) => findSwap(tx, tenant.id, swapId));
  const now = request.at;
  if (!isOpen(one.state)) return inTenant(tenant.id, (tx) => unqueueSwap(tx, swapId));
  if (one.state === 'cooling' && one.readyAt && one.readyAt <= now)
    await perform(completeSwap, actor, { swapId });
  else if (stateOf(one, now) === 'expired') await perform(expireSwap, actor, { swapId });
  else await putOff(swapId, now, one.state === 'cooling' && one.readyAt ? one.readyAt : one.expiresAt);
}

const lookAgainAt = (swapId: string, now: Date, attempts: number): Promise<void> =>
  putOff(swapId, now, after(now, Math.min(SECOND_MS * 2 ** Math.min(attempts, 10), LONGEST_WAIT_MS)));

/** Where a deed has set another deadline meanwhile, that one stands. */
async function putOff(swapId: string, takenAt: Date, dueAt: Date): Promise<void> {
  await pool().query({
    name: 'swap-queue-put-off',
    text: 'update swap_queue set due_at = $2 where case_id = $1 and due_at = $3',
    values: [swapId, dueAt, after(takenAt, LEASE_MS)],
  });
}

/** Keeps the deadlines of swaps until it is stopped. */
export function startKeepingSwaps(): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const rest = (ms: number) =>
    wait(ms, undefined, { signal: stopping.signal }).catch((error: Error) => {
      if (error.name !== 'AbortError') throw error;
    });
  const run = async () => {
    while (!stopping.signal.aborted) {
      try {
        if ((await keepSwapDeadlines(clock.now())) < TAKEN_AT_ONCE) await rest(IDLE_MS);
      } catch (error) {
        log().error({ err: error }, 'the deadlines of swaps could not be kept');
        await rest(AFTER_TROUBLE_MS);
      }
    }
  };
  const running = run();
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}
