import type { Tx } from '@/db/client';
import type { Template } from '../../notice/promise-message';
import type { IncidentSeverity } from '../../policy/response-settings';
import type { Tenant } from '../../policy/tenant';
import type { Carried } from './carry-out';
import type { IncidentKind } from './open-incident';
import { tellContacts } from './tell-contacts';

type Told = {
  incidentId: string;
  kind: IncidentKind;
  severity: IncidentSeverity;
  personId: string | null;
  by: string | null;
};

const TEMPLATES: Partial<Record<IncidentKind, Template>> = {
  'risky-sign-in': 'riskySignIn',
  'risky-session': 'riskySession',
  'copied-session': 'sessionCopied',
  reported: 'accountReported',
};

/**
 * Tells the tenant's security contacts of an incident, which notes it as a step. An event is not told twice in a short
 * time: what happens a thousand times is one message that says so. When it becomes critical, and when somebody wants it
 * told, are events of their own.
 */
export async function tellOfIncident(
  tx: Tx,
  tenant: Tenant,
  now: Date,
  { incidentId, kind, severity, personId, by }: Told,
): Promise<Carried> {
  const event = by ? 'incident.told' : severity === 'critical' ? 'incident.critical' : 'incident.opened';
  const template = TEMPLATES[kind] ?? 'incidentOpened';
  const values = { name: await nameOf(tx, tenant.id, personId), what: kind };
  const told = await tellContacts(tx, tenant, now, { event, template, values, incidentId });
  if (told === 0) return { state: 'already' };
  if (by) await signStep(tx, tenant.id, { incidentId, event, by });
  return { state: 'done', details: { told } };
}

/** The step says who wanted it told. */
async function signStep(
  tx: Tx,
  tenantId: string,
  { incidentId, event, by }: { incidentId: string; event: string; by: string },
): Promise<void> {
  await tx.$client.query({
    name: 'incident-told-by',
    text: `update incident_steps set by = $4 where tenant_id = $1 and incident_id = $2 and kind = 'tell-contacts'
           and details ->> 'event' = $3 and by is null`,
    values: [tenantId, incidentId, event, by],
  });
}

async function nameOf(tx: Tx, tenantId: string, personId: string | null): Promise<string> {
  const { rows } = await tx.$client.query<{ name: string }>({
    name: 'incident-name-of',
    text: 'select name from users where tenant_id = $1 and id = $2',
    values: [tenantId, personId],
  });
  return rows[0]?.name ?? '–';
}
