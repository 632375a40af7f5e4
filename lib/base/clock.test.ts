import fc from 'fast-check';
import { expect, test } from 'vitest';
import { after, calendarOf, clock, DAY_MS, HOUR_MS } from './clock';

test.each([
  ['Africa/Kigali', '2026-06-15T21:59:59.999Z', '2026-06-15', '2026-06'],
  ['Africa/Kigali', '2026-06-15T22:00:00.000Z', '2026-06-16', '2026-06'],
  ['Africa/Kigali', '2026-06-30T22:00:00.000Z', '2026-07-01', '2026-07'],
  ['Africa/Kigali', '2026-12-31T22:00:00.000Z', '2027-01-01', '2027-01'],
  ['UTC', '2028-02-29T23:59:59.999Z', '2028-02-29', '2028-02'],
  ['America/New_York', '2026-06-15T03:59:59.999Z', '2026-06-14', '2026-06'],
  ['Pacific/Kiritimati', '2026-06-15T10:00:00.000Z', '2026-06-16', '2026-06'],
])('in %s the moment %s is of %s', (zone, moment, day, month) => {
  expect(calendarOf(new Date(moment), zone)).toEqual({ day, month });
});

test.each([
  ['the night in which an hour is missing', '2026-03-29', 23],
  ['the night in which an hour comes twice', '2026-10-25', 25],
  ['any other', '2026-06-15', 24],
])('the calendar day of Paris has its own length: %s', (_which, day, hours) => {
  const start = Date.parse(`${day}T00:00:00Z`) - 12 * HOUR_MS;
  const ofThatDay = Array.from({ length: 72 }, (_, hour) => new Date(start + hour * HOUR_MS)).filter(
    (at) => calendarOf(at, 'Europe/Paris').day === day,
  );
  expect(ofThatDay).toHaveLength(hours);
});

test('a day ends once: later moments are never of an earlier day', () => {
  const moment = fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(moment, fc.integer({ min: 0, max: 3 * DAY_MS }), (at, step) => {
      for (const zone of ['Africa/Kigali', 'Europe/Paris', 'America/St_Johns']) {
        const [one, other] = [calendarOf(at, zone), calendarOf(after(at, step), zone)];
        expect(other.day >= one.day).toBe(true);
        expect(one.day).toMatch(/^\d{4}-\d\d-\d\d$/);
        expect(one.day.startsWith(one.month)).toBe(true);
      }
    }),
  );
});

test('a zone that does not exist is refused, not guessed', () => {
  expect(() => calendarOf(new Date(), 'Africa/Nowhere')).toThrow(RangeError);
});

test('the wall clock is asked in one place', () => {
  expect(Math.abs(clock.now().getTime() - Date.now())).toBeLessThan(DAY_MS);
});
