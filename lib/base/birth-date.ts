import { z } from 'zod';

const WRITTEN = /^(\d{2})[ ./-]?(\d{2})[ ./-]?(\d{4})$/;
const OF_A_FORM = /^(\d{4})-(\d{2})-(\d{2})$/;
const FIRST_YEAR = 1900;

/**
 * Takes a birth date as a form gives it (`1990-05-17`) or as it stands on a document and is typed on a telephone
 * (`17051990`, `17.05.1990`), and gives it as the calendar has it, or undefined where the calendar has no such day.
 */
export function birthDateOf(text: string): string | undefined {
  const plain = text.trim();
  const [, year = '', month = '', day = ''] = OF_A_FORM.exec(plain) ?? [];
  if (year) return ofCalendar(year, month, day);
  const [, first = '', second = '', last = ''] = WRITTEN.exec(plain) ?? [];
  return last ? ofCalendar(last, second, first) : undefined;
}

function ofCalendar(year: string, month: string, day: string): string | undefined {
  const text = `${year}-${month}-${day}`;
  const at = new Date(`${text}T00:00:00.000Z`);
  const isDay = !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
  return isDay && Number(year) >= FIRST_YEAR ? text : undefined;
}

/** A birth date in any of these spellings. */
export const birthDateText = z
  .string()
  .max(20)
  .transform((text) => birthDateOf(text) ?? '')
  .pipe(z.string().min(1, 'Enter the birth date as on the document: day, month and year.'));
