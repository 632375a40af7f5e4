import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { aTenant, NOON } from '@/testing/ground';
import { after, HOUR_MS } from '../base/clock';
import { type HoldKind, holdsOn, liftHold, placeHold, readHolds, reasonOfHold } from './hold';

const at = (hours: number) => after(NOON, hours * HOUR_MS);

async function aPerson() {
  const ground = await aTenant();
  const { tenant } = ground;
  const personId = (await ground.person(['user'])).principal.id;
  const place = (reason: string, until?: Date, now = NOON, kind: HoldKind = 'sim_swap') =>
    inTenant(tenant.id, (tx) =>
      placeHold(tx, tenant.id, now, { personId, kind, reason, placedBy: null, ...(until && { until }) }),
    );
  const standing = (now = NOON) => inTenant(tenant.id, (tx) => readHolds(tx, tenant.id, personId, now));
  const all = async () => {
    const { rows } = await inTenant(tenant.id, (tx) =>
      tx.$client.query(
        'select reason, until, lifted_at from person_holds where tenant_id = $1 and person_id = $2 order by id',
        [tenant.id, personId],
      ),
    );
    return rows;
  };
  return { tenant, personId, place, standing, all };
}

test('a hold with an end is over at that very moment, and one without stands', async () => {
  const { tenant, personId, place, standing } = await aPerson();
  expect(await place('for two hours', at(2))).toBe(true);
  expect(await standing(after(at(2), -1))).toMatchObject([{ reason: 'for two hours', until: at(2) }]);
  expect(await standing(at(2))).toEqual([]);
  expect(
    await inTenant(tenant.id, (tx) =>
      liftHold(tx, tenant.id, at(2), { personId, kind: 'sim_swap', liftedBy: null }),
    ),
  ).toBe(false);
  await place('until it is lifted', undefined, NOON, 'review');
  expect(await inTenant(tenant.id, (tx) => holdsOn(tx, tenant.id, personId, at(9_999)))).toEqual(['review']);
});

test.each<[string, Date | undefined, Date | undefined, boolean]>([
  ['no end beats any', at(2), undefined, true],
  ['a later end beats an earlier', at(2), at(3), true],
  ['an earlier end beats no later one', at(3), at(2), false],
  ['an end beats none', undefined, at(9), false],
  ['the same end is nothing new', at(2), at(2), false],
  ['no end is nothing new where there is none', undefined, undefined, false],
])('of two holds of a kind the longer stands: %s', async (_what, first, second, isNew) => {
  const { place, standing } = await aPerson();
  await place('first', first);
  expect(await place('second', second)).toBe(isNew);
  expect((await standing()).map(({ reason }) => reason)).toEqual([isNew ? 'second' : 'first']);
});

test('what is over stands in the way of nothing, and stays as it was', async () => {
  const { place, standing, all } = await aPerson();
  await place('first', at(1));
  expect(await place('second', at(3), at(2))).toBe(true);
  expect(await standing(at(2))).toMatchObject([{ reason: 'second', since: at(2) }]);
  expect(await all()).toEqual([
    { reason: 'first', until: at(1), lifted_at: at(1) },
    { reason: 'second', until: at(3), lifted_at: null },
  ]);
});

test('of many that are placed at once the longest stands, alone', async () => {
  const { place, standing, tenant, personId } = await aPerson();
  await Promise.all([3, 1, 2, 5, 4].map((hours) => place(`for ${hours}`, at(hours))));
  expect((await standing()).map(({ reason }) => reason)).toEqual(['for 5']);
  await Promise.all([place('for 9', at(9)), place('for ever'), place('for 8', at(8))]);
  expect(
    await inTenant(tenant.id, (tx) =>
      reasonOfHold(tx, tenant.id, { personId, kind: 'sim_swap', now: at(99) }),
    ),
  ).toBe('for ever');
});
