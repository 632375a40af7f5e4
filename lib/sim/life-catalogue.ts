import { blockSim, retireSim } from './life/block';
import { findNumber } from './life/find-number';
import { portOut } from './life/port-out';
import { lockPortOut, unlockPortOut } from './life/port-out-lock';
import { resumeNumber, resumeOwn } from './life/resume';
import { retireNumber } from './life/retire-number';
import { showNumber } from './life/show-number';
import { showOwnSecrets } from './life/show-secrets';
import { showSim } from './life/show-sim';
import { suspendNumber, suspendOwn } from './life/suspend';
import { importNetworkEvents } from './network/import-events';
import { listNetworkEvents } from './network/list-events';
import { takeNetworkEvent } from './network/take-event';

/** What is done with cards and numbers after they are in use, and what the network says of them. */
export const LIFE_COMMANDS = [
  blockSim,
  retireSim,
  portOut,
  lockPortOut,
  unlockPortOut,
  resumeNumber,
  resumeOwn,
  retireNumber,
  showOwnSecrets,
  suspendNumber,
  suspendOwn,
  importNetworkEvents,
  takeNetworkEvent,
] as const;

/** And what of it is seen. */
export const LIFE_QUERIES = [findNumber, showNumber, showSim, listNetworkEvents] as const;
