import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { aTenant, facts, NOON } from '@/testing/ground';
import { openSession } from '../auth/open-session';
import { ask } from '../command/ask';
import { perform } from '../command/perform';
import { createUnit } from '../tenant/create-unit';
import { listUnits } from '../tenant/list-units';
import { endSessions } from './end-sessions';
import { listPeople } from './list-people';
import { showProfile, updateProfile } from './profile';
import { setUnit } from './set-unit';

test('who changes their name is found by the new one, and no longer by the old', async () => {
  const { person } = await aTenant();
  const [owner, jean] = [await person(['owner']), await person(['user'], { name: 'Jean Mugabo' })];
  await perform(updateProfile, jean, { name: 'Jeanne Uwera', locale: 'fr' });
  expect(await ask(showProfile, jean, {})).toMatchObject({
    name: 'Jeanne Uwera',
    locale: 'fr',
    roles: [{ key: 'user' }],
  });
  const found = async (q: string) => (await ask(listPeople, owner, { q })).people.map(({ name }) => name);
  expect(await found('uwera')).toEqual(['Jeanne Uwera']);
  expect(await found('mugabo')).toEqual([]);
});

test.each(['', '   ', 'a\u0000b', 'line\nbreak', 'x'.repeat(121)])('%j is no name', async (name) => {
  const { person } = await aTenant();
  await expect(perform(updateProfile, await person(['user']), { name })).rejects.toMatchObject({
    code: 'invalid_input',
    field: 'name',
  });
});

const live = (tenantId: string, personId: string) =>
  inTenant(tenantId, async (tx) => {
    const { rows } = await tx.$client.query(
      'select id from sessions where tenant_id = $1 and person_id = $2 and revoked_at is null',
      [tenantId, personId],
    );
    return rows.length;
  });

test("an admin ends all of a person's sessions, and an owner's are for owners to end", async () => {
  const { tenant, person } = await aTenant();
  const [admin, owner, jean] = [await person(['admin']), await person(['owner']), await person(['user'])];
  for (const { principal } of [jean, jean, owner]) {
    const request = facts(NOON);
    await inTenant(tenant.id, (tx) =>
      openSession({ tx, tenant, request, personId: principal.id, methods: ['password'] }),
    );
  }
  expect(await perform(endSessions, admin, { personId: jean.principal.id })).toMatchObject({ ended: 2 });
  expect(await perform(endSessions, admin, { personId: jean.principal.id })).toMatchObject({ ended: 0 });
  await expect(perform(endSessions, admin, { personId: owner.principal.id })).rejects.toMatchObject({
    code: 'owners_alone',
  });
  expect([await live(tenant.id, jean.principal.id), await live(tenant.id, owner.principal.id)]).toEqual([
    0, 1,
  ]);
  expect(await perform(endSessions, owner, { personId: owner.principal.id })).toMatchObject({ ended: 1 });
});

test('units are listed as a tree, and a branch as a part of it', async () => {
  const { person } = await aTenant();
  const owner = await person(['owner']);
  const make = async (name: string, parentId?: string) =>
    (await perform(createUnit, owner, { name, kind: 'organisation', parentId })).unitId;
  const north = await make('North');
  const shop = await make('Shop', north);
  await make('Till', shop);
  await make('South');
  const clerk = await person(['agent']);
  await perform(setUnit, owner, { personId: clerk.principal.id, unitId: shop });
  const { units } = await ask(listUnits, owner, {});
  const tree = units.map(({ name, depth, people }) => [name, depth, people]);
  for (const [name, depth, people] of [
    ['North', 0, 1],
    ['Shop', 1, 1],
    ['Till', 2, 0],
    ['South', 0, 0],
  ])
    expect(tree).toContainEqual([name, depth, people]);
  const names = async (under: string) =>
    (await ask(listUnits, owner, { under })).units.map(({ name }) => name);
  expect(await names(north)).toEqual(['North', 'Shop', 'Till']);
  expect(await names(shop)).toEqual(['Shop', 'Till']);
  expect(await names(randomUUID())).toEqual([]);
  const first = await ask(listUnits, owner, { limit: 2 });
  const rest = await ask(listUnits, owner, { limit: 2, after: first.next ?? '' });
  expect([...first.units, ...rest.units]).toEqual(units);
  expect(rest.next).toBeNull();
});

test("a foreign tenant's unit takes nobody in and stands above nothing", async () => {
  const [ours, theirs] = [await aTenant(), await aTenant()];
  const [owner, foreign] = [await ours.person(['owner']), await theirs.person(['owner'])];
  const { unitId } = await perform(createUnit, foreign, { name: 'Theirs', kind: 'shop' });
  for (const id of [unitId, randomUUID()]) {
    await expect(
      perform(createUnit, owner, { name: 'Ours', kind: 'shop', parentId: id }),
    ).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(perform(setUnit, owner, { personId: owner.principal.id, unitId: id })).rejects.toMatchObject(
      { code: 'not_found' },
    );
  }
});
