import { z } from 'zod';
import { idText } from '../../base/id';
import { command } from '../../command/command';
import { startAgain } from '../claim-of-sign-in';
import { findSignIn, lockSignIn, openSession } from '../open-session';
import { factorsOf, kindsThatCount, passkeysThatCount } from '../own-factors';
import { sampleSignIn } from '../sample-sign-in';
import { assertionText } from './answer';
import { credentialsOf, requestOf, requestOptions } from './begin-assertion';
import { checkAssertion, passkeyRefused } from './check-assertion';
import { sampleAssertion, storeSample } from './sample-passkey';

const purposeFor = (personId: string) => ({ purpose: 'second_factor', personId }) as const;

/** Begins the second half of a sign-in with a passkey of whoever showed the first half. */
export const beginSecondFactorPasskey = command({
  name: 'auth.second-factor.passkey.begin',
  proof: 'none',
  input: z.strictObject({ signInId: idText }),
  output: z.strictObject({ options: requestOptions }),
  async run({ tx, actor, tenant }, { signInId }) {
    const evidence = { subject: `sign-in:${signInId}` };
    const begun = await findSignIn(tx, tenant, actor.request, signInId);
    if (!begun?.personId || begun.methods.length === 0) return { refused: startAgain(), evidence };
    const { personId } = begun;
    const counting = passkeysThatCount(tenant, await factorsOf(tx, tenant.id, personId));
    const allowed = await credentialsOf(tx, tenant.id, counting);
    if (allowed.length === 0) return { refused: passkeyRefused(), evidence };
    const options = await requestOf({ tx, tenant, request: actor.request }, purposeFor(personId), allowed);
    return { output: { options }, evidence: { subject: `person:${personId}`, actorId: personId } };
  },
  async sample(ground) {
    const { signInId, personId } = await sampleSignIn(ground);
    await storeSample(ground, personId);
    return { signInId };
  },
});

/** Ends a sign-in with a passkey as the second factor, in the browser that began it. Gives a ticket for the cookie. */
export const signInSecondFactorPasskey = command({
  name: 'auth.second-factor.passkey',
  proof: 'none',
  input: z.strictObject({ signInId: idText, response: assertionText }),
  output: z.strictObject({ ticket: z.string() }),
  async run({ tx, actor, tenant }, { signInId, response }) {
    const { request } = actor;
    const begun = await lockSignIn(tx, tenant, request, signInId);
    if (!begun?.personId || begun.methods.length === 0)
      return { refused: startAgain(), evidence: { subject: `sign-in:${signInId}` } };
    const { personId } = begun;
    const checked = await checkAssertion({ tx, tenant, request, use: purposeFor(personId) }, response);
    if ('refused' in checked) return checked;
    const { method, passkeyId } = checked;
    const evidence = { subject: `person:${personId}`, actorId: personId };
    if (!kindsThatCount(tenant, await factorsOf(tx, tenant.id, personId)).includes('passkey'))
      return { refused: passkeyRefused(), evidence };
    const methods = [...begun.methods, method];
    const opened = await openSession({ tx, tenant, request, personId, methods }, signInId);
    if (opened.refused) return { refused: opened.refused, evidence };
    const { sessionId, ticket, assurance } = opened;
    const change = { session: sessionId, assurance, method, passkey: passkeyId };
    return { output: { ticket }, evidence: { ...evidence, change } };
  },
  async sample(ground) {
    const { signInId, personId } = await sampleSignIn(ground);
    const { passkey } = await storeSample(ground, personId);
    return {
      signInId,
      response: await sampleAssertion(ground, passkey, { personId, use: purposeFor(personId) }),
    };
  },
});
