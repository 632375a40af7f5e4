import { cookies } from 'next/headers';
import { Refusal } from '../base/refusal';
import { ask } from '../command/ask';
import { lookAtRecovery } from '../person/recovery/claim-case';
import { cookieName, cookieOptions, cookieToDelete } from './cookie';
import { currentActor } from './current-actor';
import { finishWithTicket } from './finish-sign-in';

/** As long as a case can take: a week for each of its waits. */
const COOKIE_LIVES_S = 30 * 24 * 60 * 60;
const recoveryCookie = () => cookieName('recovery');

type Claimed = { number: string; claim: string };

/** Keeps the number and the secret of a case in the browser that asked for it. */
export async function keepRecovery({ number, claim }: Claimed): Promise<void> {
  (await cookies()).set(recoveryCookie(), `${number}.${claim}`, {
    ...cookieOptions(),
    maxAge: COOKIE_LIVES_S,
  });
}

/** The case that this browser has asked for, as a command's input. */
export async function claimedCase(): Promise<Claimed> {
  const [number = '', claim = ''] = ((await cookies()).get(recoveryCookie())?.value ?? '').split('.');
  return { number, claim };
}

/** Where the case of this browser stands; undefined where it keeps none, or one that is none. */
export async function ownRecovery() {
  const claimed = await claimedCase();
  if (!claimed.number) return undefined;
  try {
    return await ask(lookAtRecovery, await currentActor(), claimed);
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

/** The account is back: the session's cookie, and the secret is forgotten. */
export async function finishRecovery(output: { ticket: string }): Promise<void> {
  await finishWithTicket(output);
  (await cookies()).delete(cookieToDelete(recoveryCookie()));
}
