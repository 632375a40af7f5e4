import type { Tx } from '@/db/client';
import { stands } from '../hold';

/**
 * Whether nobody would be left to run the tenant if this person were kept out: they are an owner, and no other owner can
 * come in and change anything. Whoever else keeps an owner out waits until this one is done.
 */
export async function isLastOwner(tx: Tx, tenantId: string, personId: string, now: Date): Promise<boolean> {
  const { rows: owners } = await tx.$client.query<{ id: string }>({
    name: 'owner-role-lock',
    text: `select id from roles where tenant_id = $1 and key = 'owner' for no key update`,
    values: [tenantId],
  });
  const { rows } = await tx.$client.query<{ last: boolean }>({
    name: 'owner-is-last',
    text: `select exists (select from memberships m where m.tenant_id = $1 and m.role_id = $2 and m.person_id = $3)
      and not exists (select from memberships m
        join users u on u.tenant_id = m.tenant_id and u.id = m.person_id and u.status = 'active'
        where m.tenant_id = $1 and m.role_id = $2 and m.person_id <> $3
          and not exists (select from person_holds h where h.tenant_id = $1 and h.person_id = m.person_id
            and h.kind = 'review' and ${stands('h', '$4')})) as last`,
    values: [tenantId, owners[0]?.id ?? null, personId, now],
  });
  return rows[0]?.last ?? false;
}
