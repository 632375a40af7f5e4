import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { numbers, sims } from '@/db/schema/sim';
import { aTenant, type Ground, NOON } from '@/testing/ground';
import { newId } from '../base/id';
import { ask } from '../command/ask';
import type { Person } from '../policy/actor';
import { searchEverything } from './search-everything';

/** A customer with a number and the card that carries it. */
async function aSubscriber({ tenant, person }: Ground) {
  const holder = await person(['user'], { name: 'Jean Mugabo' });
  const [tenantId, simId, at] = [tenant.id, newId(NOON), { createdAt: NOON, changedAt: NOON }];
  const iccid = '8925010123456789013';
  await inTenant(tenantId, async (tx) => {
    await tx.insert(sims).values({
      ...{ tenantId, id: simId, iccid, imsi: '635100123456789', state: 'active' as const, ...at },
      iccidBackwards: [...iccid].reverse().join(''),
      secrets: Buffer.of(0),
    });
    const held = { simId, holderId: holder.principal.id, state: 'active' as const };
    await tx.insert(numbers).values({ tenantId, id: newId(NOON), msisdn: '+250788123456', ...held, ...at });
  });
  return holder;
}

const found = async (actor: Person, q: string) => {
  const { people, numbers: lines, sims: cards } = await ask(searchEverything, actor, { q });
  return [people.map(({ name }) => name), lines.map(({ number }) => number), cards.map(({ iccid }) => iccid)];
};

test('people, numbers and SIM cards are found by how they begin, and shown masked', async () => {
  const ground = await aTenant();
  const holder = await aSubscriber(ground);
  const viewer = await ground.person(['viewer']);
  const [masked, card] = ['+250 ••• ••• 456', '89•••••••••••••9013'];
  expect(await found(viewer, 'mug')).toEqual([['Jean Mugabo'], [], []]);
  for (const q of ['+250788', '0788 123', '788123456', '00250788', '250788123456'])
    expect([q, await found(viewer, q)]).toEqual([q, [[], [masked], []]]);
  expect(await found(viewer, '8925 0101 23')).toEqual([[], [], [card]]);
  for (const q of ['', '07', '89', '9999', '%%%%', "' or true --", '0788123457'])
    expect([q, await found(viewer, q)]).toEqual([q, [[], [], []]]);
  const { numbers: lines } = await ask(searchEverything, viewer, { q: '0788123456' });
  expect(lines[0]?.holder).toBe(holder.principal.name);
});

test('nothing of another tenant is found, and nothing that the asker may not see', async () => {
  const [ours, theirs] = [await aTenant(), await aTenant()];
  await aSubscriber(theirs);
  expect(await found(await ours.person(['owner']), '0788123456')).toEqual([[], [], []]);
  const viewer = await theirs.person(['viewer']);
  const permissions = ['search.everything', 'sim.show'] as const;
  const narrow: Person = { ...viewer, principal: { ...viewer.principal, permissions } };
  expect(await found(narrow, '0788123456')).toEqual([[], [], []]);
  expect(await found(narrow, 'mug')).toEqual([[], [], []]);
  expect((await found(narrow, '892501'))[2]).toHaveLength(1);
});
