import type { Raise } from './learn';
import { faded, type Profile } from './profile';
import type { Tally } from './tally';

/** Rows of tallies that are kept, and people. */
export type Bounds = { tallies: number; people: number };

/**
 * Tallies and profiles in memory, within bounds: when there are too many tallies those that were seen least are
 * forgotten, and of too many people those who have been away the longest.
 */
export class MemoryOfRisk {
  readonly #tallies = new Map<string, Tally>();
  readonly #people = new Map<string, Profile>();

  constructor(readonly bounds: Bounds = { tallies: 400_000, people: 300_000 }) {}

  readonly tally = (key: string): Tally | undefined => this.#tallies.get(key);

  profile(personId: string): Profile | undefined {
    return this.#people.get(personId);
  }

  /** Writes what a sign-in changed. */
  write(personId: string, { raises, profile }: { raises: readonly Raise[]; profile: Profile }): void {
    for (const raise of raises) this.#raise(raise);
    if (this.#tallies.size > this.bounds.tallies) this.#forgetRare();
    // Written last, a person is the last to be forgotten.
    this.#people.delete(personId);
    this.#people.set(personId, profile);
    if (this.#people.size > this.bounds.people)
      this.#people.delete(this.#people.keys().next().value as string);
  }

  get size() {
    return { tallies: this.#tallies.size, people: this.#people.size };
  }

  #raise({ key, at, distinct, halfLife }: Raise): void {
    const tally = this.#tallies.get(key);
    if (!tally) {
      this.#tallies.set(key, { count: 1, distinct, at });
      return;
    }
    const later = Math.max(at, tally.at);
    tally.count = halfLife
      ? faded(tally.count, later - tally.at, halfLife) + faded(1, later - at, halfLife)
      : tally.count + 1;
    tally.distinct += distinct;
    tally.at = later;
  }

  /** Makes room for a quarter: what was seen once goes first, then what was seen twice, of each the oldest first. */
  #forgetRare(): void {
    const enough = Math.floor(this.bounds.tallies * 0.75);
    for (let most = 1; this.#tallies.size > enough; most *= 2) {
      for (const [key, { count }] of this.#tallies) {
        if (this.#tallies.size <= enough) return;
        if (count <= most) this.#tallies.delete(key);
      }
    }
  }
}
