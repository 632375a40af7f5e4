import type { Tx } from '@/db/client';
import type { Permission } from '../policy/permissions';
import { BUILT_IN_ROLES, permissionsOf } from '../policy/roles';

const READ = {
  name: 'people-who-may',
  text: `select u.id from users u
    where u.tenant_id = $1 and u.status = 'active' and u.id <> all ($2::uuid[]) and exists (
      select from memberships m join roles r on r.tenant_id = $1 and r.id = m.role_id
      where m.tenant_id = $1 and m.person_id = u.id and (r.key = any ($3) or $4 = any (r.permissions)))
    order by u.id limit $5`,
};

type Asked = { permission: Permission; except: readonly (string | null)[]; most: number };

/** Gives the ids of active people whose roles let them do something, the first that joined first: to tell them of it. */
export async function peopleWhoMay(
  tx: Tx,
  tenantId: string,
  { permission, except, most }: Asked,
): Promise<string[]> {
  const builtIn = BUILT_IN_ROLES.filter((key) =>
    permissionsOf([{ key, access: 'write', permissions: [] }], () => true).includes(permission),
  );
  const { rows } = await tx.$client.query<{ id: string }>({
    ...READ,
    values: [tenantId, except.filter((id) => id !== null), builtIn, permission, most],
  });
  return rows.map(({ id }) => id);
}
