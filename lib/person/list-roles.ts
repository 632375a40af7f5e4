import { asc, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '@/db/client';
import { roles } from '@/db/schema/person';
import { query } from '../command/command';
import {
  ABOUT_ONESELF,
  OPEN_TO_STRANGERS,
  OPERATORS_ONLY,
  PERMISSIONS,
  type Permission,
} from '../policy/permissions';
import { BUILT_IN_ROLES, permissionsOf } from '../policy/roles';
import { isView } from '../policy/views';

/** How far the holders of a role are counted: a list is no place to count a million customers. */
const MOST_COUNTED = 1_000;

const role = { key: z.string(), name: z.string(), access: z.enum(['read', 'write']), builtIn: z.boolean() };

/** The tenant's roles, the built-in ones first, with how many people hold each. */
export const listRoles = query({
  name: 'role.list',
  proof: 'second-factor',
  input: z.strictObject({}),
  output: z.strictObject({
    roles: z.array(
      z.strictObject({
        ...role,
        id: z.uuid(),
        permissions: z.number().int(),
        holders: z.number().int(),
        /** Whether there are more holders than were counted. */
        more: z.boolean(),
      }),
    ),
  }),
  async run({ tx, tenant }) {
    const stored = await readRoles(tx, tenant.id);
    const { rows } = await tx.$client.query<{ id: string; holders: number }>({
      name: 'role-holders',
      text: `select r.id, (select count(*)::int from (select from memberships m
               where m.tenant_id = $1 and m.role_id = r.id order by m.person_id limit $2) few) as holders
             from roles r where r.tenant_id = $1`,
      values: [tenant.id, MOST_COUNTED + 1],
    });
    const holders = new Map(rows.map((row) => [row.id, row.holders]));
    return {
      roles: stored.map(({ permissions, ...rest }) => {
        const counted = holders.get(rest.id) ?? 0;
        return {
          ...rest,
          permissions: permissionsOf([{ ...rest, permissions }], isView).filter(isGranted).length,
          holders: Math.min(counted, MOST_COUNTED),
          more: counted > MOST_COUNTED,
        };
      }),
    };
  },
  sample: async () => ({}),
});

const matrix = z.strictObject({
  roles: z.array(z.strictObject(role)),
  permissions: z.array(
    z.strictObject({
      name: z.enum(PERMISSIONS),
      /** Whether it only looks. */
      view: z.boolean(),
      /** Whether the asker holds it, and so may hand it on. */
      mine: z.boolean(),
      /** For each role, in the order of `roles`, whether it holds this. */
      held: z.array(z.boolean()),
    }),
  ),
});

export type RoleMatrix = z.infer<typeof matrix>;

/** Every permission against every role: the grid of who may do what, out of the lists that the door itself asks. */
export const roleMatrix = query({
  name: 'role.matrix',
  proof: 'second-factor',
  input: z.strictObject({}),
  output: matrix,
  async run({ tx, actor, tenant }) {
    const stored = await readRoles(tx, tenant.id);
    const sets = stored.map((one) => new Set(permissionsOf([one], isView)));
    const mine = actor.kind === 'person' ? new Set(actor.principal.permissions) : new Set(PERMISSIONS);
    return {
      roles: stored.map(({ key, name, access, builtIn }) => ({ key, name, access, builtIn })),
      permissions: PERMISSIONS.filter(isOfRoles).map((name) => ({
        name,
        view: isView(name),
        mine: mine.has(name),
        held: sets.map((set) => set.has(name)),
      })),
    };
  },
  sample: async () => ({}),
});

const isGranted = (name: Permission) => isOfRoles(name) && !ABOUT_ONESELF.includes(name);

/** What roles decide about: neither the operator's alone nor open to everybody. */
const isOfRoles = (name: Permission) => !OPERATORS_ONLY.includes(name) && !OPEN_TO_STRANGERS.includes(name);

async function readRoles(tx: Tx, tenantId: string) {
  const stored = await tx
    .select({
      id: roles.id,
      key: roles.key,
      name: roles.name,
      access: roles.access,
      builtIn: roles.builtIn,
      permissions: roles.permissions,
    })
    .from(roles)
    .where(eq(roles.tenantId, tenantId))
    .orderBy(asc(roles.id));
  const rank = (key: string) => {
    const place = (BUILT_IN_ROLES as readonly string[]).indexOf(key);
    return place < 0 ? BUILT_IN_ROLES.length : place;
  };
  return stored.toSorted((a, b) => rank(a.key) - rank(b.key));
}
