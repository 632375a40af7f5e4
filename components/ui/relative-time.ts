const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** How long ago, or in how long, in words ("3 min ago"); a date once that is a month or more. */
export function relativeTime(at: Date, now: Date, locale: string, timeZone?: string): string {
  const seconds = Math.round((at.getTime() - now.getTime()) / 1000);
  if (Math.abs(seconds) >= 30 * 86_400) {
    return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone }).format(at);
  }
  const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' });
  const [unit, size] = steps.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 60];
  // "3 min. ago": the full stop reads as the end of the sentence.
  return words.format(Math.trunc(seconds / size), unit).replace('.', '');
}

/** The moment to the second, with its zone. */
export function exactTime(at: Date, locale: string, timeZone?: string): string {
  const date = { day: 'numeric', month: 'short', year: 'numeric' } as const;
  const time = { hour: '2-digit', minute: '2-digit', second: '2-digit', timeZoneName: 'short' } as const;
  return new Intl.DateTimeFormat(locale, { ...date, ...time, hourCycle: 'h23', timeZone }).format(at);
}
