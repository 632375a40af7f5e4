import type { Row } from './rows';

export const RULES = ['paySimFlag', 'over200000', 'takesEverything'] as const;
export type Rule = (typeof RULES)[number];

const LIMIT = 200_000;
/** PaySim's code looks at nobody before their fourth transfer … */
const TRANSFERS_BEFORE = 3;
/** … and flags who would then be below the most they held by so many limits. */
const LIMITS_BELOW = 2.5;
const EVERYTHING = 0.995;

/** The rules that the model is held against, as they would be set in a world of this scale. */
export class Baselines {
  readonly #limit: number;
  readonly #senders = new Map<string, { transfers: number; most: number }>();

  constructor(scale: number) {
    this.#limit = LIMIT * scale;
  }

  /** Which of the rules alert a row, as bits in the order of RULES. */
  see(row: Row): number {
    const transfer = row.kind === 'TRANSFER';
    const leaves = transfer || row.kind === 'CASH_OUT';
    const flags = [
      transfer && this.#isFlagged(row),
      transfer && row.amount > this.#limit,
      leaves && row.oldbalanceOrg > 0 && row.amount >= EVERYTHING * row.oldbalanceOrg,
    ];
    return flags.reduce((bits, flag, index) => bits | (Number(flag) << index), 0);
  }

  /** PaySim's own isFlaggedFraud, by the source that its authors published. */
  #isFlagged({ nameOrig, oldbalanceOrg, amount }: Row): boolean {
    const sender = this.#senders.get(nameOrig) ?? { transfers: 0, most: 0 };
    if (sender.transfers >= TRANSFERS_BEFORE)
      return sender.most - oldbalanceOrg - amount > LIMITS_BELOW * this.#limit;
    this.#senders.set(nameOrig, {
      transfers: sender.transfers + 1,
      most: Math.max(sender.most, oldbalanceOrg),
    });
    return false;
  }
}
