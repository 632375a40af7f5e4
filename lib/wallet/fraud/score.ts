import { addBeliefs } from './beliefs';
import type { FraudLook } from './look';
import { CARDS, type Cards, reasonsOf } from './scorecard';

/** Why a deed has its score: what one fact adds to the logarithm of the odds; negative speaks for the payer. */
export type FraudReason = { code: string; points: number };
/** The score is 1 / (1 + e^−evidence), and the points of all reasons, `base` among them, add up to the evidence. */
export type FraudScore = { score: number; evidence: number; reasons: FraudReason[] };

/**
 * Money leaves a wallet by transfers and withdrawals. A payment stays with a merchant who is known and a debit with a
 * bank: the same evidence weighs less, by so much. Nobody is robbed by a deposit.
 */
const KNOWN_PAYEE = -4;
const DEPOSIT = -12;

/** How likely a deed is to be fraud, by what is known before it is done. */
export function fraudScore(look: FraudLook, cards: Cards = CARDS): FraudScore {
  const reasons = reasonsFor(look, cards);
  let evidence = 0;
  for (const { points } of reasons) evidence += points;
  return { score: 1 / (1 + Math.exp(-evidence)), evidence, reasons };
}

function reasonsFor(look: FraudLook, { transfer, withdrawal }: Cards): FraudReason[] {
  if (look.type === 'deposit') return [{ code: 'base', points: DEPOSIT }];
  const reasons = reasonsOf(look.type === 'transfer' ? transfer : withdrawal, look);
  if (look.type === 'payment' || look.type === 'debit')
    reasons.push({ code: 'known_payee', points: KNOWN_PAYEE });
  addBeliefs(reasons, look);
  return reasons;
}
