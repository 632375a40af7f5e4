import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clockAt, type Hours, isOpen, nextOpening, WEEKDAYS } from './opening';

const MINUTE_MS = 60_000;
const WEEK: Hours = { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: 8 * 60, to: 18 * 60 };

test.each([
  ['on a Saturday, Monday morning', '2026-06-13T10:00:00Z', 'Africa/Kigali', '2026-06-15T06:00:00.000Z'],
  [
    'before the door opens, the same day',
    '2026-06-15T05:59:00Z',
    'Africa/Kigali',
    '2026-06-15T06:00:00.000Z',
  ],
  ['as it closes, the next day', '2026-06-15T16:00:00Z', 'Africa/Kigali', '2026-06-16T06:00:00.000Z'],
  [
    'over the night that the clocks go on',
    '2026-03-28T12:00:00Z',
    'Europe/Paris',
    '2026-03-30T06:00:00.000Z',
  ],
  ['over the night that they go back', '2026-10-24T12:00:00Z', 'Europe/Paris', '2026-10-26T07:00:00.000Z'],
])('what is closed %s opens again', (_when, at, zone, opens) => {
  expect(nextOpening(WEEK, new Date(at), zone)?.toISOString()).toBe(opens);
});

test('a night shift belongs to the day on which it begins', () => {
  const night: Hours = { days: ['fri'], from: 22 * 60, to: 6 * 60 };
  expect(isOpen(night, { weekday: 'fri', minute: 23 * 60 })).toBe(true);
  expect(isOpen(night, { weekday: 'sat', minute: 5 * 60 + 59 })).toBe(true);
  expect(isOpen(night, { weekday: 'sat', minute: 6 * 60 })).toBe(false);
  expect(isOpen(night, { weekday: 'fri', minute: 5 * 60 })).toBe(false);
});

test('a start that the clocks jump over is the moment after the jump', () => {
  const early: Hours = { days: ['sun'], from: 2 * 60 + 30, to: 5 * 60 };
  expect(nextOpening(early, new Date('2026-03-29T00:00:00Z'), 'Europe/Paris')?.toISOString()).toBe(
    '2026-03-29T01:00:00.000Z',
  );
});

// Zones whose clocks never change, change by an hour, by half an hour, and at midnight.
const zone = fc.constantFrom(
  'Africa/Kigali',
  'Europe/Paris',
  'America/New_York',
  'Australia/Lord_Howe',
  'Africa/Cairo',
);
const minuteOfDay = fc.integer({ min: 0, max: 24 * 60 - 1 });
const hours = fc
  .record({ days: fc.subarray([...WEEKDAYS], { minLength: 1 }), from: minuteOfDay, to: minuteOfDay })
  .filter(({ from, to }) => from !== to);
const NEAR_CHANGES = [
  '2026-03-29T00:00:00Z',
  '2026-10-25T00:00:00Z',
  '2026-03-08T06:00:00Z',
  '2026-04-24T12:00:00Z',
];
const moment = fc
  .tuple(fc.constantFrom(...NEAR_CHANGES, '2026-06-15T00:00:00Z'), fc.integer({ min: -3_000, max: 3_000 }))
  .map(([near, minutes]) => new Date(Date.parse(near) + minutes * MINUTE_MS));

test('the moment that somebody is told is open, the minute before it is not, and none between was', () => {
  fc.assert(
    fc.property(
      hours,
      moment,
      zone,
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 20 }),
      (open, at, where, looks) => {
        const isOpenAt = (ms: number) => isOpen(open, clockAt(new Date(ms), where));
        fc.pre(!isOpenAt(at.getTime()));
        const told = nextOpening(open, at, where)?.getTime() ?? Number.NaN;
        expect(told).toBeGreaterThan(at.getTime());
        expect(isOpenAt(told)).toBe(true);
        expect(isOpenAt(told - MINUTE_MS)).toBe(false);
        for (const share of looks) {
          const between = at.getTime() + Math.floor(((told - at.getTime()) * share) / MINUTE_MS) * MINUTE_MS;
          if (between < told) expect(isOpenAt(between)).toBe(false);
        }
      },
    ),
    { numRuns: 300 },
  );
});
