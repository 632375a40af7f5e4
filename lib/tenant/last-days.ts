import { after, calendarOf, DAY_MS } from '../base/clock';

/** So many days a dashboard looks back. */
const DAYS = 30;

/** The calendar days of a zone that end with today. */
export function lastDays(now: Date, timeZone: string): string[] {
  const today = new Date(`${calendarOf(now, timeZone).day}T00:00:00Z`);
  return Array.from({ length: DAYS }, (_, back) =>
    after(today, (back - DAYS + 1) * DAY_MS)
      .toISOString()
      .slice(0, 10),
  );
}
