import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asOwner } from '@/db/testing/as-owner';
import { ownDatabase } from '@/db/testing/own-database';
import { aCrowd, plansOf } from '@/testing/crowd';
import { effort } from '@/testing/effort';
import { aTenant, NOON } from '@/testing/ground';
import { ask } from '../command/ask';
import { perform } from '../command/perform';
import type { Actor, Person } from '../policy/actor';
import { createUnit } from '../tenant/create-unit';
import { listPeople } from './list-people';
import { searchWords } from './search-words';
import { setUnit } from './set-unit';

const urls = await ownDatabase();

async function everyPage(actor: Actor, filter: Record<string, unknown>) {
  const people: Awaited<ReturnType<typeof ask<typeof listPeople.input, typeof listPeople.output>>>['people'] =
    [];
  for (let after: string | null | undefined; after !== null; ) {
    const page = await ask(listPeople, actor, { ...filter, ...(after && { after }) });
    people.push(...page.people);
    after = page.next;
  }
  return people;
}

test('people are found by the start of any word, with or without accents, by e-mail and by number in any spelling', async () => {
  const { person } = await aTenant();
  const owner = await person(['owner']);
  await person(['user'], {
    name: 'Élise Uwase-Mukamana',
    email: 'elise.u@example.rw',
    mobile: '+250788123456',
  });
  await person(['user'], { name: 'Jean Uwimana', email: 'jean@example.rw', mobile: '+250788999999' });
  const found = async (q: string) => (await everyPage(owner, { q })).map(({ name }) => name);
  for (const q of [
    'eli',
    'ÉLISE',
    'uwase',
    'mukam',
    'uw eli',
    'elise.u@ex',
    '0788 123',
    '+250 788-123-456',
    '788123456',
    '00250788123',
  ])
    expect([q, await found(q)]).toEqual([q, ['Élise Uwase-Mukamana']]);
  expect(await found('uw')).toEqual(['Élise Uwase-Mukamana', 'Jean Uwimana']);
  for (const q of ['lise', 'eli jean', '%', '_', '*', '...', "'; drop table users; --"])
    expect([q, await found(q)]).toEqual([q, []]);
});

test('a number is masked in the list', async () => {
  const { person } = await aTenant();
  const owner = await person(['owner']);
  await person(['user'], { name: 'Jean', mobile: '+250788123456' });
  const [jean] = await everyPage(owner, { q: 'jean' });
  expect(jean?.mobile).toBe('+250 ••• ••• 456');
});

test('a branch is a unit and all below it, and one follows a person who moves', async () => {
  const { person } = await aTenant();
  const owner = await person(['owner']);
  const make = async (name: string, parentId?: string) =>
    (await perform(createUnit, owner, { name, kind: 'shop', parentId })).unitId;
  const north = await make('North');
  const shop = await make('Shop', north);
  const south = await make('South');
  const [a, b] = [await person(['agent'], { name: 'A' }), await person(['agent'], { name: 'B' })];
  await perform(setUnit, owner, { personId: a.principal.id, unitId: shop });
  await perform(setUnit, owner, { personId: b.principal.id, unitId: north });
  const names = async (unit: string, actor = owner) =>
    (await everyPage(actor, { unit })).map(({ name }) => name).sort();
  expect([await names(north), await names(shop), await names(south)]).toEqual([['A', 'B'], ['A'], []]);
  await perform(setUnit, owner, { personId: a.principal.id, unitId: south });
  expect([await names(north), await names(shop), await names(south)]).toEqual([['B'], [], ['A']]);
  expect(await names('own')).toEqual([]);
  const ofSouth: Person = { ...owner, principal: { ...owner.principal, unitId: south } };
  expect(await names('own', ofSouth)).toEqual(['A']);
});

const filters = fc.record(
  {
    q: fc.constantFrom('j', 'jean', 'jean mug', 'uwase1', 'p1', '+25078', 'zzz', 'a', 'marie u'),
    role: fc.constantFrom('user', 'agent', 'viewer', 'nobody'),
    status: fc.constantFrom('active', 'suspended', 'closed'),
    limit: fc.integer({ min: 1, max: 100 }),
  },
  { requiredKeys: [] },
);

test('any filters together give everybody who meets them all, once each, however it is paged', async () => {
  const { tenant, system } = await aTenant();
  await aCrowd(tenant, 1_500);
  // A job is under no limit of requests, as the many pages of this test would be.
  const all = await everyPage(system(), { limit: 100 });
  expect(all.length).toBeGreaterThan(1_500);
  expect(all.map(({ id }) => id)).toEqual(
    all
      .map(({ id }) => id)
      .toSorted()
      .reverse(),
  );
  await fc.assert(
    fc.asyncProperty(filters, async ({ limit = 37, ...filter }) => {
      const found = await everyPage(system(), { ...filter, limit });
      const expected = all.filter((one) => meets(one, filter));
      const ids = found.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids.toSorted()).toEqual(expected.map(({ id }) => id).toSorted());
    }),
    { numRuns: effort(25) },
  );
});

function meets(
  one: { id: string; name: string; email: string | null; status: string; roles: { key: string }[] },
  { q, role, status }: { q?: string; role?: string; status?: string },
) {
  const n = Number(one.email?.match(/^p(\d+)@/)?.[1]);
  const mobile = Number.isNaN(n) ? null : `+25078${String(n).padStart(7, '0')}`;
  // The crowd is written with its number as it is dialled from abroad alone.
  const words = [...searchWords({ name: one.name, email: one.email }), ...(mobile ? [mobile] : [])];
  return (
    (!status || one.status === status) &&
    (!role || one.roles.some(({ key }) => key === role)) &&
    (q ?? '').split(' ').every((prefix) => words.some((word) => word.startsWith(prefix)))
  );
}

test('a place in the list that is none, or is of another search, is refused or leads nowhere', async () => {
  const { person } = await aTenant();
  const owner = await person(['owner']);
  for (const after of ['x', "' or 1=1 --", '9~a~b', '0~~', '\u0000'])
    await expect(ask(listPeople, owner, { after })).rejects.toMatchObject({ code: 'invalid_input' });
  const foreign = await ask(listPeople, owner, { after: `3~zoe~${owner.principal.id}` });
  expect(foreign.people).toEqual([]);
});

test('no filter scans a table or sorts one: each reads an index in its order, and looks the rest up by key', async () => {
  const { tenant, person } = await aTenant();
  const unit = await aCrowd(tenant, 20_000);
  const owner = await person(['owner']);
  await asOwner(urls.ownerUrl, (client) => client.query('analyze'));
  for (const filter of [
    {},
    { status: 'suspended' },
    { role: 'agent' },
    { role: 'user' },
    { q: 'j' },
    { q: 'jean mug' },
    { q: 'jean', status: 'suspended' },
    { q: 'a', role: 'agent', status: 'active' },
    { role: 'user', status: 'active' },
    { unit },
    { unit, role: 'agent' },
  ]) {
    const input = listPeople.input.parse(filter);
    const plans = await plansOf(tenant, (tx) =>
      listPeople.run({ tx, actor: owner, tenant, now: NOON }, input),
    );
    const big = /Seq Scan on (users|user_words|memberships|branch_people)|Sort Key: (?!r\.key)|Bitmap/;
    expect([filter, plans.filter((plan) => big.test(plan))]).toEqual([filter, []]);
  }
});
