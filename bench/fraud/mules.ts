import type { Chance } from '../risk/chance';
import type { Customers } from './customers';
import type { RowKind, World } from './parameters';

/** A small honest deed that a mule does before they are needed. */
export type History = { at: number; kind: RowKind; who: number };

/** What a mule does before they are needed; of a transfer they are the payee. */
const KINDS_OF_HISTORY: readonly RowKind[] = ['CASH_IN', 'CASH_IN', 'PAYMENT', 'CASH_OUT', 'TRANSFER'];

/** Finds the mules of the cases: new wallets with a little history, customers like any, and those of the case before. */
export class Mules {
  #last: number | undefined;

  constructor(
    private readonly chance: Chance,
    private readonly world: World,
    private readonly customers: Customers,
  ) {}

  /** The mule for a case that begins at a moment, and what they have to have done by then. */
  recruit(begins: number): { mule: number; history: History[] } {
    const { chance } = this;
    if (this.#last !== undefined && chance.isTrue(this.world.fraud.usedMule))
      return { mule: this.#last, history: [] };
    if (!chance.isTrue(this.world.fraud.newMule)) {
      this.#last = Math.floor(chance.next() * this.customers.count);
      return { mule: this.#last, history: [] };
    }
    this.#last = this.customers.open(0);
    return { mule: this.#last, history: this.#historyOf(this.#last, begins) };
  }

  #historyOf(mule: number, begins: number): History[] {
    const opened = Math.max(0, begins - 24 * (2 + this.chance.next() * 18));
    const count = this.chance.whole(2, 10);
    return Array.from({ length: count }, (_, index) => ({
      at: opened + (begins - opened) * this.chance.next(),
      kind: index === 0 ? 'CASH_IN' : this.chance.pick(KINDS_OF_HISTORY),
      who: mule,
    }));
  }
}
