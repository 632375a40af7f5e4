import type { Tx } from '@/db/client';
import { pool } from '@/db/client';
import type { moneyQueue } from '@/db/schema/money';
import { after, MINUTE_MS, SECOND_MS } from '../base/clock';

export type MoneyDeadline = (typeof moneyQueue.$inferSelect)['kind'];
export type Due = { subjectId: string; kind: MoneyDeadline; tenantId: string; attempts: number };

export const TAKEN_AT_ONCE = 20;
/** A node that dies leaves what it took due again when this is over. */
const LEASE_MS = MINUTE_MS;
const LONGEST_WAIT_MS = 5 * MINUTE_MS;

/** Queues what is due by the clock, in the transaction that sets its deadline; a new deadline stands in the old one's place. */
export async function queueMoney(
  tx: Tx,
  {
    subjectId,
    kind,
    tenantId,
    dueAt,
  }: { subjectId: string; kind: MoneyDeadline; tenantId: string; dueAt: Date },
): Promise<void> {
  await tx.$client.query({
    name: 'money-queue',
    text: `insert into money_queue (subject_id, kind, of_tenant, due_at) values ($1,$2,$3,$4)
           on conflict (subject_id) do update set due_at = excluded.due_at, attempts = 0`,
    values: [subjectId, kind, tenantId, dueAt],
  });
}

/** Takes a subject out of the queue, in the transaction that ends it. */
export async function unqueueMoney(tx: Tx, subjectId: string): Promise<void> {
  await tx.$client.query({
    name: 'money-unqueue',
    text: 'delete from money_queue where subject_id = $1',
    values: [subjectId],
  });
}

/** Takes what is due, at most a batch, under a lease; any number of nodes may do so at once. */
export async function takeDueMoney(now: Date): Promise<Due[]> {
  const { rows } = await pool().query<Due>({
    name: 'money-queue-take',
    text: `update money_queue q set due_at = $2, attempts = q.attempts + 1
           from (select subject_id from money_queue where due_at <= $1
                 order by due_at limit $3 for update skip locked) due
           where q.subject_id = due.subject_id
           returning q.subject_id as "subjectId", q.kind, q.of_tenant as "tenantId", q.attempts`,
    values: [now, after(now, LEASE_MS), TAKEN_AT_ONCE],
  });
  return rows;
}

/** Puts off what could not be done, for longer with each attempt. Where a deed has set another deadline meanwhile, that one stands. */
export async function putOffMoney({ subjectId, attempts }: Due, takenAt: Date): Promise<void> {
  const wait = Math.min(SECOND_MS * 2 ** Math.min(attempts, 10), LONGEST_WAIT_MS);
  await pool().query({
    name: 'money-queue-put-off',
    text: 'update money_queue set due_at = $2 where subject_id = $1 and due_at = $3',
    values: [subjectId, after(takenAt, wait), after(takenAt, LEASE_MS)],
  });
}
