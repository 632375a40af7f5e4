import { and, eq, isNull, ne } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '@/db/client';
import { sessions } from '@/db/schema/auth';
import { notSignedIn } from '../base/refusal';
import { command } from '../command/command';

/**
 * Ends a person's live sessions: all, the one named, those of a browser, or all but one. Gives how many ended. A revoked
 * session is dead on its next request.
 */
export async function revokeSessions(
  tx: Tx,
  tenantId: string,
  now: Date,
  which: { personId: string; sessionId?: string; deviceId?: string; butId?: string; reason: string },
): Promise<number> {
  const ended = await tx
    .update(sessions)
    .set({ revokedAt: now, revokedReason: which.reason })
    .where(
      and(
        eq(sessions.tenantId, tenantId),
        eq(sessions.personId, which.personId),
        which.sessionId ? eq(sessions.id, which.sessionId) : undefined,
        which.deviceId ? eq(sessions.deviceId, which.deviceId) : undefined,
        which.butId ? ne(sessions.id, which.butId) : undefined,
        isNull(sessions.revokedAt),
      ),
    )
    .returning({ id: sessions.id });
  return ended.length;
}

/** Ends this session. */
export const signOut = command({
  name: 'auth.sign-out',
  proof: 'session',
  input: z.strictObject({}),
  output: z.strictObject({}),
  async run({ tx, actor, tenant, now }) {
    if (actor.kind !== 'person') throw notSignedIn();
    await revokeSessions(tx, tenant.id, now, {
      personId: actor.principal.id,
      sessionId: actor.session.id,
      reason: 'signed out',
    });
    return { output: {}, evidence: { subject: `session:${actor.session.id}` } };
  },
  sample: async () => ({}),
});

/** Ends all of one's own sessions, this one too. */
export const signOutEverywhere = command({
  name: 'auth.sign-out-everywhere',
  proof: 'session',
  input: z.strictObject({}),
  output: z.strictObject({ ended: z.number().int() }),
  async run({ tx, actor, tenant, now }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const ended = await revokeSessions(tx, tenant.id, now, {
      personId: actor.principal.id,
      reason: 'signed out everywhere',
    });
    return {
      output: { ended },
      evidence: { subject: `person:${actor.principal.id}`, severity: 'notice', change: { ended } },
    };
  },
  sample: async () => ({}),
});
