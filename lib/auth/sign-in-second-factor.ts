import { z } from 'zod';
import { idText } from '../base/id';
import { command } from '../command/command';
import { assuranceOf } from '../policy/assurance';
import { claimOfSignIn, startAgain } from './claim-of-sign-in';
import { lockSignIn, openSession } from './open-session';
import { returnTry, takeTry } from './proof-budget';
import { sampleFactor } from './sample-factor';
import { sampleSignIn } from './sample-sign-in';
import { claimOfCode, factorCode, factorRefused, spendFactor } from './second-factor';

/** Ends a sign-in with the second factor, in the browser that began it. Gives a ticket for the cookie. */
export const signInSecondFactor = command({
  name: 'auth.second-factor',
  proof: 'none',
  input: z.strictObject({ signInId: idText, code: factorCode }),
  /** A code that was kept for a loss leads to the page that replaces what was lost. */
  output: z.strictObject({ ticket: z.string(), byRecoveryCode: z.boolean() }),
  async prepare({ actor, tenant, now }, { signInId, code }) {
    const claim = claimOfCode(await claimOfSignIn(tenant, actor.request, signInId), code);
    return { claim, mayTry: await takeTry(claim, now) };
  },
  async run({ tx, actor, tenant, now }, { signInId, code }, { claim, mayTry }) {
    const begun = await lockSignIn(tx, tenant, actor.request, signInId);
    if (!begun) return { refused: startAgain(), evidence: { subject: `sign-in:${signInId}` } };
    const { personId, methods } = begun;
    // A sign-in of nobody goes on as any other, and is refused as a wrong code is; so is one of which nothing was shown yet.
    if (!personId || methods.length === 0)
      return { refused: factorRefused(), evidence: { subject: `sign-in:${signInId}` } };
    const evidence = { subject: `person:${personId}`, actorId: personId };
    const place = { signInId };
    // What a code shows is something that one has; beside another such thing alone it would prove the same again.
    const counts = mayTry && assuranceOf([...methods, 'totp']) >= 2;
    const spent = counts ? await spendFactor(tx, tenant, personId, code, { now, place }) : undefined;
    if (!spent) return { refused: factorRefused(), evidence: { ...evidence, severity: 'notice' } };
    const { method } = spent;
    await returnTry(tx, claim, { complete: true });
    const opening = { tx, tenant, request: actor.request, personId, methods: [...methods, method] };
    const opened = await openSession(opening, signInId);
    if (opened.refused) return { refused: opened.refused, evidence };
    const { sessionId, ticket, assurance } = opened;
    const severity = method === 'recovery' ? 'warning' : 'info';
    return {
      output: { ticket, byRecoveryCode: method === 'recovery' },
      evidence: { ...evidence, severity, change: { session: sessionId, assurance, ...spent } },
    };
  },
  async sample(ground) {
    const { signInId, personId } = await sampleSignIn(ground);
    const { code } = await sampleFactor(ground, personId);
    return { signInId, code };
  },
});
