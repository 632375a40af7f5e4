import type { Tx } from '@/db/client';
import { Refusal } from '../base/refusal';

/** Whether somebody works at a counter now: they have the role, and their account is active. */
export async function isActiveAgent(tx: Tx, tenantId: string, personId: string): Promise<boolean> {
  const { rowCount } = await tx.$client.query({
    name: 'person-is-agent',
    text: `select from users u
      join memberships m on m.tenant_id = $1 and m.person_id = u.id
      join roles r on r.tenant_id = $1 and r.id = m.role_id and r.key = 'agent'
      where u.tenant_id = $1 and u.id = $2 and u.status = 'active'`,
    values: [tenantId, personId],
  });
  return rowCount !== 0;
}

export const notAnAgent = () =>
  new Refusal('not_an_agent', 'Only an active agent has a float. Give this person the role first.', {
    status: 409,
    field: 'personId',
  });
