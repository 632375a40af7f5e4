import { inTenantReadOnly } from '@/db/client';

/**
 * Whether a session is live at a moment, without counting the look as activity: for what stays open by itself, and must
 * neither outlive its session nor keep it alive.
 */
export function sessionLives(tenantId: string, sessionId: string, now: Date): Promise<boolean> {
  return inTenantReadOnly(tenantId, async (tx) => {
    const { rowCount } = await tx.$client.query({
      name: 'session-lives',
      text: `select 1 from sessions s join users u on u.tenant_id = s.tenant_id and u.id = s.person_id
             where s.tenant_id = $1 and s.id = $2 and s.revoked_at is null and s.idle_expires_at > $3
               and s.expires_at > $3 and u.status = 'active'`,
      values: [tenantId, sessionId, now],
    });
    return rowCount === 1;
  });
}
