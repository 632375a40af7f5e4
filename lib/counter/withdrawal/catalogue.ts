import { cancelPending } from './cancel';
import { findPayment } from './find';
import { startOnBehalf } from './on-behalf';
import { redeemWithdrawal } from './redeem';
import { startWithdrawal } from './start';
import { listStarted, showStarted } from './started';

/** What an agent starts for a customer. */
export const WITHDRAWAL_COMMANDS = [
  // One a line, so that two changes meet without a clash.
  cancelPending,
  redeemWithdrawal,
  startOnBehalf,
  startWithdrawal,
] as const;

/** And what of it they see. */
export const WITHDRAWAL_QUERIES = [findPayment, listStarted, showStarted] as const;
