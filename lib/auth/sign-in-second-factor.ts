import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import { inTenantReadOnly } from '@/db/client';
import { knownDevices, signIns } from '@/db/schema/auth';
import { idText } from '../base/id';
import { Refusal } from '../base/refusal';
import { command } from '../command/command';
import { lockSignIn, openSession } from './open-session';
import { returnTry, takeTry } from './proof-budget';
import { sampleFactor } from './sample-factor';
import { sampleSignIn } from './sample-sign-in';
import { factorCode, factorRefused, spendFactor } from './second-factor';

export const startAgain = () =>
  new Refusal('sign_in_expired', 'This sign-in is too old, or it began in another browser. Begin again.', {
    status: 401,
  });

/** Ends a sign-in with the second factor, in the browser that began it. Gives a ticket for the cookie. */
export const signInSecondFactor = command({
  name: 'auth.second-factor',
  proof: 'none',
  input: z.strictObject({ signInId: idText, code: factorCode }),
  /** A code that was kept for a loss leads to the page that replaces what was lost. */
  output: z.strictObject({ ticket: z.string(), byRecoveryCode: z.boolean() }),
  async prepare({ actor, tenant, now }, { signInId }) {
    const { deviceId, ip } = actor.request;
    const begun = await inTenantReadOnly(tenant.id, async (tx) => {
      const [found] = await tx
        .select({ personId: signIns.personId, knownDevice: knownDevices.deviceId })
        .from(signIns)
        .leftJoin(
          knownDevices,
          and(
            eq(knownDevices.tenantId, signIns.tenantId),
            eq(knownDevices.personId, signIns.personId),
            eq(knownDevices.deviceId, signIns.deviceId),
          ),
        )
        .where(and(eq(signIns.tenantId, tenant.id), eq(signIns.id, signInId)));
      return found;
    });
    const claim = {
      tenantId: tenant.id,
      account: begun?.personId ?? signInId,
      ip,
      knownDeviceId: begun?.knownDevice ? deviceId : null,
    };
    return { claim, mayTry: await takeTry(claim, now) };
  },
  async run({ tx, actor, tenant, now }, { signInId, code }, { claim, mayTry }) {
    const begun = await lockSignIn(tx, tenant, actor.request, signInId);
    if (!begun) return { refused: startAgain(), evidence: { subject: `sign-in:${signInId}` } };
    const { personId } = begun;
    // A sign-in of nobody goes on as any other, and is refused as a wrong code is; so is one of which nothing was shown yet.
    if (!personId || begun.methods.length === 0)
      return { refused: factorRefused(), evidence: { subject: `sign-in:${signInId}` } };
    const evidence = { subject: `person:${personId}`, actorId: personId };
    const method = mayTry ? await spendFactor(tx, tenant, personId, code, now) : undefined;
    if (!method) return { refused: factorRefused(), evidence: { ...evidence, severity: 'notice' } };
    await returnTry(tx, claim, { complete: true });
    const opening = { tx, tenant, request: actor.request, personId, methods: [...begun.methods, method] };
    const { sessionId, ticket, assurance } = await openSession(opening, signInId);
    const severity = method === 'recovery' ? 'warning' : 'info';
    return {
      output: { ticket, byRecoveryCode: method === 'recovery' },
      evidence: { ...evidence, severity, change: { session: sessionId, assurance, method } },
    };
  },
  async sample(ground) {
    const { signInId, personId } = await sampleSignIn(ground);
    const { code } = await sampleFactor(ground, personId);
    return { signInId, code };
  },
});
