import { after, MINUTE_MS } from '../../base/clock';
import type { Answer } from './call';

/** The wait after each try that failed; the one after the last of them is the last. */
const WAITS_MS = [1, 5, 15, 60, 180, 360, 720].map((minutes) => minutes * MINUTE_MS);
export const MOST_TRIES = WAITS_MS.length + 1;

type Fate = { state: 'sent' | 'failed' } | { state: 'waiting'; dueAt: Date };

/** What becomes of a delivery after a try; `tries` counts it. */
export function fateOf({ problem }: Answer, tries: number, now: Date): Fate {
  if (problem === null) return { state: 'sent' };
  const wait = WAITS_MS[tries - 1];
  return wait === undefined ? { state: 'failed' } : { state: 'waiting', dueAt: after(now, wait) };
}
