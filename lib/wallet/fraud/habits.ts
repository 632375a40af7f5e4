import type { DeedType } from './look';
import { type Counters, MOST, moveOn, raise, slid, type Window } from './windows';

/**
 * What is remembered of one wallet: a vector of HABITS_SIZE numbers, all zero for a wallet that did nothing yet. It is
 * stored as it is (double precision[]), read by the wallet's key, and replaced by `habitsAfter` with each deed. A vector
 * of another size, from before a version of this file, is taken for a new wallet.
 */
export type Habits = ArrayLike<number>;

/** The counters of the hour and of the week; the day has three more. */
const COUNTED = ['outs', 'outSum', 'ins', 'inSum'] as const;
const COUNTED_BY_DAY = [...COUNTED, 'newPayees', 'newPayers', 'nearLimit'] as const;
export type Counted = (typeof COUNTED_BY_DAY)[number];

const GROUPS = {
  hour: { window: 'hour', from: 0, count: 4 },
  week: { window: 'week', from: 9, count: 4 },
  day: { window: 'day', from: 18, count: 7 },
} as const satisfies Record<Window, Counters>;

const ALL_GROUPS = Object.values(GROUPS);

/** The slots behind the counters. Moments are hours. */
const NAMED = [
  'firstAt',
  'lastAt',
  'outs',
  'ins',
  'deposited',
  'received',
  'lastOutAt',
  'lastOutAmount',
  'lastInAt',
  'lastInAmount',
  /** What was taken since money last came by transfer. */
  'outSinceIn',
  /** What came by transfer since something was last taken. */
  'inSinceOut',
  /** Money that came by transfer and is still there, the last first out; halves in three days. */
  'arrived',
  'arrivedFromNew',
  /** How much of what was received has been passed on while it was fresh. */
  'passedOn',
  /** A run of parts: what was there when it began, what came meanwhile, what was taken since, in how many deeds. */
  'runHeld',
  'runTaken',
  'runParts',
  'runToNew',
  /** Transfers and withdrawals: how many, the mean and variance of the logarithm of their amounts, and how many emptied. */
  'takes',
  'usualMean',
  'usualVariance',
  'emptied',
  /** The highest suspicion of deeds that paid this wallet, and of those it paid with, halved in two days. */
  'suspicionIn',
  'suspicionOut',
  /** What was there before the first deed that was seen; −1 where it is not known. Who opens a wallet begins with nothing. */
  'heldAtFirst',
] as const;
type Named = (typeof NAMED)[number];

const NAMED_FROM = 33;
export const HABITS_SIZE = NAMED_FROM + NAMED.length;
const SLOT = Object.fromEntries(NAMED.map((name, index) => [name, NAMED_FROM + index])) as Record<
  Named,
  number
>;

/** A run of parts ends after two days without a part: fraudsters wait hours, not days. */
export const RUN_ENDS_HOURS = 48;
const ARRIVED_HALVES_HOURS = 72;
const SUSPICION_HALVES_HOURS = 48;
/** From this share of the balance on a deed empties a wallet. */
export const EMPTIES_FROM = 0.95;
/** What was usual follows the last twenty or so deeds. */
const USUAL_OVER = 20;

// Filled with a fraction first: an array that ever held one keeps plain doubles, and copying it costs a tenth.
const ZEROS = new Array<number>(HABITS_SIZE).fill(0.5).fill(0);
export const newHabits = (): number[] => ZEROS.slice();

/** A deed that was done, as one of its wallets saw it. */
export type DeedDone = {
  side: 'out' | 'in';
  type: DeedType;
  amount: number;
  /** Hours. */
  at: number;
  /** What the wallet held before, where it is known. */
  balance: number | null;
  /** Whether this side met the other for the first time. */
  firstTime: boolean;
  nearLimit: boolean;
  /** How suspicious the first cards found the deed, 0 to 1. */
  suspicion: number;
};

export const habit = (habits: Habits, name: Named): number => habits[SLOT[name]] ?? 0;

export const isNew = (habits: Habits): boolean => habit(habits, 'outs') + habit(habits, 'ins') === 0;

/** A count or sum over a window that ends at a moment. */
export function lately(habits: Habits, window: Window, counted: Counted, at: number): number {
  const counter = COUNTED_BY_DAY.indexOf(counted);
  return counter < GROUPS[window].count ? slid(habits, GROUPS[window], counter, at) : 0;
}

export const arrivedBy = (habits: Habits, name: 'arrived' | 'arrivedFromNew', at: number): number =>
  habit(habits, name) * halved(at - habit(habits, 'lastAt'), ARRIVED_HALVES_HOURS);

export const suspicionBy = (habits: Habits, name: 'suspicionIn' | 'suspicionOut', at: number): number =>
  habit(habits, name) * halved(at - habit(habits, 'lastAt'), SUSPICION_HALVES_HOURS);

export const inRun = (habits: Habits, at: number): boolean =>
  habit(habits, 'runParts') > 0 && at - habit(habits, 'lastOutAt') < RUN_ENDS_HOURS;

const halved = (hours: number, in_: number): number => 0.5 ** (Math.max(0, hours) / in_);

/** The habits of a wallet after a deed: a new vector, in a time that does not depend on what was before. */
export function habitsAfter(before: Habits, deed: DeedDone): number[] {
  const after = copied(before);
  const fresh = isNew(after);
  // A clock that runs backwards must not make anything fresher than it is.
  const at = fresh ? deed.at : Math.max(deed.at, habit(after, 'lastAt'));
  fade(after, at);
  if (fresh) {
    set(after, 'firstAt', at);
    set(after, 'heldAtFirst', deed.balance ?? -1);
  }
  set(after, 'lastAt', at);
  count(after, deed, at);
  if (deed.side === 'in') takeIn(after, deed, at);
  else if (deed.type === 'transfer' || deed.type === 'withdrawal') takeOut(after, deed, at);
  else spend(after, deed, at);
  return after;
}

function copied(habits: Habits): number[] {
  const copy = newHabits();
  if (habits.length !== HABITS_SIZE) return copy;
  for (let slot = 0; slot < HABITS_SIZE; slot++) copy[slot] = habits[slot] as number;
  return copy;
}

function set(after: number[], name: Named, value: number): void {
  after[SLOT[name]] = Math.min(MOST, Math.max(-MOST, value));
}

const add = (after: number[], name: Named, by: number): void => set(after, name, habit(after, name) + by);

function fade(after: number[], at: number): void {
  set(after, 'arrived', arrivedBy(after, 'arrived', at));
  set(after, 'arrivedFromNew', arrivedBy(after, 'arrivedFromNew', at));
  set(after, 'suspicionIn', suspicionBy(after, 'suspicionIn', at));
  set(after, 'suspicionOut', suspicionBy(after, 'suspicionOut', at));
}

function count(after: number[], { side, amount, firstTime, nearLimit }: DeedDone, at: number): void {
  for (const group of ALL_GROUPS) {
    moveOn(after, group, at);
    raise(after, group, side === 'out' ? 0 : 2, 1);
    raise(after, group, side === 'out' ? 1 : 3, amount);
  }
  if (firstTime) raise(after, GROUPS.day, side === 'out' ? 4 : 5, 1);
  if (nearLimit && side === 'out') raise(after, GROUPS.day, 6, 1);
}

function takeIn(after: number[], { type, amount, firstTime, suspicion }: DeedDone, at: number): void {
  add(after, 'ins', 1);
  if (inRun(after, at)) add(after, 'runHeld', amount);
  if (type === 'deposit') {
    add(after, 'deposited', amount);
    return;
  }
  set(after, 'lastInAt', at);
  set(after, 'lastInAmount', amount);
  set(after, 'outSinceIn', 0);
  add(after, 'inSinceOut', amount);
  add(after, 'received', amount);
  add(after, 'arrived', amount);
  if (firstTime) add(after, 'arrivedFromNew', amount);
  set(after, 'suspicionIn', Math.max(habit(after, 'suspicionIn'), suspicion));
}

/** Payments and debits spend what arrived, but are no parts of a run and say nothing of how much somebody takes. */
function spend(after: number[], { amount }: DeedDone, at: number): void {
  goFromArrived(after, amount);
  add(after, 'outs', 1);
  if (inRun(after, at)) set(after, 'runHeld', Math.max(0, habit(after, 'runHeld') - amount));
}

function takeOut(after: number[], { amount, balance, firstTime, suspicion }: DeedDone, at: number): void {
  const known = balance !== null && balance > 0;
  if (!inRun(after, at)) {
    set(after, 'runHeld', known ? balance : 0);
    set(after, 'runTaken', 0);
    set(after, 'runParts', 0);
    set(after, 'runToNew', 0);
  }
  add(after, 'runTaken', amount);
  add(after, 'runParts', 1);
  if (firstTime) add(after, 'runToNew', amount);
  add(after, 'passedOn', goFromArrived(after, amount));
  if (known && amount >= EMPTIES_FROM * balance) add(after, 'emptied', 1);
  add(after, 'outSinceIn', amount);
  set(after, 'inSinceOut', 0);
  learnUsual(after, amount);
  add(after, 'outs', 1);
  set(after, 'lastOutAt', at);
  set(after, 'lastOutAmount', amount);
  set(after, 'suspicionOut', Math.max(habit(after, 'suspicionOut'), suspicion));
}

/** What came last goes first. Gives how much of the amount had come by transfer. */
function goFromArrived(after: number[], amount: number): number {
  const gone = Math.min(habit(after, 'arrived'), amount);
  add(after, 'arrived', -gone);
  set(after, 'arrivedFromNew', Math.min(habit(after, 'arrivedFromNew'), habit(after, 'arrived')));
  return gone;
}

function learnUsual(after: number[], amount: number): void {
  const takes = habit(after, 'takes') + 1;
  const step = Math.max(1 / takes, 1 / USUAL_OVER);
  const off = Math.log(Math.max(amount, 1e-9)) - habit(after, 'usualMean');
  set(after, 'takes', takes);
  set(after, 'usualMean', habit(after, 'usualMean') + step * off);
  set(after, 'usualVariance', (1 - step) * (habit(after, 'usualVariance') + step * off * off));
}
