import { availableParallelism, cpus, totalmem } from 'node:os';

export const median = (figures: readonly number[]): number => quantile(figures, 0.5);

/** The value below which a share of the figures lies; 0.95 gives the p95. */
export function quantile(figures: readonly number[], share: number): number {
  const sorted = [...figures].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export const round = (figure: number, places = 2): number => Number(figure.toFixed(places));

/** Runs `work` until `count` runs are done, `atOnce` at a time. Gives runs a second. */
export async function ratePerSecond(
  count: number,
  atOnce: number,
  work: (index: number, lane: number) => Promise<unknown>,
): Promise<number> {
  let next = 0;
  const begun = performance.now();
  await Promise.all(
    Array.from({ length: atOnce }, async (_, lane) => {
      for (let index = next++; index < count; index = next++) await work(index, lane);
    }),
  );
  return (count * 1_000) / (performance.now() - begun);
}

/**
 * Measures two sides of a ratio in turn, so that whatever else the machine does falls on both, and gives the medians and
 * the median of the ratios of neighbours.
 */
export async function alternate(
  rounds: number,
  ours: (round: number) => Promise<number>,
  limit: (round: number) => Promise<number>,
) {
  const pairs: [number, number][] = [];
  for (let round = 0; round < rounds; round++) {
    // Who goes first changes too: the second of a pair finds warmer caches.
    if (round % 2 === 0) pairs.push([await ours(round), await limit(round)]);
    else {
      const bare = await limit(round);
      pairs.push([await ours(round), bare]);
    }
  }
  return {
    ours: round(median(pairs.map(([a]) => a))),
    limit: round(median(pairs.map(([, b]) => b))),
    ratio: round(median(pairs.map(([a, b]) => a / b)), 3),
  };
}

/** What the figures were measured on: a figure without its machine says nothing. */
export function machine() {
  return {
    processor: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memoryGiB: round(totalmem() / 2 ** 30, 1),
    system: `${process.platform} ${process.arch}`,
    node: process.version,
  };
}
