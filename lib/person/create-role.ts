import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { roles } from '@/db/schema/person';
import { newId } from '../base/id';
import { oneLine } from '../base/plain-text';
import { Refusal } from '../base/refusal';
import { command } from '../command/command';
import { OPERATORS_ONLY, PERMISSIONS, type Permission } from '../policy/permissions';
import { isView } from '../policy/views';
import { refusalBeyond } from './role-rules';

/** A tenant's own roles; each is a column of the matrix, and each request reads the roles of its person. */
const MOST_ROLES = 60;

const permission = z
  .enum(PERMISSIONS, 'There is no permission of this name.')
  .refine((name) => !OPERATORS_ONLY.includes(name), 'This is the operator’s alone.');

/** Makes a role of permissions that its maker holds. One that only reads holds views alone. */
export const createRole = command({
  name: 'role.create',
  proof: 'fresh-second-factor',
  input: z.strictObject({
    name: oneLine(60),
    access: z.enum(['read', 'write']),
    // A form sends one ticked box as a text and several as a list.
    permissions: z.union([
      z.array(permission).min(1).max(PERMISSIONS.length),
      permission.transform((name) => [name]),
    ]),
  }),
  output: z.strictObject({ roleId: z.uuid(), key: z.string() }),
  async run({ tx, actor, tenant, now }, { name, access, permissions }) {
    const named = [...new Set(permissions)].sort();
    const refused =
      (actor.kind === 'person'
        ? refusalBeyond(actor.principal.permissions, named, 'permissions')
        : undefined) ?? refusalOfAccess(access, named);
    if (refused)
      return {
        refused,
        evidence: { severity: 'warning', change: { name, access, permissions: named.join(', ') } },
      };
    const [counted] = await tx
      .select({ count: sql<number>`count(*)::int` })
      .from(roles)
      .where(eq(roles.tenantId, tenant.id));
    if ((counted?.count ?? 0) >= MOST_ROLES) throw tooMany();
    const roleId = newId(now);
    const key = keyOf(name, roleId);
    await tx.insert(roles).values({
      tenantId: tenant.id,
      id: roleId,
      key,
      name,
      access,
      permissions: named,
      builtIn: false,
      createdAt: now,
    });
    return {
      output: { roleId, key },
      evidence: {
        subject: `role:${roleId}`,
        severity: 'warning',
        change: { key, name, access, permissions: named.join(', ') },
      },
    };
  },
  async sample() {
    return { name: 'Sample readers', access: 'read', permissions: ['audit.list'] };
  },
});

function refusalOfAccess(access: 'read' | 'write', named: readonly Permission[]): Refusal | undefined {
  const deed = access === 'read' ? named.find((name) => !isView(name)) : undefined;
  if (!deed) return undefined;
  return new Refusal('role_only_reads', 'A role that only reads cannot hold {permission}.', {
    field: 'permissions',
    values: { permission: deed },
  });
}

const tooMany = () =>
  new Refusal('too_many_roles', 'There are {most} roles already. Use one of them.', {
    status: 409,
    field: 'name',
    values: { most: MOST_ROLES },
  });

/** What stands in addresses and in the audit log; a name in letters that have no Latin form is told by its id. */
function keyOf(name: string, id: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
  return plain || `role-${id.slice(-12)}`;
}
