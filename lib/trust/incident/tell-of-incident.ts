import type { Tx } from '@/db/client';
import { originOf } from '../../policy/origin';
import type { IncidentSeverity } from '../../policy/response-settings';
import type { Tenant } from '../../policy/tenant';
import type { Carried } from './carry-out';
import { hasStep } from './note-step';
import type { IncidentKind } from './open-incident';
import { tellContacts } from './tell-contacts';

type Told = {
  incidentId: string;
  kind: IncidentKind;
  severity: IncidentSeverity;
  personId: string | null;
  by: string | null;
};

/**
 * Tells the tenant's security contacts of an incident. By itself once for each severity that it reaches: what happens a
 * thousand times is one message that says so, and not a thousand.
 */
export async function tellOfIncident(
  tx: Tx,
  tenant: Tenant,
  now: Date,
  { incidentId, kind, severity, personId, by }: Told,
): Promise<Carried> {
  const told = { incidentId, kind: 'tell-contacts' as const, details: { severity } };
  if (by === null && (await hasStep(tx, tenant.id, told))) return { state: 'already' };
  const count = await tellContacts(tx, tenant, now, {
    event: `incident.${kind}`,
    template: 'incidentOpened',
    values: {
      name: await nameOf(tx, tenant.id, personId),
      link: `${originOf(tenant)}/admin/incidents/${incidentId}`,
    },
    incidentId,
  });
  return count > 0
    ? { state: 'done', details: { told: count, severity } }
    : { state: 'not', why: 'nobody-to-tell' };
}

async function nameOf(tx: Tx, tenantId: string, personId: string | null): Promise<string> {
  const { rows } = await tx.$client.query<{ name: string }>({
    name: 'incident-name-of',
    text: 'select name from users where tenant_id = $1 and id = $2',
    values: [tenantId, personId],
  });
  return rows[0]?.name ?? '–';
}
