// Years that an id can be made of, and that four digits can be followed by.
const LOCAL = /^((?:19|20|21)\d\d)-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d))?)?$/;

/** Whether a text is a day (`2026-06-15`) or a time of day on it (`2026-06-15T14:30`) that the calendar has. */
export function isLocalTime(text: string): boolean {
  const parts = LOCAL.exec(text);
  if (!parts) return false;
  const wall = wallOf(parts);
  return (
    new Date(wall).toISOString().slice(0, 16) === `${text}${text.length > 10 ? '' : 'T00:00'}`.slice(0, 16)
  );
}

/** Takes a day or a time as the clocks of a zone show it, and gives the moment. A day is its first moment. */
export function momentOf(text: string, timeZone: string): Date {
  const parts = LOCAL.exec(text);
  if (!parts) throw new Error(`${text} is no local time`);
  const wall = wallOf(parts);
  // Where the clocks change, the first guess may be an hour off; the second look is made at the moment itself.
  const guess = wall - offsetMs(new Date(wall), timeZone);
  return new Date(wall - offsetMs(new Date(guess), timeZone));
}

function wallOf([, year, month, day, hour = '0', minute = '0', second = '0']: RegExpExecArray): number {
  return Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
}

/** How far the clocks of a zone are ahead of UTC at a moment. */
function offsetMs(at: Date, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at);
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  const wall = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
  return wall - Math.floor(at.getTime() / 1_000) * 1_000;
}

/** A moment by the clocks of a zone, in a form that is read alike in every language: `2026-06-15 14:00`. */
export const momentIn = (timeZone: string, at: Date): string =>
  new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short', timeZone }).format(at);
