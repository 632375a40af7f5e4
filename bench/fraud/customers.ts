import type { Chance } from '../risk/chance';
import { AMOUNTS, type RowKind, type World } from './parameters';

/** Chosen: how far the customers' scales of amounts lie apart, as the spread of a logarithm. */
const SPREAD_OF_PEOPLE = 0.6;
/** Chosen: what a customer holds at the beginning, as a multiple of a usual cash-in, and its spread. */
const OPENING = { share: 0.5, spread: 1.5 };
/** Chosen: the most active tenth of the customers does two fifths of the deeds. */
const ACTIVITY_STEEPNESS = 2.2;
const CONTACTS = 4;

/** The customers of a world: what each holds, how large their amounts are and whom they pay. */
export class Customers {
  readonly #chance: Chance;
  readonly #world: World;
  readonly #balances: number[] = [];
  readonly #scales: number[] = [];
  readonly #joinAt: number[] = [];
  readonly #contacts = new Map<number, number[]>();
  readonly #namesFrom: number;
  readonly count: number;

  constructor(chance: Chance, world: World, count: number) {
    this.#chance = chance;
    this.#world = world;
    this.count = count;
    this.#namesFrom = chance.whole(1_000_000, 9_000_000) * 100;
    for (let index = 0; index < count; index++) {
      const joins = chance.isTrue(world.joins);
      this.#joinAt.push(joins ? chance.next() * world.steps : 0);
      this.open(joins ? 0 : this.opening());
    }
  }

  /** Another wallet with this balance; nobody draws it by chance. */
  open(balance: number): number {
    this.#balances.push(cents(balance));
    this.#scales.push(spreadOut(this.#chance, SPREAD_OF_PEOPLE));
    return this.#balances.length - 1;
  }

  opening(): number {
    const usual = AMOUNTS.CASH_IN.median * this.#world.scale * OPENING.share;
    return usual * spreadOut(this.#chance, OPENING.spread);
  }

  /** Somebody who has joined by a moment, the more active the likelier. */
  anybody(at: number): number {
    for (;;) {
      const somebody = Math.floor(this.count * this.#chance.next() ** ACTIVITY_STEEPNESS);
      if ((this.#joinAt[somebody] as number) <= at) return somebody;
    }
  }

  /** Names tell nothing of when a wallet was opened: 7919 has no common divisor with the range. */
  name(index: number): string {
    return `C${this.#namesFrom + ((index * 7_919) % 99_999_989)}`;
  }

  balance(index: number): number {
    return this.#balances[index] ?? 0;
  }

  move(index: number, amount: number): void {
    this.#balances[index] = cents(Math.max(0, this.balance(index) + amount));
  }

  /** What a customer has in mind for a deed of this kind: PaySim's median and spread, and their own scale. */
  wanted(index: number, kind: RowKind): number {
    const { median, mean } = AMOUNTS[kind];
    const spread = Math.sqrt(2 * Math.log(mean / median));
    const own = this.#scales[index] ?? 1;
    return Math.max(1, median * this.#world.scale * own * spreadOut(this.#chance, spread * 0.8));
  }

  /** Whom a customer sends money: one of a few whom they know, or somebody new, who may become one of them. */
  payee(index: number, at: number): number {
    const known = this.#contacts.get(index) ?? [];
    if (known.length > 0 && !this.#chance.isTrue(this.#world.newPayee)) return this.#chance.pick(known);
    let somebody = this.anybody(at);
    while (somebody === index) somebody = this.anybody(at);
    if (known.length < CONTACTS) this.#contacts.set(index, [...known, somebody]);
    return somebody;
  }
}

export const cents = (amount: number): number => Math.round(amount * 100) / 100;

/** A factor around 1 whose logarithm has this spread (Box and Muller). */
export const spreadOut = (chance: Chance, spread: number): number =>
  Math.exp(spread * Math.sqrt(-2 * Math.log(1 - chance.next())) * Math.cos(2 * Math.PI * chance.next()));
