import { expect, test } from 'vitest';
import { later } from '@/testing/ground';
import { freshly, swapCode, swapScene } from '@/testing/swap-scene';
import { ownOf, swapOf, swapsOf } from '../notice/touched';
import type { Actor } from '../policy/actor';
import { heardBy } from './listening';

const heard = async (actor: Actor, of: string) => {
  let name = '';
  const came = await swapCode(heardBy(actor, of).then((of) => (name = of)));
  return came === 'done' ? name : came;
};

test('of swaps those hear who see their list, of one swap its holder and staff; no other customer and no other tenant', async () => {
  const [scene, abroad] = [await swapScene(), await swapScene()];
  const { tenant, ground, holder, agent, supervisor, admin, start } = scene;
  const { swapId } = await scene.request();
  const customer = await ground.person(['user']);
  const support = await ground.person(['support']);

  for (const staff of [agent, supervisor, admin]) {
    expect(await heard(staff, 'swaps')).toBe(swapsOf(tenant.id));
    expect(await heard(staff, `swap:${swapId}`)).toBe(swapOf(tenant.id, swapId));
  }
  expect(await heard(freshly(holder, start), `swap:${swapId}`)).toBe(swapOf(tenant.id, swapId));
  expect(await heard(support, `swap:${swapId}`)).toBe(swapOf(tenant.id, swapId));
  for (const stranger of [customer, holder, support])
    expect(await heard(stranger, 'swaps')).toBe('forbidden');
  expect(await heard(customer, `swap:${swapId}`)).toBe('not_found');
  expect(await heard(abroad.holder, `swap:${swapId}`)).toBe('not_found');
  // Whatever staff of another tenant ask for, they hear of their own.
  expect(await heard(abroad.agent, `swap:${swapId}`)).toBe(swapOf(abroad.tenant.id, swapId));

  const halfWay = { ...agent, session: { ...agent.session, assurance: 1 as const, provedAt: null } };
  for (const of of ['swaps', `swap:${swapId}`, '']) expect(await heard(halfWay, of)).not.toContain(tenant.id);
  expect(await heard(ground.stranger(), 'swaps')).toBe('not_signed_in');
  expect(await heard(ground.stranger(), `swap:${swapId}`)).toBe('not_signed_in');
  expect(await heard(later(customer, start), '')).toBe('forbidden');
  expect(await heard(admin, '')).toBe(tenant.id);
});

test('of what is their own everybody hears who is signed in, and nobody of another’s', async () => {
  const { tenant, holder, agent, ground, start } = await swapScene();
  for (const person of [freshly(holder, start), agent])
    expect(await heard(person, 'own')).toBe(ownOf(tenant.id, person.principal.id));
  expect(await heard(ground.stranger(), 'own')).toBe('not_signed_in');
});
