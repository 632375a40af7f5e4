import { isNearLimit } from './beliefs';
import { habitsAfter } from './habits';
import type { FraudLook, Side } from './look';
import { fraudScore } from './score';
import { type Cards, FIRST_CARDS } from './scorecard';

/** The habits of both wallets once a deed is done: what is to be stored in place of the habits of the look. */
export function habitsAfterDeed(
  look: FraudLook,
  first: Cards = FIRST_CARDS,
): { payer: number[] | null; payee: number[] | null } {
  // Other deeds leave no suspicion behind.
  const counts = look.type === 'transfer' || look.type === 'withdrawal';
  const score = counts ? fraudScore(look, first).score : 0;
  return { payer: seenBy(look.payer, 'out', look, score), payee: seenBy(look.payee, 'in', look, score) };
}

const seenBy = (wallet: Side | null, side: 'out' | 'in', look: FraudLook, suspicion: number) =>
  wallet &&
  habitsAfter(wallet.habits, {
    side,
    type: look.type,
    amount: look.amount,
    at: look.at,
    balance: wallet.balance,
    firstTime: look.firstPayee && look.type === 'transfer',
    nearLimit: isNearLimit(look),
    suspicion,
  });
