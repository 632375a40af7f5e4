import { setTimeout as wait } from 'node:timers/promises';
import { inInstallation, pool } from '@/db/client';
import { after, clock } from '../base/clock';
import { log } from '../base/log';
import type { Channels } from './channel';
import { channels } from './channels';
import { handOver, LONGEST_SEND_MS } from './hand-over';
import { waitingMessages } from './letter';
import { type Ended, leaveQueue, settle } from './settle';

const TAKEN_AT_ONCE = 50;
const SENT_SIDE_BY_SIDE = 10;
/** Twice what a batch can take at the very worst. A node that dies leaves its letters due again when it is over. */
export const LEASE_MS = 2 * (TAKEN_AT_ONCE / SENT_SIDE_BY_SIDE) * LONGEST_SEND_MS;

type Taken = { message_id: string; of_tenant: string; attempts: number };

/**
 * Sends the messages that are due, at most one batch, and writes what became of them. Gives how many it took.
 * Any number of nodes may drain at once: each takes what no other has taken.
 */
export async function drainOnce(now: Date, through: Channels = channels()): Promise<number> {
  const taken = await take(now);
  const byTenant = Map.groupBy(taken, (one) => one.of_tenant);
  for (const [tenantId, ofTenant] of byTenant) await drainTenant(tenantId, ofTenant, now, through);
  return taken.length;
}

/** The lease is taken in a transaction of its own: none stays open while a slow server answers. */
async function take(now: Date): Promise<Taken[]> {
  const { rows } = await pool().query<Taken>({
    name: 'outbox-take',
    text: `update outbox_queue q set due_at = $2, attempts = q.attempts + 1
           from (select message_id from outbox_queue where due_at <= $1
                 order by due_at limit $3 for update skip locked) due
           where q.message_id = due.message_id
           returning q.message_id, q.of_tenant, q.attempts`,
    values: [now, after(now, LEASE_MS), TAKEN_AT_ONCE],
  });
  return rows;
}

async function drainTenant(tenantId: string, taken: readonly Taken[], now: Date, through: Channels) {
  const ids = taken.map((one) => one.message_id);
  const attempts = new Map(taken.map((one) => [one.message_id, one.attempts]));
  const { messages, chosen } = await waitingMessages(tenantId, ids);
  const ended = await sideBySide(
    messages,
    async (message): Promise<Ended> => ({
      id: message.id,
      attempts: attempts.get(message.id) ?? 1,
      promisedAt: message.created_at,
      template: message.template,
      outcome: await handOver(message, { tenantId, chosen, now, through }),
    }),
  );
  await settle(tenantId, ended, now);
  const gone = ids.filter((id) => !messages.some((message) => message.id === id));
  if (gone.length > 0) await inInstallation((tx) => leaveQueue(tx, gone));
}

async function sideBySide<In, Out>(items: readonly In[], work: (item: In) => Promise<Out>): Promise<Out[]> {
  const results: Out[] = [];
  const left = [...items];
  const lane = async () => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) results.push(await work(item));
  };
  await Promise.all(Array.from({ length: SENT_SIDE_BY_SIDE }, lane));
  return results;
}

const IDLE_MS = 500;
const AFTER_TROUBLE_MS = 5_000;

/** Drains until it is stopped: at once while there is more, else after a short rest. `stop` waits for the letters under way. */
export function startDraining(through: Channels = channels()): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const rest = (ms: number) =>
    wait(ms, undefined, { signal: stopping.signal }).catch((error: Error) => {
      if (error.name !== 'AbortError') throw error;
    });
  const run = async () => {
    while (!stopping.signal.aborted) {
      try {
        if ((await drainOnce(clock.now(), through)) < TAKEN_AT_ONCE) await rest(IDLE_MS);
      } catch (error) {
        log().error({ err: error }, 'the outbox could not be drained');
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
