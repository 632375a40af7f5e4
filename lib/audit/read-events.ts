import type { Tx } from '@/db/client';
import type { Severity } from './append';

/** An event with the names of the people in it. */
export type AuditEvent = {
  id: string;
  at: Date;
  command: string;
  outcome: string;
  actorKind: 'person' | 'system' | 'stranger';
  actorId: string | null;
  actorName: string | null;
  sessionId: string | null;
  subject: string | null;
  /** The name of the subject where it is a person. */
  subjectName: string | null;
  ip: string | null;
  userAgent: string | null;
  deviceId: string | null;
  requestId: string | null;
  risk: number | null;
  approval: string | null;
  severity: Severity;
  change: Record<string, unknown> | null;
};

const A_PERSON = /^person:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

type Row = Omit<AuditEvent, 'actorName' | 'subjectName'>;

/** Reads events whole, in the order of the ids given. An id that is no event of the tenant is left out. */
export async function readEvents(tx: Tx, tenantId: string, ids: readonly string[]): Promise<AuditEvent[]> {
  if (ids.length === 0) return [];
  const { rows } = await tx.$client.query<Row>({
    name: 'audit-read',
    text: `select e.id, e.at, e.command, e.outcome, e.actor_kind as "actorKind", e.actor_id as "actorId",
             e.session_id as "sessionId", e.subject, host(e.ip) as ip, e.user_agent as "userAgent",
             e.device_id as "deviceId", e.request_id as "requestId", e.risk, e.approval, e.severity, e.change
           from audit_events e where e.tenant_id = $1 and e.id = any($2)`,
    values: [tenantId, ids],
  });
  const names = await namesOf(
    tx,
    tenantId,
    rows.flatMap((row) => [row.actorId, personIn(row.subject)]),
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    if (!row) return [];
    const subject = personIn(row.subject);
    return {
      ...row,
      actorName: (row.actorId && names.get(row.actorId)) ?? null,
      subjectName: (subject && names.get(subject)) ?? null,
    };
  });
}

const personIn = (subject: string | null) => subject?.match(A_PERSON)?.[1] ?? null;

async function namesOf(tx: Tx, tenantId: string, ids: (string | null)[]): Promise<Map<string, string>> {
  const known = [...new Set(ids.filter((id) => id !== null))];
  if (known.length === 0) return new Map();
  const { rows } = await tx.$client.query<{ id: string; name: string }>({
    name: 'audit-names',
    text: 'select u.id, u.name from users u where u.tenant_id = $1 and u.id = any($2)',
    values: [tenantId, known],
  });
  return new Map(rows.map(({ id, name }) => [id, name]));
}
