import { z } from 'zod';
import { Refusal } from '../../../base/refusal';
import { forbid, hasRole, setOf } from '../cedar-text';
import { clockAt, dayBefore, type Hours, nextOpening, WEEKDAYS, type Weekday } from '../opening';
import { deeds, joined, LOCALES, type Locale, listOf, type Refused, roles } from './filling';

const time = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'Type a time of day, for example 08:00.');

/** Open on some days from a time to another, by the clocks of the tenant; a night shift ends on the day after. */
export const hoursFilling = z.strictObject({
  days: listOf(z.enum(WEEKDAYS)).refine((days) => days.length > 0, 'Tick at least one day.'),
  from: time,
  to: time,
  roles,
  deeds,
});
type Filling = z.infer<typeof hoursFilling>;

/** What fields say together: a day that begins where it ends is never open, or always. */
export const hoursProblem = ({ from, to }: { from: string; to: string }) =>
  from === to
    ? new Refusal('hours_are_empty', 'This begins and ends at the same time. Type another one.', {
        field: 'to',
      })
    : undefined;

const minuteOf = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
const hoursOf = ({ days, from, to }: Filling): Hours => ({ days, from: minuteOf(from), to: minuteOf(to) });

export function cedarOfHours(filling: Filling): string {
  const { days, from, to } = hoursOf(filling);
  const on = (list: readonly Weekday[]) => `${setOf(list)}.contains(context.weekday)`;
  const open =
    from < to
      ? `${on(days)} && context.minuteOfDay >= ${from} && context.minuteOfDay < ${to}`
      : `(${on(days)} && context.minuteOfDay >= ${from}) || (${on(days.map(dayAfter))} && context.minuteOfDay < ${to})`;
  return forbid(filling.deeds, { when: hasRole(filling.roles), unless: open });
}

/** Says when it is open, and when to come back. */
export function refusalOfHours(filling: Filling, { at, timeZone }: Refused): Refusal {
  const opens = nextOpening(hoursOf(filling), at, timeZone);
  const words = (locale: Locale) => ({
    days: daysText(filling.days, locale),
    from: filling.from,
    to: filling.to,
    when: opens ? whenText(opens, at, timeZone, locale) : '–',
  });
  const [values, fr] = LOCALES.map(words);
  return new Refusal('policy_hours', 'Open {days} from {from} to {to}. Come back {when}.', {
    status: 403,
    values,
    valuesIn: fr ? { fr } : {},
  });
}

const dayAfter = (day: Weekday): Weekday => WEEKDAYS.find((one) => dayBefore(one) === day) ?? day;

// The first of June 2026 is a Monday: a day by which the days of the week are named.
const nameOf = (day: Weekday, locale: Locale) =>
  new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' }).format(
    new Date(Date.UTC(2026, 5, 1 + WEEKDAYS.indexOf(day))),
  );

/** `Monday to Friday`, `Monday and Wednesday`, `every day`. */
export function daysText(days: readonly Weekday[], locale: Locale): string {
  const places = WEEKDAYS.flatMap((day, place) => (days.includes(day) ? [place] : []));
  const [first = 0, last = 0] = [places[0], places.at(-1)];
  if (places.length === WEEKDAYS.length) return locale === 'fr' ? 'tous les jours' : 'every day';
  const names = places.map((place) => nameOf(WEEKDAYS[place] ?? 'mon', locale));
  const isRun = places.length > 2 && last - first === places.length - 1;
  if (!isRun) return joined(names, locale, 'conjunction');
  return locale === 'fr' ? `du ${names[0]} au ${names.at(-1)}` : `${names[0]} to ${names.at(-1)}`;
}

const WITHIN_A_WEEK_MS = 6 * 24 * 60 * 60_000;

/** `today at 08:00`, `on Monday at 08:00`, and with its date where that is another Monday than the next. */
function whenText(opens: Date, at: Date, timeZone: string, locale: Locale): string {
  const { day, weekday, minute } = clockAt(opens, timeZone);
  const clock = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
  const isToday = day === clockAt(at, timeZone).day;
  const isNear = opens.getTime() - at.getTime() < WITHIN_A_WEEK_MS;
  const date = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
    timeZone,
    day: 'numeric',
    month: 'long',
  });
  const name = isNear ? nameOf(weekday, locale) : `${nameOf(weekday, locale)} ${date.format(opens)}`;
  if (locale === 'fr') return isToday ? `aujourd’hui à ${clock}` : `${name} à ${clock}`;
  return isToday ? `today at ${clock}` : `on ${name} at ${clock}`;
}
