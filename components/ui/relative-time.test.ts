import { describe, expect, it } from 'vitest';
import { exactTime, relativeTime } from './relative-time';

const now = new Date('2026-03-10T12:00:00Z');
const ago = (seconds: number) => relativeTime(new Date(now.getTime() - seconds * 1000), now, 'en', 'UTC');

describe('a time in words', () => {
  it('is as coarse as people speak, and never rounds up to what has not passed', () => {
    expect([0, 59, 60, 179, 3_599, 3_600, 86_399, 86_400].map(ago)).toEqual([
      'now',
      'now',
      '1 min ago',
      '2 min ago',
      '59 min ago',
      '1 hr ago',
      '23 hr ago',
      'yesterday',
    ]);
    expect(ago(-180)).toBe('in 3 min');
  });

  it('is a date once it is a month old', () => {
    expect(ago(29 * 86_400)).toBe('29 days ago');
    expect(ago(30 * 86_400)).toBe('Feb 8, 2026');
  });

  it('speaks French', () => {
    expect(relativeTime(new Date('2026-03-10T11:57:00Z'), now, 'fr')).toMatch(/^il y a 3\smin$/u);
  });

  it('is exact in the zone of the reader, and says which that is', () => {
    expect(exactTime(now, 'en', 'Africa/Kigali')).toBe('Mar 10, 2026, 14:00:00 GMT+2');
  });
});
