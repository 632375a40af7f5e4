// 1. Each line of an account begins with the balance that another ended with: end to end, from nothing to what it holds.
// 2. Ids are made before the locks are got, so two lines of one moment may stand in the other order than they were booked.
// 3. A statement adds up where its lines, and those right beside them, make one such chain without a gap.

/** A line as the chain sees it: what it changed, and the balance that the ledger wrote beside it. */
export type Link = { signed: bigint; after: bigint };

/** How often a balance is begun with (above zero) or ended with (below), without another line that joins there. */
export type Loose = ReadonlyMap<bigint, number>;

/** Gives the loose ends of some lines, joined to those that are known. */
export function joined(known: Loose, links: readonly Link[]): Map<bigint, number> {
  const loose = new Map(known);
  const bump = (balance: bigint, by: number) => {
    const count = (loose.get(balance) ?? 0) + by;
    if (count === 0) loose.delete(balance);
    else loose.set(balance, count);
  };
  for (const { signed, after } of links) {
    bump(after - signed, 1);
    bump(after, -1);
  }
  return loose;
}

/** What is known about the lines of a range, and about their neighbours, each nearest first. */
export type Range = {
  /** What the lines of the range change together, how many there are, and their loose ends. */
  signed: bigint;
  count: number;
  loose: Loose;
  before: readonly Link[];
  after: readonly Link[];
  /** As many neighbours as were asked for; fewer came where the account begins or ends there. */
  window: number;
  /** What the account holds. */
  posted: bigint;
};

/**
 * Gives the balance that a range begins with, or undefined where its lines do not join: then something is wrong with the
 * ledger, and nothing may be stated. The lines beside the range are read with it, and fewer of them where a booking
 * crossed the edge of what was read; where nothing lies before it the range begins with nothing, and where nothing follows
 * it ends with what the account holds.
 */
export function openingOf(range: Range): bigint | undefined {
  const { before, after, window } = range;
  for (let left = before.length; left >= leastOf(before, window); left -= 1)
    for (let right = after.length; right >= leastOf(after, window); right -= 1) {
      const opening = openingWith(range, before.slice(0, left), after.slice(0, right));
      if (opening !== undefined) return opening;
    }
  return undefined;
}

/** A booking may cross the far edge of what was read, so that its outer half may be left out; where it is all, nothing is. */
const leastOf = (links: readonly Link[], window: number): number =>
  links.length < window ? links.length : Math.ceil(links.length / 2);

function openingWith(range: Range, before: readonly Link[], after: readonly Link[]): bigint | undefined {
  const { window, posted, signed } = range;
  const isFromNothing = range.before.length < window && before.length === range.before.length;
  const isToTheEnd = range.after.length < window && after.length === range.after.length;
  const [led, follows] = [sum(before), sum(after)];
  const start = startOf(range, before, after, { isFromNothing, isToTheEnd });
  if (start === undefined || (isFromNothing && start !== 0n)) return undefined;
  if (isToTheEnd && start + led + signed + follows !== posted) return undefined;
  return start + led;
}

type Ends = { isFromNothing: boolean; isToTheEnd: boolean };

function startOf(
  { loose, signed, posted, count }: Range,
  before: readonly Link[],
  after: readonly Link[],
  { isFromNothing, isToTheEnd }: Ends,
): bigint | undefined {
  const ends = joined(loose, [...before, ...after]);
  const change = sum(before) + signed + sum(after);
  if (ends.size === 0) {
    // No line at all, or a ring: all of it ends where it began, and only an end that is known says where that is.
    if (change !== 0n) return undefined;
    if (isFromNothing) return 0n;
    if (isToTheEnd) return posted;
    const first = before.at(-1);
    return first
      ? first.after - first.signed
      : count === 0
        ? after[0] && after[0].after - after[0].signed
        : undefined;
  }
  const [[balance, times] = [0n, 0], [other, otherTimes] = [0n, 0], ...more] = [...ends];
  if (more.length > 0 || times * otherTimes !== -1) return undefined;
  const [start, end] = times === 1 ? [balance, other] : [other, balance];
  return start + change === end ? start : undefined;
}

const sum = (links: readonly Link[]): bigint => links.reduce((total, { signed }) => total + signed, 0n);
