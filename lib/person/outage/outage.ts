// 1. A report only ever holds back: money that goes out and swaps of the number. It opens nothing and suspends no number.
// 2. Whoever reports hears the same, whether the number and the birth date belong together or not.
// 3. Reports in a row hold for two windows from the first of them and no longer, unless a trusted contact says it is true.

import type { Budget } from '../../auth/proof-budget';
import { after, DAY_MS, HOUR_MS } from '../../base/clock';
import { Refusal } from '../../base/refusal';

/** What is held back. */
export const HELD_BY_OUTAGE = ['money_out', 'sim_swap'] as const;

/** How long what a trusted contact has confirmed holds by itself. */
export const CONFIRMED_MS = DAY_MS;
/** How far back it is looked for what came before a report: longer than any row of them can be. */
export const LOOKED_BACK_MS = 4 * DAY_MS;
/** How long a trusted contact may confirm a report, and agree to be one. */
export const CONFIRMS_WITHIN_MS = DAY_MS;

export const reasonOf = (reportId: string): string => `outage:${reportId}`;

type Held = { reportedAt: Date; until: Date };

/**
 * When the row of reports began that a new one goes on with; null where it begins one. A row is over once nothing was held
 * for a whole window: a stranger must not keep somebody from their money for days, nor use up beforehand what would
 * protect them. What held nothing is in no row. The earlier ones come in their order.
 */
export function rowOf(now: Date, earlier: readonly Held[], windowMs: number): Date | null {
  let row: { first: Date; ends: Date } | undefined;
  for (const { reportedAt, until } of earlier) {
    if (!row || reportedAt >= after(row.ends, windowMs)) row = { first: reportedAt, ends: until };
    else if (until > row.ends) row.ends = until;
  }
  return row && now < after(row.ends, windowMs) ? row.first : null;
}

/**
 * Until when a report holds: a window from now, but no more than two windows from the first of its row; undefined where
 * those are over. What is said to whoever reports is always a window from now.
 */
export function holdsUntil(now: Date, first: Date | null, windowMs: number): Date | undefined {
  const [own, latest] = [after(now, windowMs), after(first ?? now, 2 * windowMs)];
  const until = own < latest ? own : latest;
  return until > now ? until : undefined;
}

type OutageState = 'holding' | 'over' | 'taken-back';
type Said = { reportedAt: Date; takenBackAt: Date | null; takenBackBy: string | null };

/** Where a report stands for whoever made it: that its holder took it back is not told, since it would say that there is one. */
export function stateForReporter(
  { reportedAt, takenBackAt, takenBackBy }: Said,
  now: Date,
  windowMs: number,
): OutageState {
  if (takenBackAt && !takenBackBy) return 'taken-back';
  return after(reportedAt, windowMs) > now ? 'holding' : 'over';
}

const OF_A_NUMBER = 5;
const OF_AN_ADDRESS = 30;
const OF_A_CALLER = 3;
const OF_STAFF = 60;

type From = { address: string } | { caller: string } | { staffId: string };

/**
 * How often reports are taken, of one number and from one place: the place first, so that two at once lock in one order. A
 * number has one budget for each way: who sends wrong dates from the web, so that its owner is not heard, silences neither the
 * call centre nor the telephone of a friend.
 */
export function budgetsOfReport(tenantId: string, number: string, from: From): Budget[] {
  const [[kind = '', value = ''] = []] = Object.entries(from);
  const ceiling = 'caller' in from ? OF_A_CALLER : 'staffId' in from ? OF_STAFF : OF_AN_ADDRESS;
  return [
    { key: `outage-from:${tenantId}:${kind}:${value}`, ceiling, lastsMs: HOUR_MS },
    { key: `outage:${tenantId}:${kind}:${number}`, ceiling: OF_A_NUMBER, lastsMs: HOUR_MS },
  ];
}

export const reportedTooOften = () =>
  new Refusal(
    'outage_reported_often',
    'This was reported often within the hour. What was reported stands. Call us or come to a shop.',
    { status: 429 },
  );
