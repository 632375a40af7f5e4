import type { Tx } from '@/db/client';
import { after, HOUR_MS } from '../../base/clock';
import { newId } from '../../base/id';
import type { Tenant } from '../../policy/tenant';

const DUE_MS = { critical: HOUR_MS, warning: 8 * HOUR_MS, notice: 72 * HOUR_MS } as const;

type NewIncident = {
  kind: string;
  severity: keyof typeof DUE_MS;
  about: string;
  personId?: string | null;
  sessionId?: string | null;
  deviceId?: string | null;
  ip?: string | null;
  facts: Record<string, unknown>;
};

/** Opens an incident in the deed's transaction, or counts one more where one of its kind stands about the same subject. */
export async function openIncident(
  tx: Tx,
  tenant: Tenant,
  now: Date,
  { kind, severity, about, personId, sessionId, deviceId, ip, facts }: NewIncident,
): Promise<{ id: string; isNew: boolean }> {
  const { rows } = await tx.$client.query<{ id: string; isNew: boolean }>({
    name: 'incident-open',
    text: `insert into incidents (tenant_id, id, kind, severity, about, person_id, session_id, device_id, ip, facts,
             opened_at, last_at, due_at)
           values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$11,$12)
           on conflict (tenant_id, kind, about) where closed_at is null
           do update set times = incidents.times + 1, last_at = excluded.last_at
           returning id, times = 1 as "isNew"`,
    values: [
      ...[tenant.id, newId(now), kind, severity, about, personId ?? null, sessionId ?? null],
      ...[deviceId ?? null, ip ?? null, JSON.stringify(facts), now, after(now, DUE_MS[severity])],
    ],
  });
  const [row] = rows;
  if (!row) throw new Error('An incident was neither opened nor counted');
  return row;
}
