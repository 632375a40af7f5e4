import type { Tx } from '@/db/client';
import { after } from '../../base/clock';
import { newId } from '../../base/id';
import type { IncidentSeverity } from '../../policy/response-settings';
import type { Tenant } from '../../policy/tenant';

// One incident of a kind is open for one subject at a time; what happens again raises its count.
// It never becomes less severe or due later by what happens again.

export const INCIDENT_KINDS = [
  'risky-sign-in',
  'risky-session',
  'copied-session',
  'broken-policy',
  'policy-hold',
  'break-glass',
  'reported',
  'swap-objected',
  'swap-failed-proofs',
  'swap-agent',
  'swap-fraud',
  'account-frozen',
  'dispute-undecided',
  'cash-difference',
  'books-wrong',
  'statement-wrong',
  'looks-like-fraud',
] as const;
export type IncidentKind = (typeof INCIDENT_KINDS)[number];

export type Opening = {
  kind: IncidentKind;
  severity: IncidentSeverity;
  /** What it stands for, as `<noun>:<id>`. */
  about: string;
  personId?: string | null;
  sessionId?: string | null;
  deviceId?: string | null;
  ip?: string | null;
  facts: Record<string, unknown>;
};

const OPEN = {
  name: 'incident-open',
  text: `insert into incidents as i (tenant_id, id, kind, severity, about, person_id, session_id, device_id, ip, facts,
      opened_at, last_at, due_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11, $12)
    on conflict (tenant_id, kind, about) where closed_at is null do update set
      times = i.times + 1,
      last_at = greatest(i.last_at, excluded.last_at),
      severity = case when array_position('{notice,warning,critical}', excluded.severity)
        > array_position('{notice,warning,critical}', i.severity) then excluded.severity else i.severity end,
      due_at = least(i.due_at, excluded.due_at),
      session_id = coalesce(excluded.session_id, i.session_id),
      device_id = coalesce(excluded.device_id, i.device_id),
      ip = coalesce(excluded.ip, i.ip),
      facts = excluded.facts
    returning id`,
};

/**
 * Opens an incident in the deed's transaction, or counts it where one of this kind stands for the same already: of two at
 * once, the second waits for the first. What was seen last is what it shows.
 */
export async function openIncident(
  tx: Tx,
  tenant: Tenant,
  now: Date,
  { kind, severity, about, personId, sessionId, deviceId, ip, facts }: Opening,
): Promise<{ id: string; isNew: boolean }> {
  const id = newId(now);
  const dueAt = after(now, tenant.settings.trust.responses.dueMs[severity]);
  const subject = [personId ?? null, sessionId ?? null, deviceId ?? null, ip ?? null];
  const { rows } = await tx.$client.query<{ id: string }>({
    ...OPEN,
    values: [tenant.id, id, kind, severity, about, ...subject, JSON.stringify(facts), now, dueAt],
  });
  const [stands] = rows;
  return { id: stands?.id ?? id, isNew: stands?.id === id };
}
