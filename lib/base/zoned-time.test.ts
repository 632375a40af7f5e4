import { expect, test } from 'vitest';
import { isLocalTime, momentOf } from './zoned-time';

test.each([
  ['2026-06-15', 'Africa/Kigali', '2026-06-14T22:00:00.000Z'],
  ['2026-06-15T14:30', 'Africa/Kigali', '2026-06-15T12:30:00.000Z'],
  ['2026-06-15T14:30', 'UTC', '2026-06-15T14:30:00.000Z'],
  ['2026-06-15T14:30', 'Asia/Kolkata', '2026-06-15T09:00:00.000Z'],
  ['2026-03-29', 'Europe/Paris', '2026-03-28T23:00:00.000Z'],
  ['2026-03-30', 'Europe/Paris', '2026-03-29T22:00:00.000Z'],
  ['2026-10-26', 'Europe/Paris', '2026-10-25T23:00:00.000Z'],
  ['2026-01-01', 'America/New_York', '2026-01-01T05:00:00.000Z'],
])('%s in %s is %s', (text, zone, moment) => {
  expect(momentOf(text, zone).toISOString()).toBe(moment);
});

test.each(['2026-02-30', '2026-13-01', '2026-06-15T25:00', 'today', '', '2026-06-15T14:30Z'])(
  '"%s" is no time that a calendar has',
  (text) => {
    expect(isLocalTime(text)).toBe(false);
  },
);

test.each(['2026-02-28', '2024-02-29', '2026-06-15T14:30', '2026-06-15T14:30:59'])('%s is one', (text) => {
  expect(isLocalTime(text)).toBe(true);
});
