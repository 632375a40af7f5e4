import { z } from 'zod';
import { maskMsisdn } from '../base/mask';
import type { Msisdn } from '../base/msisdn';
import { notSignedIn } from '../base/refusal';
import { query } from '../command/command';
import { missingKind } from '../policy/second-factor-policy';
import type { Tenant } from '../policy/tenant';
import { channelsFor } from './factor-send';
import { type FactorWay, factorWay, UNTOLD, WANTS, waysOf } from './factor-ways';
import { addressOn, type Contact, contactOf } from './find-contact';
import { showsNothing } from './may-enrol';
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
    const found = await contactOf(tx, tenant, personId, actor.request);
    if (personId === null) return { ways: [...UNTOLD] };
    return {
      ways: [...waysOf(tenant, factors, { shown, want: 'second-factor' }), ...sentWays(tenant, found, shown)],
    };
  },
  async sample(ground) {
    const { signInId, personId } = await sampleSignIn(ground);
    await sampleFactor(ground, personId);
    return { signInId };
  },
});

/** The codes that can be sent to somebody after what they have shown, with the number as its owner knows it again. */
const sentWays = (tenant: Tenant, found: Contact | undefined, shown: readonly string[]): FactorWay[] =>
  channelsFor(tenant, found, shown).map((way) => ({
    way,
    address: maskMsisdn((addressOn(found, way) ?? '') as Msisdn),
  }));

/** How somebody who is signed in can prove it again, and what they have to enrol first, if anything. */
export const stepUpWays = query({
  name: 'auth.step-up.ways',
  proof: 'session',
  input: z.strictObject({ want: z.enum(WANTS).default('second-factor') }),
  output: z.strictObject({
    ways: z.array(factorWay),
    /** The kind that the tenant demands of them and that they lack; `any` where any would do. */
    missing: z.enum(['totp', 'passkey', 'any']).nullable(),
    /** Whether they have any of their own, or codes for a loss: who has some and may use none is helped by people, not by a page. */
    enrolled: z.boolean(),
  }),
  async run({ tx, actor, tenant }, { want }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const { principal, session, request } = actor;
    const factors = await factorsOf(tx, tenant.id, principal.id);
    const found = await contactOf(tx, tenant, principal.id, request);
    const sent = want === 'second-factor' ? sentWays(tenant, found, session.methods.slice(0, 1)) : [];
    return {
      ways: [...waysOf(tenant, factors, { shown: session.methods, want }), ...sent],
      missing: missingKind(tenant, enrolledIn(tenant, factors)) ?? null,
      enrolled: !showsNothing(factors),
    };
  },
  sample: async () => ({ want: 'second-factor' }),
});
