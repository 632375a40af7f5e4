import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import { inTenantReadOnly } from '@/db/client';
import { knownDevices } from '@/db/schema/auth';
import { notSignedIn, Refusal } from '../base/refusal';
import { command } from '../command/command';
import { assuranceOf } from '../policy/assurance';
import { issueTicket } from './open-session';
import { returnTry, takeTry } from './proof-budget';
import { raiseSession } from './raise-session';
import { sampleFactor } from './sample-factor';
import { claimOfCode, factorCode, factorRefused, spendFactor } from './second-factor';

/** Proves the second factor again within a session. Gives a ticket for a cookie that says so. */
export const stepUp = command({
  name: 'auth.step-up',
  proof: 'session',
  input: z.strictObject({ code: factorCode }),
  output: z.strictObject({ ticket: z.string() }),
  async prepare({ actor, tenant, now }, { code }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const { deviceId, ip } = actor.request;
    const personId = actor.principal.id;
    const known = deviceId
      ? await inTenantReadOnly(tenant.id, (tx) =>
          tx
            .select({ deviceId: knownDevices.deviceId })
            .from(knownDevices)
            .where(
              and(
                eq(knownDevices.tenantId, tenant.id),
                eq(knownDevices.personId, personId),
                eq(knownDevices.deviceId, deviceId),
              ),
            ),
        )
      : [];
    const own = { tenantId: tenant.id, account: personId, ip, knownDeviceId: known[0]?.deviceId ?? null };
    const claim = claimOfCode(own, code);
    return { claim, mayTry: await takeTry(claim, now) };
  },
  async run({ tx, actor, tenant, now }, { code }, { claim, mayTry }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const { principal, session, request } = actor;
    const evidence = { subject: `session:${session.id}` };
    const place = { sessionId: session.id };
    const spent = mayTry ? await spendFactor(tx, tenant, principal.id, code, { now, place }) : undefined;
    if (!spent) return { refused: factorRefused(), evidence };
    const { method } = spent;
    if (assuranceOf([...session.methods, method]) < 2) return { refused: provesTheSame(), evidence };
    await returnTry(tx, claim, { complete: true });
    const methods = [...new Set([...session.methods, method])];
    const assurance = await raiseSession(tx, actor, method, now);
    const ticket = await issueTicket({ tx, tenant, request, personId: principal.id, methods }, session.id);
    return {
      output: { ticket },
      evidence: { ...evidence, change: { assurance: [session.assurance, assurance], ...spent } },
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
