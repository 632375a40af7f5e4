import { type Raise, raised } from './learn';
import type { Profile } from './profile';
import type { Tally } from './tally';

/** Rows of tallies that are kept, people, and sightings of all people together. */
export type Bounds = { tallies: number; people: number; sightings: number };

const USUAL: Bounds = { tallies: 400_000, people: 300_000, sightings: 1_000_000 };

/**
 * Tallies and profiles in memory, within bounds: when there are too many tallies those that were seen least are
 * forgotten, and of too many people those who have been away the longest.
 */
export class MemoryOfRisk {
  readonly #tallies = new Map<string, Tally>();
  readonly #people = new Map<string, Profile>();

  #sightings = 0;

  constructor(readonly bounds: Bounds = USUAL) {}

  readonly tally = (key: string): Tally | undefined => this.#tallies.get(key);

  profile(personId: string): Profile | undefined {
    return this.#people.get(personId);
  }

  /** Writes what a sign-in changed. */
  write(personId: string, { raises, profile }: { raises: readonly Raise[]; profile: Profile }): void {
    for (const raise of raises) this.#raise(raise);
    if (this.#tallies.size > this.bounds.tallies) this.#forgetRare();
    this.#forget(personId);
    // Written last, a person is the last to be forgotten.
    this.#people.set(personId, profile);
    this.#sightings += profile.sightings.length;
    while (this.#people.size > this.bounds.people || this.#sightings > this.bounds.sightings)
      this.#forget(this.#people.keys().next().value as string);
  }

  get size() {
    return { tallies: this.#tallies.size, people: this.#people.size, sightings: this.#sightings };
  }

  #forget(personId: string): void {
    this.#sightings -= this.#people.get(personId)?.sightings.length ?? 0;
    this.#people.delete(personId);
  }

  #raise(raise: Raise): void {
    this.#tallies.set(raise.key, raised(this.#tallies.get(raise.key), raise));
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
