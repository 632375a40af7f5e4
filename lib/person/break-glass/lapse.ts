import { inTenantReadOnly, pool } from '@/db/client';
import { clock, MINUTE_MS } from '../../base/clock';
import { newId } from '../../base/id';
import { log } from '../../base/log';
import { perform } from '../../command/perform';
import { repeat } from '../../notice/repeat';
import { HOLDS_AGAINST_BREAK_GLASS } from '../../policy/break-glass';
import type { Tenant } from '../../policy/tenant';
import { stands } from '../../trust/hold';
import { lapseBreakGlass } from './end';

const EVERY_MS = 5 * MINUTE_MS;

type TenantOf = (id: string) => Promise<Tenant | undefined>;

/**
 * Notes in every tenant what has ended by itself. The permissions are gone at the very moment, whoever looks: this is for
 * the audit log and for those who are to be told. One tenant's trouble is not the others'.
 */
async function lapseAll(now: Date, tenantOf: TenantOf, stopping: AbortSignal): Promise<void> {
  const { rows } = await pool().query<{ id: string }>('select id from tenants order by id');
  for (const { id } of rows) {
    if (stopping.aborted) return;
    try {
      if (await hasLapsed(id, now)) await lapseIn(await tenantOf(id), now);
    } catch (error) {
      log().warn({ err: error, tenantId: id }, 'what ended by itself could not be noted');
    }
  }
}

/** Looked at before the deed is done, so that the audit log is not filled with deeds that did nothing. */
function hasLapsed(tenantId: string, now: Date): Promise<boolean> {
  return inTenantReadOnly(tenantId, async (tx) => {
    const { rows } = await tx.$client.query({
      name: 'break-glass-lapsed',
      text: `select from break_glass b join users u on u.tenant_id = b.tenant_id and u.id = b.asked_by
             where b.tenant_id = $1 and b.ended_at is null
               and (coalesce(b.ends_at, b.expires_at) <= $2 or u.status <> 'active'
                 or not exists (select from memberships m join roles r on r.tenant_id = m.tenant_id and r.id = m.role_id
                   where m.tenant_id = $1 and m.person_id = u.id and r.key in ('admin', 'owner'))
                 or exists (select from person_holds h where h.tenant_id = $1 and h.person_id = u.id
                   and ${stands('h', '$2')} and h.kind = any($3)))
             limit 1`,
      values: [tenantId, now, HOLDS_AGAINST_BREAK_GLASS],
    });
    return rows.length > 0;
  });
}

async function lapseIn(tenant: Tenant | undefined, at: Date): Promise<void> {
  if (!tenant) return;
  const request = { at, id: newId(at), ip: null, userAgent: '', deviceId: null };
  await perform(lapseBreakGlass, { kind: 'system', tenant, request, name: 'break-glass' }, {});
}

/** Notes every few minutes what has ended by itself, until it is stopped. */
export const startLapsing = (tenantOf: TenantOf) =>
  repeat('what ended by itself could not be noted', EVERY_MS, (stopping) =>
    lapseAll(clock.now(), tenantOf, stopping),
  );
