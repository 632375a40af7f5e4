import { decideDispute, withdrawDispute } from './dispute/decide';
import { lapseDispute } from './dispute/lapse';
import { afterReceipt, listOwnDisputes } from './dispute/own';
import { listDisputes, showDispute } from './dispute/queries';
import { raiseDispute } from './dispute/raise';
import { decideFraud } from './fraud/review/decide';
import { listFraud, showFraud } from './fraud/review/queries';
import { findAccount } from './freeze/find-account';
import { freezeAccount, unfreezeAccount } from './freeze/freeze-account';
import { proposeUnfreeze } from './freeze/propose-unfreeze';
import { showAccount } from './freeze/show-account';
import { previewPrices } from './prices/preview';
import { proposePrices, showPrices } from './prices/propose-prices';
import { proposeRaise } from './raises/propose-raise';
import { listRaises, takeBackRaise } from './raises/take-back-raise';
import { proposeReversal } from './reversal/propose';
import { listReversals, lookAtReversal } from './reversal/queries';

/** What is done about accounts, limits, prices, reversals and disputes, and about what looks like fraud. */
export const RULES_COMMANDS = [
  decideDispute,
  decideFraud,
  freezeAccount,
  lapseDispute,
  proposePrices,
  proposeRaise,
  proposeReversal,
  proposeUnfreeze,
  raiseDispute,
  takeBackRaise,
  unfreezeAccount,
  withdrawDispute,
] as const;

/** And what of it is seen. */
export const RULES_QUERIES = [
  afterReceipt,
  findAccount,
  listDisputes,
  listFraud,
  listOwnDisputes,
  listRaises,
  listReversals,
  lookAtReversal,
  previewPrices,
  showAccount,
  showDispute,
  showFraud,
  showPrices,
] as const;
