/** A stream of chance that is the same for the same seed, so that every demo has the same people and the same life. */
export type Chance = {
  /** From 0 up to but not including 1. */
  next(): number;
  /** A whole number, both ends included. */
  between(lowest: number, highest: number): number;
  pick<T>(from: readonly T[]): T;
  /** Whether something of this probability happens. */
  happens(probability: number): boolean;
  digits(count: number): string;
};

/** Takes a seed of 32 bits and gives its stream (mulberry32, by Tommy Ettinger; public domain). */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (lowest: number, highest: number) => lowest + Math.floor(next() * (highest - lowest + 1));
  return {
    next,
    between,
    pick: <T>(from: readonly T[]): T => {
      if (from.length === 0) throw new Error('there is nothing to pick from');
      return from[between(0, from.length - 1)] as T;
    },
    happens: (probability) => next() < probability,
    digits: (count) => Array.from({ length: count }, () => between(0, 9)).join(''),
  };
}
