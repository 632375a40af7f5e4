import { answerPending } from './answer';
import { confirmPending, refusePending } from './confirm';
import { expirePending } from './expire';
import { listOwnPending, showOwnPending } from './own';

/** What is done about payments that wait for their customer. */
export const PENDING_COMMANDS = [
  // One a line, so that two changes meet without a clash.
  answerPending,
  confirmPending,
  expirePending,
  refusePending,
] as const;

/** And what of it is seen. */
export const PENDING_QUERIES = [listOwnPending, showOwnPending] as const;
