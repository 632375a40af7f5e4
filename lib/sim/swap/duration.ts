/**
 * About the middle of durations that were counted in buckets: how far the middle one is in its bucket is taken to be how
 * far it is in its time. `ends` are the ends of all buckets but the last, which has none. Null of nothing.
 */
export function medianSeconds(counts: readonly number[], ends: readonly number[]): number | null {
  const all = counts.reduce((sum, count) => sum + count, 0);
  if (all === 0) return null;
  let before = 0;
  for (const [at, count] of counts.entries()) {
    if (before + count < all / 2) {
      before += count;
      continue;
    }
    const [from, to] = [at === 0 ? 0 : (ends[at - 1] ?? 0), ends[at]];
    // What is longer than the last end is at least that long.
    return to === undefined ? from : from + ((all / 2 - before) / count) * (to - from);
  }
  return null;
}
