import { HABITS_SIZE, type Habits, newHabits } from '../../lib/wallet/fraud/habits';

/** Wallets that share a set are looked through one after the other; the one unused the longest makes room. */
const WAYS = 8;
const NONE = newHabits();

/** The habits of wallets, as many as there is room for, however many names come. Names are kept as numbers of 53 bits. */
export class Wallets {
  readonly #sets: number;
  readonly #names: Float64Array;
  readonly #used: Float64Array;
  /** Half the room of doubles; seven digits of an amount are enough. */
  readonly #habits: Float32Array;
  #clock = 0;

  constructor(room: number) {
    this.#sets = Math.ceil(room / WAYS);
    const slots = this.#sets * WAYS;
    this.#names = new Float64Array(slots);
    this.#used = new Float64Array(slots);
    this.#habits = new Float32Array(slots * HABITS_SIZE);
  }

  /** What is known of a wallet. It holds until the next wallet is written. */
  of(name: number): Habits {
    const slot = this.#slotOf(name);
    return this.#names[slot] === name
      ? this.#habits.subarray(slot * HABITS_SIZE, (slot + 1) * HABITS_SIZE)
      : NONE;
  }

  write(name: number, habits: Habits): void {
    const slot = this.#slotOf(name);
    this.#names[slot] = name;
    this.#used[slot] = ++this.#clock;
    this.#habits.set(habits, slot * HABITS_SIZE);
  }

  /** Where a wallet is, or where it would go. */
  #slotOf(name: number): number {
    const first = (name % this.#sets) * WAYS;
    let oldest = first;
    for (let slot = first; slot < first + WAYS; slot++) {
      if (this.#names[slot] === name) return slot;
      if ((this.#used[slot] as number) < (this.#used[oldest] as number)) oldest = slot;
    }
    return oldest;
  }
}

/** Who paid whom, in a table of fixed size: a pair that has not been seen for long is forgotten, and is new again. */
export class Pairs {
  readonly #marks: Uint32Array;

  constructor(room: number) {
    this.#marks = new Uint32Array(2 ** Math.ceil(Math.log2(room)));
  }

  /** Whether this is the first time, as far as is known; from now on it is not. */
  isFirst(payer: number, payee: number): boolean {
    const mixed =
      Math.imul((payer ^ (payer / 2 ** 21)) | 0, 0x9e3779b1) ^
      Math.imul((payee ^ (payee / 2 ** 21)) | 0, 0x85ebca6b);
    const spread = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
    const place = (spread ^ (spread >>> 13)) & (this.#marks.length - 1);
    const mark = (Math.imul(spread, 0x297a2d39) ^ (payer + payee)) >>> 0 || 1;
    // Two places for a pair: whoever has been there for longer moves over, then out.
    const beside = place ^ 1;
    if (this.#marks[place] === mark || this.#marks[beside] === mark) return false;
    this.#marks[beside] = this.#marks[place] as number;
    this.#marks[place] = mark;
    return true;
  }
}

/** A name as a number of 53 bits that is never 0: two names of a million have one number once in ten thousand files. */
export function numberOf(name: string): number {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let index = 0; index < name.length; index++) {
    const code = name.charCodeAt(index);
    high = Math.imul(high ^ code, 0x9e3779b1);
    low = Math.imul(low ^ code, 0x5f356495);
  }
  high = Math.imul(high ^ (high >>> 16), 0x85ebca6b) ^ Math.imul(low ^ (low >>> 13), 0xc2b2ae35);
  low = Math.imul(low ^ (low >>> 16), 0x85ebca6b) ^ Math.imul(high ^ (high >>> 13), 0xc2b2ae35);
  return (high >>> 11) * 2 ** 32 + (low >>> 0) + 1;
}
