import type { Server } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { pool } from '@/db/client';
import { SECOND_MS } from '../base/clock';
import { log } from '../base/log';
import { announceClosing } from './closing';

const LONGEST_FINISH_MS = 10 * SECOND_MS;
const SWEEP_MS = 100;
const LONGEST_END_MS = 5 * SECOND_MS;

/** Something that runs beside the requests and has to be ended: its name, and how. */
export type Running = { name: string; end(): unknown };

/**
 * Ends the process well on SIGTERM and SIGINT: streams are told, requests that have begun are finished within ten
 * seconds, then what runs beside them is ended in order, then the database's connections. A second signal ends at once.
 */
export function shutDownOnSignal(server: Server, beside: readonly Running[]): void {
  let isClosing = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (isClosing) process.exit(1);
      isClosing = true;
      void shutDown(server, beside, signal).then((isClean) => process.exit(isClean ? 0 : 1));
    });
  }
}

async function shutDown(server: Server, beside: readonly Running[], signal: string): Promise<boolean> {
  log().info({ signal }, 'closing');
  const isFinished = new Promise<boolean>((done) => server.close(() => done(true)));
  announceClosing();
  // A stream whose answer had begun before leaves an idle connection when it ends.
  const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
  const inTime = await Promise.race([isFinished, wait(LONGEST_FINISH_MS, false)]);
  clearInterval(sweep);
  if (!inTime) {
    log().warn('requests that would not finish were cut');
    server.closeAllConnections();
  }
  const ends = [...beside, { name: 'the database', end: () => pool().end() }];
  let isClean = true;
  for (const running of ends) isClean = (await endWell(running)) && isClean;
  log().info('closed');
  return isClean;
}

async function endWell({ name, end }: Running): Promise<boolean> {
  try {
    const ended = Promise.resolve(end()).then(() => true);
    return await Promise.race([ended, wait(LONGEST_END_MS, false)]);
  } catch (error) {
    log().error({ err: error }, `${name} did not end well`);
    return false;
  }
}
