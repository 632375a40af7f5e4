import { isNearLimit } from './beliefs';
import { habitsAfter } from './habits';
import type { FraudLook, Side } from './look';

/** The habits of both wallets once a deed is done: what is to be stored in place of the habits of the look. */
export const habitsAfterDeed = (
  look: FraudLook,
  score: number,
): { payer: number[] | null; payee: number[] | null } => ({
  payer: seenBy(look.payer, 'out', look, score),
  payee: seenBy(look.payee, 'in', look, score),
});

const seenBy = (wallet: Side | null, side: 'out' | 'in', look: FraudLook, score: number) =>
  wallet &&
  habitsAfter(wallet.habits, {
    side,
    type: look.type,
    amount: look.amount,
    at: look.at,
    balance: wallet.balance,
    firstTime: look.firstPayee && look.type === 'transfer',
    nearLimit: isNearLimit(look),
    score,
  });
