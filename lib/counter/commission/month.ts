import { createHash } from 'node:crypto';
import { calendarOf } from '../../base/clock';
import { momentOf } from '../../base/zoned-time';

// A month's commission is what the account holds less what was earned since that month was over: so it is the same whenever
// it is paid. Its deed has an id that is made of account and month: the ledger itself refuses to pay it a second time.

/** The month before one, as `2026-05`. */
export function monthBefore(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return number === 1 ? `${year - 1}-12` : `${year}-${String(number - 1).padStart(2, '0')}`;
}

/** The month after one. */
export function monthAfter(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
}

/** The first moment of a month in a time zone. */
export const beginOf = (month: string, timeZone: string): Date => momentOf(`${month}-01`, timeZone);

/** When the commission of the month that a moment is in is paid: on the first of the next. */
export const payoutAfter = (at: Date, timeZone: string): Date =>
  beginOf(monthAfter(calendarOf(at, timeZone).month), timeZone);

/** The id of the deed that pays an account's commission of a month: a UUID of the shape of all others, always the same. */
export function payoutId(accountId: string, month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  const time = Date.UTC(year, number, 1).toString(16).padStart(12, '0');
  const hash = createHash('sha256').update(`commission-payout ${accountId} ${month}`).digest('hex');
  const variant = ((Number.parseInt(hash.slice(3, 4), 16) & 0x3) | 0x8).toString(16);
  const rest = `7${hash.slice(0, 3)}-${variant}${hash.slice(4, 7)}-${hash.slice(7, 19)}`;
  return `${time.slice(0, 8)}-${time.slice(8)}-${rest}`;
}
