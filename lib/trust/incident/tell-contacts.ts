import type { Tx } from '@/db/client';
import type { Tenant } from '../../policy/tenant';

type Telling = { event: string; template: string; values?: Record<string, string>; incidentId?: string };

/** Tells the tenant's security contacts in the deed's transaction. Gives how many messages were promised. */
export async function tellContacts(_tx: Tx, _tenant: Tenant, _now: Date, _told: Telling): Promise<number> {
  return 0;
}
