import type { ServerResponse } from 'node:http';
import { availableParallelism } from 'node:os';
import { once } from '../base/once';
import { Refusal } from '../base/refusal';

/** Where a password is hashed: each such request costs more than ten pages. */
const COSTLY = new Set([
  '/sign-in',
  '/second-factor',
  '/sign-up',
  '/activate',
  '/reset',
  '/user/security/password',
]);

/** More than this many people who wait would wait in vain. */
const MOST_WAITING = 1_000;
/** Their forms are a name, a password and a code; who waits does so with the body already read. */
const LARGEST_FORM = 16 * 1024;

type Line = { free: number; waiting: (() => void)[] };
const line = () => once<Line>('crowd', () => ({ free: 2 * availableParallelism(), waiting: [] }));

const crowded = () =>
  new Refusal('crowded', 'Very many people are signing in just now. Try again in a minute.', {
    status: 503,
    retryAfterSeconds: 60,
  });

const tooLarge = () =>
  new Refusal('form_too_large', 'This form is larger than it can be. Fill it in again.', { status: 413 });

/**
 * Lets the forms that hash passwords in by twice as many as there are cores: while one is hashed, others are read and
 * written. The rest wait outside, their bodies read, so that nobody holds a place by sending slowly. So a crowd that
 * signs in at once leaves everybody else their pages. The place is free again when the answer is given or the client has
 * gone.
 */
export async function waitForTurn(path: string, bodyBytes: number, res: ServerResponse): Promise<void> {
  if (!COSTLY.has(path)) return;
  if (bodyBytes > LARGEST_FORM) throw tooLarge();
  const { waiting } = line();
  if (line().free > 0) line().free -= 1;
  else {
    if (waiting.length >= MOST_WAITING) throw crowded();
    await new Promise<void>((go) => waiting.push(go));
  }
  // Who left while they waited gives their place to the next at once.
  if (res.closed) leave();
  else res.once('close', leave);
}

function leave(): void {
  const next = line().waiting.shift();
  if (next) next();
  else line().free += 1;
}
