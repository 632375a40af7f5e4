// 1. Money moves, it is never set: a transfer debits one account and credits another by one positive amount.
// 2. What a person's account holds, less what is held back in it, is never below zero; the tenant's own may be.
// 3. Whether money may leave and arrive is judged on both accounts under their locks, and never on an older look.
import type { Bands, Limits, MoneySettings } from '../policy/money-settings';

export type Tier = 0 | 1 | 2;
export type OwnedKind = 'wallet' | 'float' | 'commission';
export type Frozen = 'none' | 'debit' | 'credit' | 'both';

/** What is known of an account when money is about to move. */
export type Figures = {
  kind: OwnedKind;
  tier: Tier;
  posted: bigint;
  held: bigint;
  frozen: Frozen;
  /** Whether its holder has secured their account: then nothing goes out, and what comes in is welcome. */
  secured: boolean;
  /** What is held back since its holder's number moved to another card; null where it never moved. */
  guard: MoneyGuard | null;
  /** What has gone out in the day and month named, which may be long past. */
  outDay: string;
  outDayMinor: bigint;
  outMonth: string;
  outMonthMinor: bigint;
  /** How often cash was taken out in that day. */
  outDayCash: number;
  /** Ceilings that two members of staff have raised for its holder, while that lasts; null where none is. */
  raise: Raise | null;
};

/** Raised ceilings; null leaves the tier's own. */
export type Raise = Record<'perTransfer' | 'outPerDay' | 'outPerMonth' | 'balance', bigint | null>;

/** Until when no money goes out, and until when, after that, a transfer has a ceiling. */
export type MoneyGuard = { frozenUntil: Date; cappedUntil: Date; capMinor: bigint };

/** A day and its month in the tenant's time zone, as `2026-11-21` and `2026-11`. */
export type Calendar = { day: string; month: string };

/** An amount that is about to leave an account, with its fee; `cash` is a withdrawal at a counter. */
export type Move = { amount: bigint; fee: bigint; calendar: Calendar; at: Date; cash?: boolean };

/** Why money may not move, in the order in which it is looked at. */
export type Reason =
  | 'payer_missing'
  | 'payee_missing'
  | 'payer_frozen'
  | 'payer_secured'
  | 'payer_swapped'
  | 'over_swap_cap'
  | 'over_transfer'
  | 'over_day'
  | 'over_month'
  | 'over_cash_outs'
  | 'too_little'
  | 'payee_frozen'
  | 'over_balance';

/**
 * Gives a person's tier: 0 with a number alone, 1 with an identity document that the registry or a second member of staff
 * has said is good, 2 with a second factor as well.
 */
export function tierOf({ document, factor }: { document: boolean; factor: boolean }): Tier {
  if (!document) return 0;
  return factor ? 2 : 1;
}

/** Gives what an account may move, or undefined for one without limits. Source: the tenant's settings, and what was raised. */
export function limitsOf(
  { kind, tier, raise }: Pick<Figures, 'kind' | 'tier' | 'raise'>,
  money: MoneySettings,
): Limits | undefined {
  if (kind === 'float') return money.agent;
  if (kind !== 'wallet') return undefined;
  const own = money.tiers[tier];
  if (!raise) return own;
  const raised = (name: keyof Raise) => higherOf(own[name], raise[name]);
  return {
    ...{
      perTransfer: raised('perTransfer'),
      outPerDay: raised('outPerDay'),
      outPerMonth: raised('outPerMonth'),
    },
    ...{ balance: raised('balance'), cashOutsPerDay: own.cashOutsPerDay },
  };
}

/** No ceiling is higher than any; what was raised never lowers the tier's own. */
function higherOf(own: number | null, raised: bigint | null): number | null {
  if (own === null || raised === null) return own;
  return Math.max(own, Number(raised));
}

/** Gives what an amount costs by a table of prices. */
export function priceOf(bands: Bands, amount: bigint): bigint {
  const band = bands.find(({ upTo }) => upTo === null || amount <= BigInt(upTo));
  if (!band) throw new Error('A table of prices must end in a band without an upper end');
  return BigInt(band.price);
}

/** What may be spent now. */
export const availableOf = ({ posted, held }: Pick<Figures, 'posted' | 'held'>): bigint => posted - held;

/** Gives what has gone out today and this month. A window that is later than `now` is counted, never forgotten. */
export function outOf(
  figures: Pick<Figures, 'outDay' | 'outDayMinor' | 'outDayCash' | 'outMonth' | 'outMonthMinor'>,
  { day, month }: Calendar,
): { today: bigint; thisMonth: bigint; cashOuts: number } {
  return {
    today: figures.outDay < day ? 0n : figures.outDayMinor,
    thisMonth: figures.outMonth < month ? 0n : figures.outMonthMinor,
    cashOuts: figures.outDay < day ? 0 : figures.outDayCash,
  };
}

type Sides = { payer: Figures | undefined; payee: Figures | undefined };

/**
 * Gives why an amount may not move from one account to the other, or undefined where nothing stands against it.
 * Limits count what the recipient gets, not the fee; funds must cover both.
 * It is asked about figures whose rows are locked; asked about others it only says what would be.
 */
export function judge({ payer, payee }: Sides, move: Move, money: MoneySettings): Reason | undefined {
  if (!payer) return 'payer_missing';
  if (!payee) return 'payee_missing';
  return whyNotOut(payer, move, money) ?? whyNotIn(payee, move, money);
}

/** Gives why an amount and its fee may not leave an account, or undefined. */
export function whyNotOut(payer: Figures, move: Move, money: MoneySettings): Reason | undefined {
  const { amount, fee, calendar } = move;
  const limits = limitsOf(payer, money);
  const { today, thisMonth, cashOuts } = outOf(payer, calendar);
  const stopped = whyStopped(payer, move);
  if (stopped) return stopped;
  if (isOver(amount, limits?.perTransfer)) return 'over_transfer';
  if (isOver(today + amount, limits?.outPerDay)) return 'over_day';
  if (isOver(thisMonth + amount, limits?.outPerMonth)) return 'over_month';
  if (move.cash && typeof limits?.cashOutsPerDay === 'number' && cashOuts >= limits.cashOutsPerDay)
    return 'over_cash_outs';
  if (availableOf(payer) < amount + fee) return 'too_little';
  return undefined;
}

/**
 * Gives why nothing, or not so much, may leave an account now, whatever it holds: also what was held back before, and is
 * about to be posted, stays where it is while its payer's money rests.
 */
export function whyStopped(payer: Figures, { amount, at }: Pick<Move, 'amount' | 'at'>): Reason | undefined {
  if (payer.frozen === 'debit' || payer.frozen === 'both') return 'payer_frozen';
  if (payer.secured) return 'payer_secured';
  if (payer.guard && payer.guard.frozenUntil > at) return 'payer_swapped';
  if (payer.guard && payer.guard.cappedUntil > at && amount > payer.guard.capMinor) return 'over_swap_cap';
  return undefined;
}

/** Gives why an amount may not arrive in an account, or undefined. */
export function whyNotIn(
  payee: Figures,
  { amount }: Pick<Move, 'amount'>,
  money: MoneySettings,
): Reason | undefined {
  if (payee.frozen === 'credit' || payee.frozen === 'both') return 'payee_frozen';
  return isOver(payee.posted + amount, limitsOf(payee, money)?.balance) ? 'over_balance' : undefined;
}

const isOver = (amount: bigint, ceiling: number | null | undefined): boolean =>
  typeof ceiling === 'number' && amount > BigInt(ceiling);
