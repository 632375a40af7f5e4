import { momentOf } from '../../base/zoned-time';

/** The days of a week as ISO 8601 counts them: Monday is 1 and Sunday 7. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** When something is open: on which days, from and to as minutes of the day. Where `to` is not later, it ends on the next day. */
export type Hours = { days: readonly Weekday[]; from: number; to: number };

const DAY = 24 * 60;
const MINUTE_MS = 60_000;
/** Clocks change by less than this, so a start that is further from a change is not touched by it. */
const AROUND_MS = 3 * 60 * MINUTE_MS;
/** A week, and one more where the clocks jump over the only start of it. */
const DAYS_AHEAD = 15;

/** What the clocks of a zone show at a moment. */
export function clockAt(at: Date, timeZone: string): { day: string; weekday: Weekday; minute: number } {
  const parts = formatter(timeZone).formatToParts(at);
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? '';
  const weekday = of('weekday').toLowerCase() as Weekday;
  const day = `${of('year')}-${of('month')}-${of('day')}`;
  return { day, weekday, minute: Number(of('hour')) * 60 + Number(of('minute')) };
}

/** Whether the hours are open where the clocks show this. */
export function isOpen({ days, from, to }: Hours, now: { weekday: Weekday; minute: number }): boolean {
  const today = days.includes(now.weekday);
  if (from < to) return today && now.minute >= from && now.minute < to;
  const yesterday = days.includes(dayBefore(now.weekday));
  return (today && now.minute >= from) || (yesterday && now.minute < to);
}

/** The day of the week before another. */
export function dayBefore(day: Weekday): Weekday {
  return WEEKDAYS[(WEEKDAYS.indexOf(day) + 6) % 7] ?? 'mon';
}

/** The first moment after `at`, while the hours are closed, at which they open; undefined where they never do. */
export function nextOpening(hours: Hours, at: Date, timeZone: string): Date | undefined {
  const { day: today } = clockAt(at, timeZone);
  for (let ahead = 0; ahead <= DAYS_AHEAD; ahead += 1) {
    const found = startsNear(hours, dayPlus(today, ahead), timeZone).find((start) => start > at);
    if (found) return found;
  }
  return undefined;
}

/** The moments at which the hours begin on a day: one, or another number of them where the clocks change that night. */
function startsNear(hours: Hours, day: string, timeZone: string): Date[] {
  const time = `${String(Math.floor(hours.from / 60)).padStart(2, '0')}:${String(hours.from % 60).padStart(2, '0')}`;
  const start = momentOf(`${day}T${time}`, timeZone).getTime();
  const opens = (ms: number) => isOpen(hours, clockAt(new Date(ms), timeZone));
  if (keepsTime(start, timeZone)) return opens(start) ? [new Date(start)] : [];
  const found: Date[] = [];
  for (let ms = start - AROUND_MS; ms <= start + AROUND_MS; ms += MINUTE_MS)
    if (opens(ms) && !opens(ms - MINUTE_MS)) found.push(new Date(ms));
  return found;
}

/** Whether the clocks of a zone run on evenly around a moment. */
function keepsTime(ms: number, timeZone: string): boolean {
  const minute = (at: number) => clockAt(new Date(at), timeZone).minute;
  return (minute(ms + AROUND_MS) - minute(ms - AROUND_MS) + DAY) % DAY === (2 * AROUND_MS) / MINUTE_MS;
}

function dayPlus(day: string, days: number): string {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

const formatters = new Map<string, Intl.DateTimeFormat>();
function formatter(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    weekday: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  formatters.set(timeZone, made);
  return made;
}
