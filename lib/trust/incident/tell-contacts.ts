import type { Tx } from '@/db/client';
import type { Template } from '../../notice/promise-message';
import type { Tenant } from '../../policy/tenant';
import { hasStep, noteStep } from './note-step';

type Alarm = { event: string; template: Template; values: Record<string, string>; incidentId: string };

/** Tells the tenant's security contacts in the deed's transaction. Gives how many messages were promised. */
export async function tellContacts(tx: Tx, tenant: Tenant, now: Date, alarm: Alarm): Promise<number> {
  const { incidentId, event } = alarm;
  const step = { incidentId, kind: 'tell-contacts' as const, details: { event } };
  if (await hasStep(tx, tenant.id, step)) return 0;
  await noteStep(tx, tenant.id, now, { ...step, by: null });
  return 1;
}
