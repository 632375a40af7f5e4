import { and, eq, isNull, ne } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { sessions } from '@/db/schema/auth';

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
