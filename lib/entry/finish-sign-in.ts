import { cookies } from 'next/headers';
import { mintCookie } from './auth';
import { cookieName, cookieOptions, cookieToDelete } from './cookie';

const signInCookie = () => cookieName('sign-in');

const FIVE_MINUTES_S = 5 * 60;
/** No code and no link that somebody signs in by lives longer. */
const FIFTEEN_MINUTES_S = 15 * 60;

type FirstStep = { next: 'session'; ticket: string } | { next: 'second-factor'; signInId: string };

/** After a first factor: the session's cookie, or the cookie of a sign-in that awaits its second factor. */
export async function finishFirstStep(output: FirstStep): Promise<void> {
  if (output.next === 'session') return mintCookie(output.ticket);
  await rememberSignIn(output.signInId, FIVE_MINUTES_S);
}

/** After a code or a link was sent: the cookie of the sign-in that waits for it. */
export async function keepSignIn({ signInId }: { signInId: string }): Promise<void> {
  await rememberSignIn(signInId, FIFTEEN_MINUTES_S);
}

async function rememberSignIn(signInId: string, maxAge: number): Promise<void> {
  (await cookies()).set(signInCookie(), signInId, { ...cookieOptions(), maxAge });
}

/** The sign-in that this browser has begun, as the command's input. */
export async function begunSignIn(): Promise<{ signInId: string }> {
  return { signInId: (await cookies()).get(signInCookie())?.value ?? '' };
}

/** After the second factor, a step-up or an enrolment: a cookie that says how well the person has proved themselves. */
export async function finishWithTicket({ ticket }: { ticket: string }): Promise<void> {
  await mintCookie(ticket);
  (await cookies()).delete(cookieToDelete(signInCookie()));
}
