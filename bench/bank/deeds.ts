import type { z } from 'zod';
import { ask } from '@/lib/command/ask';
import type { Command, Query } from '@/lib/command/command';
import { perform } from '@/lib/command/perform';
import { deposit } from '@/lib/counter/deposit';
import { keepMoneyDeadlines } from '@/lib/counter/keep-money';
import { cancelPending } from '@/lib/counter/withdrawal/cancel';
import { startOnBehalf } from '@/lib/counter/withdrawal/on-behalf';
import { redeemWithdrawal } from '@/lib/counter/withdrawal/redeem';
import { startWithdrawal } from '@/lib/counter/withdrawal/start';
import type { Actor } from '@/lib/policy/actor';
import { decideDispute, withdrawDispute } from '@/lib/wallet/dispute/decide';
import { raiseDispute } from '@/lib/wallet/dispute/raise';
import { decideFraud } from '@/lib/wallet/fraud/review/decide';
import { freezeAccount, unfreezeAccount } from '@/lib/wallet/freeze/freeze-account';
import { confirmPending, refusePending } from '@/lib/wallet/pending/confirm';
import { makeWithdrawalCode, takeBackWithdrawalCode } from '@/lib/wallet/pending/withdrawal-code';
import { approveProposal, rejectProposal } from '@/lib/wallet/proposal/decide';
import { quoteTransfer } from '@/lib/wallet/quote';
import { proposeReversal } from '@/lib/wallet/reversal/propose';
import { transfer } from '@/lib/wallet/transfer';

const DEEDS = {
  quote: quoteTransfer,
  transfer,
  deposit,
  startWithdrawal,
  startOnBehalf,
  confirm: confirmPending,
  refuse: refusePending,
  cancel: cancelPending,
  makeCode: makeWithdrawalCode,
  takeBackCode: takeBackWithdrawalCode,
  redeem: redeemWithdrawal,
  proposeReversal,
  approve: approveProposal,
  reject: rejectProposal,
  raiseDispute,
  withdrawDispute,
  decideDispute,
  freeze: freezeAccount,
  unfreeze: unfreezeAccount,
  decideFraud,
};

export type DeedName = keyof typeof DEEDS;
type Deed = (typeof DEEDS)[DeedName];
export type OutputOf<Name extends DeedName> = z.infer<(typeof DEEDS)[Name]['output']>;

/** The name of a deed in the audit log and beside its key. */
export const commandOf = (name: DeedName): string => DEEDS[name].name;

/** Does a deed, or looks at something, by the one way in that there is; or does what is due by the clock. */
export async function runDeed(name: DeedName | 'deadlines', actor: Actor, input: unknown): Promise<unknown> {
  if (name === 'deadlines') return keepMoneyDeadlines(actor.request.at);
  const deed: Deed = DEEDS[name];
  return deed.kind === 'command'
    ? perform(deed as unknown as Command, actor, input)
    : ask(deed as unknown as Query, actor, input);
}
