import { setTimeout as wait } from 'node:timers/promises';

/** Longer than the work behind such an answer takes on a machine that is not overrun. */
const STEP_MS = 100;

/** How long an answer waits whose work took a while: until the next full step. */
export const restOfStep = (tookMs: number): number => Math.ceil(tookMs / STEP_MS) * STEP_MS - tookMs;

/**
 * Does some work and answers at the next full step of time after it began, whether it ends well or not. The rows that an
 * account has and a stranger has not (foreign keys that are looked up, an account that is opened) cost a millisecond more
 * or less, which a patient stopwatch would see.
 */
export async function atEvenTime<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  const begun = performance.now();
  try {
    return await work();
  } finally {
    await wait(restOfStep(performance.now() - begun));
  }
}
