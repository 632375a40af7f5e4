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

/** Ends the live ones of some sessions, whosever they are. Gives how many ended. */
export async function revokeThese(
  tx: Tx,
  tenantId: string,
  now: Date,
  { ids, reason }: { ids: readonly string[]; reason: string },
): Promise<number> {
  const { rowCount } = await tx.$client.query({
    name: 'sessions-revoke',
    text: `update sessions set revoked_at = $3, revoked_reason = $4
           where tenant_id = $1 and id = any($2) and revoked_at is null`,
    values: [tenantId, ids, now, reason],
  });
  return rowCount ?? 0;
}
