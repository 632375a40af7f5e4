/** A source of chance that gives the same draws for the same seed. */
export class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = (seed * 0x9e3779b1) >>> 0;
  }

  /** From 0 up to but not including 1 (mulberry32). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  isTrue(probability: number): boolean {
    return this.next() < probability;
  }

  /** A whole number from `least` to `most`, both included. */
  whole(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  /** A waiting time with this mean. */
  wait(mean: number): number {
    return -Math.log(1 - this.next()) * mean;
  }

  pick<T>(some: readonly T[]): T {
    return some[Math.floor(this.next() * some.length)] as T;
  }

  /** One of some, each as likely as its share of the sum of the shares. */
  weighted<T>(some: readonly T[], shareOf: (one: T) => number): T {
    let left = this.next() * some.reduce((sum, one) => sum + shareOf(one), 0);
    for (const one of some) {
      left -= shareOf(one);
      if (left < 0) return one;
    }
    return some[some.length - 1] as T;
  }
}

/** The share of a rank when shares fall with the rank to the power of `steepness`. */
export const zipf = (rank: number, steepness: number): number => 1 / (rank + 1) ** steepness;
