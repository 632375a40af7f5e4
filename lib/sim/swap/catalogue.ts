import { answerSwap } from './answer';
import { cancelSwap } from './cancel';
import { enterSwapCode, sendSwapCode } from './code';
import { completeSwap, expireSwap } from './complete';
import { readSwapDocument } from './document';
import { findSwapNumber } from './find';
import { listMySwaps, listSwaps } from './list';
import { lookAtSwapObjection, objectToOwnSwap, objectToSwapByLink } from './object';
import { listOwnSwaps, showOwnSwap } from './own';
import { swapPictures } from './pictures';
import { proveSwap } from './prove';
import { requestOwnSwap, requestSwap } from './request';
import { approveSwap, decideSwap, refuseSwap } from './review';
import { showSwap } from './show';

/** What is done about moving a number to another card. */
export const SWAP_COMMANDS = [
  answerSwap,
  approveSwap,
  cancelSwap,
  completeSwap,
  decideSwap,
  enterSwapCode,
  expireSwap,
  objectToOwnSwap,
  objectToSwapByLink,
  proveSwap,
  readSwapDocument,
  refuseSwap,
  requestOwnSwap,
  requestSwap,
  sendSwapCode,
] as const;

/** And what of it is seen. */
export const SWAP_QUERIES = [
  findSwapNumber,
  listMySwaps,
  listOwnSwaps,
  listSwaps,
  lookAtSwapObjection,
  showOwnSwap,
  showSwap,
  swapPictures,
] as const;
