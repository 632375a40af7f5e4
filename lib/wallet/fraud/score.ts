import { addBeliefs } from './beliefs';
import type { DeedType, FraudLook } from './look';
import { addParts, CARDS, type CardName, type Cards } from './scorecard';

/** Why a deed has its score: what one fact adds to the logarithm of the odds; negative speaks for the payer. */
export type FraudReason = { code: string; points: number };
/** The score is 1 / (1 + e^−evidence), and the points of all reasons, `base` among them, add up to the evidence. */
export type FraudScore = { score: number; evidence: number; reasons: FraudReason[] };

/**
 * Money leaves a wallet by transfers and withdrawals. A payment stays with a merchant who is known and a debit with a
 * bank: the same evidence weighs less, by so much. Nobody is robbed by a deposit.
 */
const CARD_OF: Record<DeedType, CardName> = {
  transfer: 'transfer',
  withdrawal: 'withdrawal',
  payment: 'withdrawal',
  debit: 'withdrawal',
  deposit: 'withdrawal',
};
const BESIDE: Record<DeedType, number> = { transfer: 0, withdrawal: 0, payment: -4, debit: -4, deposit: -8 };

/** How likely a deed is to be fraud, by what is known before it is done. */
export function fraudScore(look: FraudLook, cards: Cards = CARDS): FraudScore {
  const card = cards[CARD_OF[look.type]];
  const reasons: FraudReason[] = [{ code: 'base', points: card.base + BESIDE[look.type] }];
  if (look.type !== 'deposit') {
    addParts(reasons, card, look);
    addBeliefs(reasons, look);
  }
  let evidence = 0;
  for (const { points } of reasons) evidence += points;
  return { score: 1 / (1 + Math.exp(-evidence)), evidence, reasons };
}

/** The reasons as somebody reads them: what weighs most first, for or against. */
export const heaviestFirst = (reasons: readonly FraudReason[]): FraudReason[] =>
  reasons.toSorted((a, b) => Math.abs(b.points) - Math.abs(a.points));
