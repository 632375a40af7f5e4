import { setTimeout as wait } from 'node:timers/promises';
import { log } from '../base/log';

/**
 * Does `work` again and again, with a rest after each time, until it is stopped; `stop` waits for the one under way.
 * Trouble is logged and outlived.
 */
export function repeat(
  trouble: string,
  everyMs: number,
  work: (stopping: AbortSignal) => Promise<unknown>,
): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const { signal } = stopping;
  const run = async () => {
    while (!signal.aborted) {
      try {
        await work(signal);
      } catch (error) {
        log().warn({ err: error }, trouble);
      }
      await wait(everyMs, undefined, { signal }).catch((error: Error) => {
        if (error.name !== 'AbortError') throw error;
      });
    }
  };
  const running = run();
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}
