import { z } from 'zod';
import { notSignedIn, Refusal } from '../base/refusal';
import { command } from '../command/command';
import { assuranceOf } from '../policy/assurance';
import { ownClaim } from './own-claim';
import { returnTry, takeTry } from './proof-budget';
import { evidenceOfKey, raiseSession } from './raise-session';
import { sampleFactor } from './sample-factor';
import { claimOfCode, factorCode, factorRefused, spendFactor } from './second-factor';

/** Proves the second factor again within a session. Gives a ticket for a cookie that says so. */
export const stepUp = command({
  name: 'auth.step-up',
  proof: 'session',
  input: z.strictObject({ code: factorCode }),
  output: z.strictObject({ ticket: z.string() }),
  async prepare({ actor, now }, { code }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const claim = claimOfCode((await ownClaim(actor)).claim, code);
    return { claim, mayTry: await takeTry(claim, now) };
  },
  async run({ tx, actor, tenant, now }, { code }, { claim, mayTry }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const { principal, session } = actor;
    const evidence = { subject: `session:${session.id}` };
    const place = { sessionId: session.id };
    const spent = mayTry ? await spendFactor(tx, tenant, principal.id, code, { now, place }) : undefined;
    if (!spent) return { refused: factorRefused(), evidence };
    const { method } = spent;
    if (assuranceOf([...session.methods, method]) < 2) return { refused: provesTheSame(), evidence };
    await returnTry(tx, claim, { complete: true });
    const { assurance, ticket, key } = await raiseSession(tx, actor, method, now);
    const { change, ...seen } = evidenceOfKey(key);
    return {
      output: { ticket },
      evidence: {
        ...evidence,
        ...seen,
        change: { assurance: [session.assurance, assurance], ...spent, ...change },
      },
    };
  },
  async sample(ground) {
    const { code } = await sampleFactor(ground, ground.actorId);
    return { code };
  },
});

const provesTheSame = () =>
  new Refusal(
    'factor_proves_the_same',
    'You signed in by a code to your phone, and this proves the same again. Sign out, then sign in with your password, an e-mail code or a passkey.',
    { status: 403, field: 'code' },
  );
