/**
 * Counters over the last hour, day and week, in two buckets each: the one that is being filled and the one before. What
 * a window holds is the bucket of now and the part of the one before that the window still covers. That is exact where
 * deeds are spread evenly over the bucket before, and wrong by at most what that bucket holds. It needs no list of deeds.
 */
export const WIDTHS = { hour: 1, day: 24, week: 168 } as const;
export type Window = keyof typeof WIDTHS;

/** A group of counters of one width in a vector: first the number of the bucket, then two slots for each counter. */
export type Counters = { window: Window; from: number; count: number };

/** The counter's value over the window that ends at a moment. */
export function slid(
  slots: ArrayLike<number>,
  { window, from }: Counters,
  counter: number,
  at: number,
): number {
  const width = WIDTHS[window];
  const bucket = Math.floor(at / width);
  const behind = bucket - (slots[from] ?? 0);
  const current = slots[from + 1 + 2 * counter] ?? 0;
  const before = slots[from + 2 + 2 * counter] ?? 0;
  const left = 1 - (at / width - bucket);
  if (behind <= 0) return current + before * left;
  return behind === 1 ? current * left : 0;
}

/** Moves the buckets of a group on to a moment, in place; a moment that lies before them changes nothing. */
export function moveOn(slots: number[], { window, from, count }: Counters, at: number): void {
  const bucket = Math.floor(at / WIDTHS[window]);
  const behind = bucket - (slots[from] ?? 0);
  if (behind <= 0) return;
  slots[from] = bucket;
  for (let slot = from + 1; slot < from + 1 + 2 * count; slot += 2) {
    slots[slot + 1] = behind === 1 ? (slots[slot] ?? 0) : 0;
    slots[slot] = 0;
  }
}

export function raise(slots: number[], { from }: Counters, counter: number, by: number): void {
  const slot = from + 1 + 2 * counter;
  slots[slot] = Math.min(MOST, (slots[slot] ?? 0) + by);
}

/** Nothing that is kept grows beyond this, so that sums stay finite whatever comes. */
export const MOST = 1e18;
