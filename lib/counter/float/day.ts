// 1. A day of a float runs from the count of cash before it to its own: each movement is in exactly one day.
// 2. What it closes with is what the next one opens with, and opening and flows make closing, all out of the ledger.
// 3. The cash that should lie in the drawer is what was counted last, and what deposits brought and withdrawals took since.
//    The first count states where the drawer begins. No other movement touches cash: a float that is funded, a reversal and
//    a commission are book money. Cash that an agent brings to a bank, or fetches, they say in the note of the difference.
import { dayAfter } from '../../base/calendar-day';
import { calendarOf, MINUTE_MS } from '../../base/clock';
import { Refusal } from '../../base/refusal';
import { momentOf } from '../../base/zoned-time';
import type { Tenant } from '../../policy/tenant';

/** A movement carries the time of its request: it may come into the ledger so much later, or from a clock so far behind. */
export const ON_ITS_WAY_MS = 2 * MINUTE_MS;

/** The count that came last before a day. */
export type LastCount = { day: string; countedUntil: Date; countedLast: string[]; cashCounted: bigint };

/** From when until when a day runs. Where nothing was ever counted it begins with the calendar day. */
export type Span = { day: string; from: Date; until: Date; last: LastCount | undefined };

/**
 * Gives how far a day runs, in the tenant's time zone: today's until now, an earlier one until its midnight, however many
 * hours it has. Refuses a day that is not over the last count, or not there yet.
 */
export function spanOf(
  day: string,
  last: LastCount | undefined,
  { tenant: { timeZone }, now }: { tenant: Tenant; now: Date },
): Span {
  const today = calendarOf(now, timeZone).day;
  if (day > today) throw dayIsAhead();
  if (last && day === last.day) throw dayIsClosed();
  if (last && day < last.day) throw dayIsPast();
  const until = day === today ? now : momentOf(dayAfter(day), timeZone);
  return { day, from: last?.countedUntil ?? momentOf(day, timeZone), until, last };
}

type Flow = { operation: string; direction: 'in' | 'out'; count: number; amount: bigint };

/** What deposits brought into the drawer and withdrawals took out of it. */
export function cashOf(flows: readonly Flow[]): { taken: bigint; paid: bigint } {
  const sum = (operation: string, direction: 'in' | 'out') =>
    flows
      .filter((flow) => flow.operation === operation && flow.direction === direction)
      .reduce((total, { amount }) => total + amount, 0n);
  return { taken: sum('deposit', 'out'), paid: sum('withdrawal', 'in') };
}

const refuse = (code: string, template: string) => new Refusal(code, template, { status: 409, field: 'day' });

/** The database says the same of two who close it at once. */
const dayIsClosed = () => refuse('float_day_is_closed', 'This day is closed already.');

const dayIsPast = () =>
  refuse(
    'float_day_is_past',
    'A later day was closed already, with everything before it. Close the next one.',
  );

const dayIsAhead = () => refuse('float_day_is_ahead', 'This day has not begun yet.');
