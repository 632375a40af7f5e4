import { habitsAfterDeed } from '../../lib/wallet/fraud/after';
import type { DeedType, FraudLook } from '../../lib/wallet/fraud/look';
import { fraudScore } from '../../lib/wallet/fraud/score';
import type { Cards } from '../../lib/wallet/fraud/scorecard';
import { Usuals } from './usuals';
import { numberOf, Pairs, Wallets } from './wallets';

/** What of a row with PaySim's columns is known before its deed is done. */
export type RowBefore = {
  step: number;
  kind: 'CASH_OUT' | 'PAYMENT' | 'CASH_IN' | 'TRANSFER' | 'DEBIT';
  amount: number;
  nameOrig: string;
  oldbalanceOrg: number;
  nameDest: string;
  oldbalanceDest: number;
  hoursSinceSwap?: number | null;
};

const TYPES: Record<RowBefore['kind'], DeedType> = {
  CASH_OUT: 'withdrawal',
  PAYMENT: 'payment',
  CASH_IN: 'deposit',
  TRANSFER: 'transfer',
  DEBIT: 'debit',
};

/** Half a million wallets take 130 MB, and four million pairs 16 MB; that is all that is remembered. */
const ROOM = { wallets: 524_288, pairs: 4_194_304 };

/** Scores rows in the order of time, each by what the rows before it showed. */
export class Watch {
  readonly #wallets: Wallets;
  readonly #pairs: Pairs;
  readonly #usuals = new Usuals();
  readonly #cards: Cards | undefined;
  readonly #first: Cards | undefined;

  constructor({ cards, first, room = ROOM }: { cards?: Cards; first?: Cards; room?: typeof ROOM } = {}) {
    this.#cards = cards;
    this.#first = first;
    this.#wallets = new Wallets(room.wallets);
    this.#pairs = new Pairs(room.pairs);
  }

  /** The score of a row, which is then remembered as done. */
  score(row: RowBefore): number {
    return this.see(row).score;
  }

  see(row: RowBefore): { look: FraudLook; score: number } {
    const type = TYPES[row.kind];
    const orig = numberOf(row.nameOrig);
    const dest = type === 'transfer' && !row.nameDest.startsWith('M') ? numberOf(row.nameDest) : null;
    const own = { habits: this.#wallets.of(orig), balance: row.oldbalanceOrg };
    const look: FraudLook = {
      type,
      amount: row.amount,
      at: row.step,
      payer: type === 'deposit' ? null : own,
      payee:
        type === 'deposit'
          ? own
          : dest === null
            ? null
            : // PaySim writes 0 where it does not know a balance.
              { habits: this.#wallets.of(dest), balance: row.oldbalanceDest > 0 ? row.oldbalanceDest : null },
      firstPayee: dest !== null && this.#pairs.isFirst(orig, dest),
      hoursSinceSwap: row.hoursSinceSwap ?? null,
      usual: this.#usuals.of(type),
    };
    const { score } = fraudScore(look, this.#cards);
    this.#remember(look, { orig, dest });
    return { look, score };
  }

  #remember(look: FraudLook, { orig, dest }: { orig: number; dest: number | null }): void {
    const { payer, payee } = habitsAfterDeed(look, this.#first);
    const own = look.type === 'deposit' ? payee : payer;
    if (own) this.#wallets.write(orig, own);
    if (payee && dest !== null && dest !== orig) this.#wallets.write(dest, payee);
    this.#usuals.learn(look.type, look.amount);
  }
}
