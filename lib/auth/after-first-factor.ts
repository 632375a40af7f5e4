import { z } from 'zod';
import { Refusal } from '../base/refusal';
import { addsFactor } from '../policy/assurance';
import { demandOf } from '../policy/second-factor-policy';
import type { Tenant } from '../policy/tenant';
import { isRisky, judgeSignIn } from './judge-sign-in';
import { beginSignIn, endSignIn, type Opening, openSession } from './open-session';

/** What somebody has enrolled and works as: what the first factor leads to depends on it. */
type Enrolment = { hasTotp: boolean; hasPasskey: boolean; roles: string[] };

/** What a first factor leads to: a ticket for the cookie, or the sign-in that awaits a second factor. */
export const firstStep = z.discriminatedUnion('next', [
  z.strictObject({ next: z.literal('session'), ticket: z.string() }),
  z.strictObject({ next: z.literal('second-factor'), signInId: z.uuid() }),
]);
type FirstStep = z.infer<typeof firstStep>;

/** Whether a sign-in goes on with a second factor: where the person has one and the tenant asks for it. */
export const awaitsFactor = (tenant: Tenant, { hasTotp, hasPasskey, roles }: Enrolment): boolean =>
  mayAskMore({ hasTotp, hasPasskey }) && demandOf(tenant, roles) !== 'off';

const mayAskMore = ({ hasTotp, hasPasskey }: Pick<Enrolment, 'hasTotp' | 'hasPasskey'>): boolean =>
  hasTotp || hasPasskey;

/**
 * Goes on after a first factor that was right: to the second one, or to a session. `begun` is the sign-in in which it was
 * shown. What looks risky is asked for the second one also where the tenant asks for none. Two things that somebody has are no two factors, so a code to the phone is refused where only an app could
 * follow it.
 */
export async function afterFirstFactor(
  opening: Opening,
  enrolment: Enrolment,
  begun?: string,
): Promise<
  { output: FirstStep; change: Record<string, unknown>; refused?: undefined } | { refused: Refusal }
> {
  const { tx, tenant, request, methods } = opening;
  if (!awaitsFactor(tenant, enrolment)) {
    const judged = await judgeSignIn(opening);
    if (!mayAskMore(enrolment) || !isRisky(judged)) {
      const opened = await openSession({ ...opening, judged }, begun);
      if (opened.refused) return opened;
      const { sessionId, ticket, assurance } = opened;
      return { output: { next: 'session', ticket }, change: { session: sessionId, assurance } };
    }
  }
  if (begun) await endSignIn(tx, tenant, begun, request.at);
  if (!enrolment.hasPasskey && !addsFactor(methods, 'totp')) return { refused: pairsWithNothing() };
  const signInId = await beginSignIn(opening);
  return { output: { next: 'second-factor', signInId }, change: { awaits: 'second factor' } };
}

const pairsWithNothing = () =>
  new Refusal(
    'first_factor_pairs_with_nothing',
    'Your account also asks for your authenticator app, and a code to your phone is no second proof beside it. Sign in with your password, an e-mail code or a link.',
    { status: 403 },
  );
