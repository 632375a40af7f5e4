import { cookies } from 'next/headers';
import { Refusal } from '../base/refusal';
import { ask } from '../command/ask';
import { lookAtOutage } from '../person/outage/look';
import { cookieName, cookieOptions } from './cookie';
import { currentActor } from './current-actor';

const COOKIE_LIVES_S = 7 * 24 * 60 * 60;
const outageCookie = () => cookieName('outage');

type Claimed = { number: string; claim: string };

/** Keeps the number and the secret of a report in the browser that made it. */
export async function keepOutage({ number, claim }: Claimed): Promise<void> {
  const kept = { ...cookieOptions(), maxAge: COOKIE_LIVES_S };
  (await cookies()).set(outageCookie(), `${number}.${claim}`, kept);
}

/** The report that this browser has made, as a command's input. */
export async function claimedOutage(): Promise<Claimed> {
  const [number = '', claim = ''] = ((await cookies()).get(outageCookie())?.value ?? '').split('.');
  return { number, claim };
}

/** Where the report of this browser stands; undefined where it keeps none, or one that is none. */
export async function ownOutageReport() {
  const claimed = await claimedOutage();
  if (!claimed.number) return undefined;
  try {
    return await ask(lookAtOutage, await currentActor(), claimed);
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}
