import { expect, test } from 'vitest';
import { aTenant } from '@/testing/ground';
import { ask } from '../command/ask';
import { perform } from '../command/perform';
import { ABOUT_ONESELF, OPERATORS_ONLY } from '../policy/permissions';
import { createRole } from './create-role';
import { listRoles, roleMatrix } from './list-roles';

test("what is the operator's alone, and what nobody has heard of, is put into no role", async () => {
  const { person } = await aTenant();
  const owner = await person(['owner']);
  for (const name of [...OPERATORS_ONLY, 'everything', 'sim.*', '']) {
    await expect(
      perform(createRole, owner, { name: 'A role', access: 'write', permissions: ['person.list', name] }),
    ).rejects.toMatchObject({ code: 'invalid_input' });
  }
});

test('a role that only reads holds views alone', async () => {
  const { person } = await aTenant();
  const owner = await person(['owner']);
  await expect(
    perform(createRole, owner, {
      name: 'Readers',
      access: 'read',
      permissions: ['person.list', 'role.assign'],
    }),
  ).rejects.toMatchObject({ code: 'role_only_reads', values: { permission: 'role.assign' } });
});

test('a name is used once, a built-in one too, and one in any letters gets a key', async () => {
  const { person } = await aTenant();
  const owner = await person(['owner']);
  const make = (name: string) =>
    perform(createRole, owner, { name, access: 'read', permissions: 'audit.list' });
  expect((await make('Équipe de nuit')).key).toBe('equipe-de-nuit');
  expect((await make('夜勤')).key).toMatch(/^role-[0-9a-f]{12}$/);
  await expect(make('equipe de nuit')).rejects.toMatchObject({ code: 'role_exists', field: 'name' });
  await expect(make('Owner')).rejects.toMatchObject({ code: 'role_exists' });
});

test('the matrix shows what the door asks, and marks what the asker may hand on', async () => {
  const { person } = await aTenant();
  const [owner, viewer] = [await person(['owner']), await person(['viewer'])];
  await perform(createRole, owner, {
    name: 'Auditors',
    access: 'read',
    permissions: ['audit.list', 'audit.show'],
  });
  const { roles, permissions } = await ask(roleMatrix, viewer, {});
  expect(roles.map(({ key }) => key)).toEqual([
    'owner',
    'admin',
    'supervisor',
    'agent',
    'support',
    'user',
    'viewer',
    'auditors',
  ]);
  const held = (name: string) => permissions.find((row) => row.name === name)?.held;
  expect(held('audit.list')).toEqual([true, true, false, false, false, false, true, true]);
  expect(held('role.assign')).toEqual([true, true, false, false, false, false, false, false]);
  expect(permissions.filter(({ name }) => OPERATORS_ONLY.includes(name))).toEqual([]);
  expect(permissions.filter(({ mine }) => mine).map(({ name }) => name)).toEqual([
    ...viewer.principal.permissions,
  ]);
  for (const name of ABOUT_ONESELF) expect(held(name)).not.toContain(false);
});

test('the list of roles counts holders to a bound', async () => {
  const { person } = await aTenant();
  await person(['agent']);
  const { roles } = await ask(listRoles, await person(['agent', 'viewer']), {});
  expect(roles.find(({ key }) => key === 'agent')).toMatchObject({ holders: 2, more: false, builtIn: true });
});
