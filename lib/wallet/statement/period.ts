import { z } from 'zod';
import { dayAfter, dayText } from '../../base/calendar-day';
import { calendarOf } from '../../base/clock';
import { firstIdAt } from '../../base/id';
import { Refusal } from '../../base/refusal';
import { momentOf } from '../../base/zoned-time';

const MONTH = /^(?:19|20|21)\d\d-(?:0[1-9]|1[0-2])$/;

/** What a statement is asked for: a month, or the days from one to another, both included. Nothing said is this month. */
export const periodAsked = {
  month: z.string().regex(MONTH, 'Write a month as 2026-06.').optional(),
  from: dayText.optional(),
  to: dayText.optional(),
};
export type PeriodAsked = { month?: string; from?: string; to?: string };

/** Whole days by the clocks of a tenant, and the range of ids that was made in them: from the first to before the other. */
export type Period = { from: string; to: string; firstId: string; endId: string };

/** Gives the days that were asked for and the ids that lie in them. Refuses days that end before they begin. */
export function periodOf(asked: PeriodAsked, timeZone: string, now: Date): Period {
  const today = calendarOf(now, timeZone);
  const month = asked.month ?? (asked.from || asked.to ? undefined : today.month);
  const from = asked.from ?? (month ? `${month}-01` : `${(asked.to ?? today.day).slice(0, 7)}-01`);
  const to = asked.to ?? (month ? lastDayOf(month) : today.day);
  if (to < from)
    throw new Refusal('period_is_backwards', 'The last day must not be before the first.', { field: 'to' });
  return {
    ...{ from, to },
    firstId: firstIdAt(momentOf(from, timeZone)),
    endId: firstIdAt(momentOf(dayAfter(to), timeZone)),
  };
}

function lastDayOf(month: string): string {
  const at = new Date(`${month}-01T12:00:00Z`);
  at.setUTCMonth(at.getUTCMonth() + 1, 0);
  return at.toISOString().slice(0, 10);
}
