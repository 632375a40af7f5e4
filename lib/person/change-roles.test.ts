import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { effort } from '@/testing/effort';
import { aTenant, type Ground, later, NOON } from '@/testing/ground';
import { QUERY_NAMES } from '../catalogue';
import { perform } from '../command/perform';
import type { Person } from '../policy/actor';
import { PERMISSIONS } from '../policy/permissions';
import { permissionsOf } from '../policy/roles';
import { assignRole, removeRole } from './change-roles';
import { createRole } from './create-role';
import { rolesHeld } from './held-roles';

const rolesOf = async ({ tenant }: Ground, person: Person) =>
  (await inTenant(tenant.id, (tx) => rolesHeld(tx, tenant.id, person.principal.id))).map(({ key }) => key);

/** The actor as the next request finds them: with the roles that are stored now. */
async function again({ tenant }: Ground, person: Person): Promise<Person> {
  const held = await inTenant(tenant.id, (tx) => rolesHeld(tx, tenant.id, person.principal.id));
  const permissions = permissionsOf(held, (name) => QUERY_NAMES.has(name));
  return { ...person, principal: { ...person.principal, roles: held.map(({ key }) => key), permissions } };
}

const to = (person: Person, role: string) => ({ personId: person.principal.id, role });

test('an admin makes a customer into an agent and back, and doing it twice changes nothing', async () => {
  const ground = await aTenant();
  const admin = await ground.person(['admin']);
  const customer = await ground.person(['user']);
  expect(await perform(assignRole, admin, to(customer, 'agent'))).toMatchObject({ changed: true });
  expect(await perform(assignRole, admin, to(customer, 'agent'))).toMatchObject({ changed: false });
  expect(await rolesOf(ground, customer)).toEqual(['agent', 'user']);
  expect(await perform(removeRole, admin, to(customer, 'agent'))).toMatchObject({ changed: true });
  expect(await perform(removeRole, admin, to(customer, 'agent'))).toMatchObject({ changed: false });
  expect(await rolesOf(ground, customer)).toEqual(['user']);
});

test('the new permissions hold from the next request on, and the session stays', async () => {
  const ground = await aTenant();
  const admin = await ground.person(['admin']);
  const customer = await ground.person(['user']);
  await perform(assignRole, admin, to(customer, 'viewer'));
  const next = await again(ground, customer);
  expect(next.principal.permissions).toContain('audit.list');
  expect(next.session).toEqual(customer.session);
});

test('nobody grants, or makes a role of, what they lack', async () => {
  const ground = await aTenant();
  const owner = await ground.person(['owner']);
  const { key } = await perform(createRole, owner, {
    name: 'Desk leads',
    access: 'write',
    permissions: ['role.assign', 'role.remove', 'role.create', 'person.list'],
  });
  const lead = await ground.person([]);
  const customer = await ground.person(['user']);
  await perform(assignRole, owner, to(lead, key));
  const asLead = await again(ground, lead);
  for (const role of ['admin', 'agent', 'user', 'viewer']) {
    await expect(perform(assignRole, asLead, to(customer, role))).rejects.toMatchObject({
      code: 'beyond_own_permissions',
      status: 403,
    });
  }
  await expect(perform(assignRole, asLead, to(customer, 'owner'))).rejects.toMatchObject({
    code: 'owners_alone',
  });
  expect(await perform(assignRole, asLead, to(customer, key))).toMatchObject({ changed: true });
  await expect(
    perform(createRole, asLead, { name: 'More', access: 'read', permissions: ['audit.list', 'person.list'] }),
  ).rejects.toMatchObject({ code: 'beyond_own_permissions', values: { permission: 'audit.list' } });
  expect(await rolesOf(ground, customer)).toEqual([key, 'user']);
});

test('whatever a role is made of, an admin can give it away exactly when they hold all of it', async () => {
  const ground = await aTenant();
  const [owner, admin] = [await ground.person(['owner']), await ground.person(['admin'])];
  const customer = await ground.person(['user']);
  const names = PERMISSIONS.filter((name) => owner.principal.permissions.includes(name));
  let made = 0;
  await fc.assert(
    fc.asyncProperty(fc.subarray(names, { minLength: 1 }), async (permissions) => {
      made += 1;
      const { key } = await perform(createRole, owner, {
        name: `Made ${made}`,
        access: 'write',
        permissions,
      });
      const may = permissions.every((name) => admin.principal.permissions.includes(name));
      const given = await perform(assignRole, admin, to(customer, key)).then(
        () => true,
        () => false,
      );
      expect([permissions, given]).toEqual([permissions, may]);
    }),
    { numRuns: Math.min(effort(12), 40) },
  );
});

test('nobody but an owner touches an owner', async () => {
  const ground = await aTenant();
  const [owner, admin] = [await ground.person(['owner', 'viewer']), await ground.person(['admin'])];
  for (const [deed, role] of [
    [removeRole, 'owner'],
    [removeRole, 'viewer'],
    [assignRole, 'user'],
  ] as const) {
    await expect(perform(deed, admin, to(owner, role))).rejects.toMatchObject({
      code: 'owners_alone',
      status: 403,
    });
  }
  expect(await rolesOf(ground, owner)).toEqual(['owner', 'viewer']);
});

test('the last owner stays, and an owner who cannot come in is none', async () => {
  const ground = await aTenant();
  const owner = await ground.person(['owner']);
  const others = await inTenant(ground.tenant.id, async (tx) => {
    await tx.$client.query(`update users set status = 'suspended' where tenant_id = $1 and id <> $2`, [
      ground.tenant.id,
      owner.principal.id,
    ]);
  });
  expect(others).toBeUndefined();
  await expect(perform(removeRole, owner, to(owner, 'owner'))).rejects.toMatchObject({
    code: 'last_owner',
    status: 409,
  });
  expect(await rolesOf(ground, owner)).toEqual(['owner']);
});

test('owners who remove each other, or themselves, at the same moment leave one', async () => {
  for (let round = 0; round < Math.min(effort(4), 20); round += 1) {
    const ground = await aTenant();
    const [a, b] = [await ground.person(['owner']), await ground.person(['owner'])];
    await inTenant(ground.tenant.id, async (tx) => {
      await tx.$client.query(`delete from memberships where tenant_id = $1 and person_id not in ($2, $3)`, [
        ground.tenant.id,
        a.principal.id,
        b.principal.id,
      ]);
    });
    const deeds =
      round % 2 === 0
        ? [perform(removeRole, a, to(b, 'owner')), perform(removeRole, b, to(a, 'owner'))]
        : [perform(removeRole, a, to(a, 'owner')), perform(removeRole, b, to(b, 'owner'))];
    const ends = await Promise.allSettled(deeds);
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect([...(await rolesOf(ground, a)), ...(await rolesOf(ground, b))]).toEqual(['owner']);
  }
});

test('a role that was taken while the request was under way grants nothing any more', async () => {
  const ground = await aTenant();
  const [owner, admin] = [await ground.person(['owner']), await ground.person(['admin'])];
  const customer = await ground.person(['user']);
  await perform(removeRole, owner, to(admin, 'admin'));
  // `admin` is still the actor that the request came in with.
  await expect(perform(assignRole, admin, to(customer, 'agent'))).rejects.toMatchObject({
    code: 'forbidden',
  });
});

test('roles are changed with a second factor of the last five minutes', async () => {
  const ground = await aTenant();
  const owner = await ground.person(['owner']);
  const customer = await ground.person(['user']);
  const late = later(owner, new Date(NOON.getTime() + 6 * 60_000));
  await expect(perform(assignRole, late, to(customer, 'agent'))).rejects.toMatchObject({
    code: 'needs_fresh_second_factor',
  });
});

test("a foreign tenant's person is the same as nobody", async () => {
  const [ours, theirs] = [await aTenant(), await aTenant()];
  const owner = await ours.person(['owner']);
  const stranger = await theirs.person(['user']);
  const answers = await Promise.allSettled([
    perform(assignRole, owner, to(stranger, 'agent')),
    perform(assignRole, owner, { personId: randomUUID(), role: 'agent' }),
  ]);
  const said = answers.map((answer) => answer.status === 'rejected' && JSON.stringify({ ...answer.reason }));
  expect(said[0]).toBe(said[1]);
  expect(await rolesOf(theirs, stranger)).toEqual(['user']);
});

test('each change, and each attempt at one, is in the audit log with its person and both lists of roles', async () => {
  const ground = await aTenant();
  const [admin, customer] = [await ground.person(['admin']), await ground.person(['user'])];
  await perform(assignRole, admin, to(customer, 'agent'));
  await expect(perform(assignRole, admin, to(customer, 'owner'))).rejects.toThrow();
  const { rows } = await inTenant(ground.tenant.id, (tx) =>
    tx.$client.query(
      `select outcome, subject, actor_id, severity, change from audit_events
       where tenant_id = $1 and command = 'role.assign' order by outcome`,
      [ground.tenant.id],
    ),
  );
  expect(rows).toEqual([
    {
      outcome: 'done',
      subject: `person:${customer.principal.id}`,
      actor_id: admin.principal.id,
      severity: 'warning',
      change: { role: 'agent', roles: [['user'], ['agent', 'user']] },
    },
    expect.objectContaining({ outcome: 'owners_alone', subject: `person:${customer.principal.id}` }),
  ]);
});
