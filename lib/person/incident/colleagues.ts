import { and, eq, inArray } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { memberships, users } from '@/db/schema/person';
import { permissionsOf, type Role } from '../../policy/roles';
import { isView } from '../../policy/views';
import { rolesHeld, rolesOfTenant } from '../held-roles';

const MOST = 50;

const dealsWithIncidents = (roles: readonly Role[]) => permissionsOf(roles, isView).includes('incident.note');

/** Whether somebody can come in and deals with incidents. */
export async function mayTakeIncidents(tx: Tx, tenantId: string, personId: string): Promise<boolean> {
  const [found] = await tx
    .select({ status: users.status })
    .from(users)
    .where(and(eq(users.tenantId, tenantId), eq(users.id, personId)));
  return found?.status === 'active' && dealsWithIncidents(await rolesHeld(tx, tenantId, personId));
}

/** The first of those who deal with incidents, by their names. */
export async function colleaguesOf(tx: Tx, tenantId: string): Promise<{ id: string; name: string }[]> {
  const roles = (await rolesOfTenant(tx, tenantId)).filter((role) => dealsWithIncidents([role]));
  if (roles.length === 0) return [];
  const ids = roles.map(({ id }) => id);
  return tx
    .selectDistinct({ id: users.id, name: users.name })
    .from(memberships)
    .innerJoin(users, and(eq(users.tenantId, memberships.tenantId), eq(users.id, memberships.personId)))
    .where(
      and(eq(memberships.tenantId, tenantId), inArray(memberships.roleId, ids), eq(users.status, 'active')),
    )
    .orderBy(users.name, users.id)
    .limit(MOST);
}
