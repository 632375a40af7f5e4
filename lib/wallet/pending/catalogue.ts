import { answerPending } from './answer';
import { confirmByCode, enterPendingCode, lookAtPendingCode } from './by-code';
import { confirmPending, refusePending } from './confirm';
import { expirePending } from './expire';
import { listOwnPending, showOwnPending } from './own';
import { makeWithdrawalCode, takeBackWithdrawalCode } from './withdrawal-code';

/** What is done about payments that wait for their customer. */
export const PENDING_COMMANDS = [
  // One a line, so that two changes meet without a clash.
  answerPending,
  confirmByCode,
  confirmPending,
  enterPendingCode,
  expirePending,
  makeWithdrawalCode,
  refusePending,
  takeBackWithdrawalCode,
] as const;

/** And what of it is seen. */
export const PENDING_QUERIES = [listOwnPending, lookAtPendingCode, showOwnPending] as const;
