/** The only place that reads the wall clock; everything else is handed a `now`. */
export const clock = { now: () => new Date() };

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

export const after = (at: Date, ms: number): Date => new Date(at.getTime() + ms);

/** The calendar day and month of a moment in a time zone, as `2026-11-21` and `2026-11`. */
export function calendarOf(at: Date, timeZone: string): { day: string; month: string } {
  const day = formatter(timeZone).format(at);
  return { day, month: day.slice(0, 7) };
}

const formatters = new Map<string, Intl.DateTimeFormat>();
function formatter(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  formatters.set(timeZone, made);
  return made;
}
