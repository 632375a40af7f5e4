import { z } from 'zod';
import { notSignedIn } from '../base/refusal';
import { query } from '../command/command';
import { missingKind } from '../policy/second-factor-policy';
import { factorWay, UNTOLD, WANTS, waysOf } from './factor-ways';
import { findSignIn } from './open-session';
import { enrolledIn, factorsOf } from './own-factors';
import { sampleFactor } from './sample-factor';
import { sampleSignIn } from './sample-sign-in';

/**
 * How a sign-in that was begun in this browser can be ended. Of one that is unknown, late, another browser's or nobody's,
 * or of which nothing was shown yet, nothing is told.
 */
export const signInWays = query({
  name: 'auth.second-factor.ways',
  proof: 'none',
  // It comes out of a cookie: what is no id is the sign-in of nobody.
  input: z.strictObject({ signInId: z.string().max(64) }),
  output: z.strictObject({ ways: z.array(factorWay) }),
  async run({ tx, actor, tenant }, { signInId }) {
    const begun = await findSignIn(tx, tenant, actor.request, signInId);
    const shown = begun?.methods ?? [];
    const personId = shown.length > 0 ? (begun?.personId ?? null) : null;
    const factors = await factorsOf(tx, tenant.id, personId);
    if (personId === null) return { ways: [...UNTOLD] };
    return { ways: waysOf(tenant, factors, { shown, want: 'second-factor' }) };
  },
  async sample(ground) {
    const { signInId, personId } = await sampleSignIn(ground);
    await sampleFactor(ground, personId);
    return { signInId };
  },
});

/** How somebody who is signed in can prove it again, and what they have to enrol first, if anything. */
export const stepUpWays = query({
  name: 'auth.step-up.ways',
  proof: 'session',
  input: z.strictObject({ want: z.enum(WANTS).default('second-factor') }),
  output: z.strictObject({
    ways: z.array(factorWay),
    /** The kind that the tenant demands of them and that they lack; `any` where any would do. */
    missing: z.enum(['totp', 'passkey', 'any']).nullable(),
  }),
  async run({ tx, actor, tenant }, { want }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const factors = await factorsOf(tx, tenant.id, actor.principal.id);
    return {
      ways: waysOf(tenant, factors, { shown: actor.session.methods, want }),
      missing: missingKind(tenant, enrolledIn(tenant, factors)) ?? null,
    };
  },
  sample: async () => ({ want: 'second-factor' }),
});
