import { pool } from '@/db/client';
import { dayAfter } from '../../base/calendar-day';
import { calendarOf } from '../../base/clock';
import { momentOf } from '../../base/zoned-time';

/** When shops are closed and the day before is over. */
const AT = 'T02:30';

/** The next time that books are reconciled by the clocks of a zone, after a moment. */
export function nextNight(now: Date, timeZone: string): Date {
  const { day } = calendarOf(now, timeZone);
  const tonight = momentOf(`${day}${AT}`, timeZone);
  return tonight > now ? tonight : momentOf(`${dayAfter(day)}${AT}`, timeZone);
}

/**
 * Queues the next night of every tenant that is in no queue: new ones, and those from before there was one. Its row in the
 * queue has the tenant's own id, so there is one however many nodes do this at once.
 */
export async function queueNights(now: Date): Promise<number> {
  const { rows } = await pool().query<{ id: string; time_zone: string }>({
    name: 'reconciliation-unqueued',
    text: `select id, time_zone from tenants t
      where not exists (select from money_queue q where q.subject_id = t.id) order by id limit 500`,
  });
  for (const { id, time_zone } of rows)
    await pool().query({
      name: 'reconciliation-queue',
      text: `insert into money_queue (subject_id, kind, of_tenant, due_at) values ($1, 'reconciliation', $1, $2)
        on conflict (subject_id) do nothing`,
      values: [id, nextNight(now, time_zone)],
    });
  return rows.length;
}
