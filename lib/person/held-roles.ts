import { and, eq, inArray, ne, sql } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { memberships, roles, users } from '@/db/schema/person';
import { forbidden, notFound } from '../base/refusal';
import { type Actor, personIdOf } from '../policy/actor';
import { AS_OWNER_BY_BREAK_GLASS } from '../policy/break-glass';
import type { Permission } from '../policy/permissions';
import { permissionsOf, type Role } from '../policy/roles';
import { isView } from '../policy/views';
import type { Changer } from './role-rules';

export type StoredRole = Role & { id: string; name: string };

const COLUMNS = {
  id: roles.id,
  key: roles.key,
  name: roles.name,
  access: roles.access,
  permissions: roles.permissions,
};

/** Gives a tenant's role by its key. Refuses an unknown one. */
export async function roleOf(tx: Tx, tenantId: string, key: string): Promise<StoredRole> {
  const [role] = await tx
    .select(COLUMNS)
    .from(roles)
    .where(and(eq(roles.tenantId, tenantId), eq(roles.key, key)));
  if (!role) throw notFound();
  return role;
}

/** All roles of a tenant. */
export function rolesOfTenant(tx: Tx, tenantId: string): Promise<StoredRole[]> {
  return tx.select(COLUMNS).from(roles).where(eq(roles.tenantId, tenantId)).orderBy(roles.key);
}

/** The roles that a person holds at this moment. */
export function rolesHeld(tx: Tx, tenantId: string, personId: string): Promise<StoredRole[]> {
  return tx
    .select(COLUMNS)
    .from(memberships)
    .innerJoin(roles, and(eq(roles.tenantId, memberships.tenantId), eq(roles.id, memberships.roleId)))
    .where(and(eq(memberships.tenantId, tenantId), eq(memberships.personId, personId)))
    .orderBy(roles.key);
}

/**
 * Locks the one who changes roles and the one whose roles change, in the order of their ids, and reads what both hold
 * now: what the changer held when the request came in may have been taken away since.
 * Refuses an unknown person, and a changer who may no longer do `deed`.
 */
export async function lockChange(
  tx: Tx,
  actor: Actor,
  deed: Permission,
  personId: string,
): Promise<{ changer: Changer; subject: { roles: StoredRole[] } }> {
  const tenantId = actor.tenant.id;
  const changerId = personIdOf(actor);
  const found = await tx
    .select({ id: users.id })
    .from(users)
    .where(
      and(eq(users.tenantId, tenantId), inArray(users.id, changerId ? [changerId, personId] : [personId])),
    )
    .orderBy(users.id)
    .for('no key update');
  if (!found.some(({ id }) => id === personId)) throw notFound();
  const subject = { roles: await rolesHeld(tx, tenantId, personId) };
  if (!changerId) return { changer: 'operator', subject };
  const held = await rolesHeld(tx, tenantId, changerId);
  if (actor.kind === 'person' && actor.breakGlass && AS_OWNER_BY_BREAK_GLASS.includes(deed))
    held.push(await roleOf(tx, tenantId, 'owner'));
  if (!permissionsOf(held, isView).includes(deed)) throw forbidden();
  return { changer: { roles: held }, subject };
}

/** Counts the other owners who can come in. Whoever else takes the role from an owner waits until this one is done. */
export async function countOtherOwners(tx: Tx, tenantId: string, ownerRoleId: string, personId: string) {
  await tx
    .select({ id: roles.id })
    .from(roles)
    .where(and(eq(roles.tenantId, tenantId), eq(roles.id, ownerRoleId)))
    .for('no key update');
  const [counted] = await tx
    .select({ count: sql<number>`count(*)::int` })
    .from(memberships)
    .innerJoin(users, and(eq(users.tenantId, memberships.tenantId), eq(users.id, memberships.personId)))
    .where(
      and(
        eq(memberships.tenantId, tenantId),
        eq(memberships.roleId, ownerRoleId),
        ne(memberships.personId, personId),
        eq(users.status, 'active'),
      ),
    );
  return counted?.count ?? 0;
}
