import { z } from 'zod';
import { isLocalTime } from './zoned-time';

/** The schema of a day of the calendar, as `2026-06-15`. */
export const dayText = z
  .string()
  .refine((text) => text.length === 10 && isLocalTime(text), 'Write a day as 2026-06-15.');

/** The day after one, as the calendar counts. */
export const dayAfter = (day: string): string => moved(day, 1);

/** The day before one. */
export const dayBefore = (day: string): string => moved(day, -1);

// Days are counted on the calendar alone, where none is longer than another.
function moved(day: string, by: number): string {
  const at = new Date(`${day}T12:00:00Z`);
  at.setUTCDate(at.getUTCDate() + by);
  return at.toISOString().slice(0, 10);
}
