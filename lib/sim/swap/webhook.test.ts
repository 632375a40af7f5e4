import { expect, test } from 'vitest';
import { ownDatabase } from '@/db/testing/own-database';
import { isSignedBy, startReceiver } from '@/testing/receiver';
import { aStockCard, freshlyBy, type SwapScene, swapCode, swapScene } from '@/testing/swap-scene';
import { after, DAY_MS, HOUR_MS, MINUTE_MS } from '../../base/clock';
import { newId } from '../../base/id';
import { perform } from '../../command/perform';
import { createWebhook } from '../../tenant/webhook/create-webhook';
import { Deliverer } from '../../trust/webhook/drain';
import { cancelSwap } from './cancel';
import { remedySwap } from './remedy';

// The queue belongs to the installation, so each test here would deliver the events of its neighbours.
await ownDatabase();

/** What a relying party was called with about swaps, once two nodes have delivered what was promised by then. */
async function relyingParty(scene: SwapScene) {
  const receiver = await startReceiver();
  const owner = await scene.ground.person(['owner']);
  const { secret } = await perform(createWebhook, freshlyBy(owner, scene.start), { url: receiver.url });
  const tenantOf = async (id: string) => (id === scene.tenant.id ? scene.tenant : undefined);
  const nodes = [new Deliverer({ tenantOf }), new Deliverer({ tenantOf })];
  const called = async (now: Date) => {
    // Until nothing is due: a node takes no more of one tenant at a time than its share.
    while ((await Promise.all(nodes.map((node) => node.begin(now)))).some((begun) => begun > 0))
      await Promise.all(nodes.map((node) => node.end()));
    return receiver.received.filter(({ body }) => body.includes('sim.swap.'));
  };
  return { called, secret, close: () => receiver.close() };
}

const bodyOf = ({ body }: { body: string }) => JSON.parse(body);

/** All that is known of the holder, the cards, the staff and the case in words; a relying party is told none of it. */
async function secretsOf(scene: SwapScene, ...swapIds: string[]): Promise<string[]> {
  const cards = await scene.rows<{ iccid: string; imsi: string }>(
    'select iccid, imsi from sims where tenant_id = $1',
  );
  const cases = await Promise.all(swapIds.map((id) => scene.swapRow(id)));
  const { name, email } = scene.holder.principal;
  return [
    ...[scene.msisdn, scene.msisdn.slice(1), scene.documentNumber, name, email ?? ''],
    ...cards.flatMap(({ iccid, imsi }) => [iccid, imsi]),
    ...cases.flatMap((one) => [String(one.number), String(one.old_sim_id), String(one.new_sim_id)]),
    ...[scene.agent, scene.supervisor].map(({ principal }) => principal.id),
  ];
}

test('relying parties hear of a request, its completion and its remedy by ids alone, signed, each once', async () => {
  const scene = await swapScene();
  const party = await relyingParty(scene);
  const { tenant, holderId, numberId, at } = scene;
  const key = newId(scene.start);
  const { swapId } = await scene.request({ reason: 'damaged', key });
  // The same form once more is the same request.
  expect(await scene.request({ reason: 'damaged', key })).toMatchObject({ swapId });
  await scene.letNoticesLeave();
  await scene.answer(swapId, 'yes', at(MINUTE_MS));
  expect(await swapCode(scene.answer(swapId, 'yes', at(2 * MINUTE_MS)))).not.toBe('done');
  const undone = at(HOUR_MS);
  await perform(remedySwap, freshlyBy(scene.third, undone), { swapId, reason: 'It was a fraud' });

  const calls = await party.called(undone);
  const event = (type: string, state: string, when: Date) => ({
    ...{ type, timestamp: when.toISOString(), tenant: tenant.id },
    data: { swap: swapId, number: numberId, person: holderId, state },
  });
  expect(calls.map(bodyOf).sort((a, b) => a.timestamp.localeCompare(b.timestamp))).toEqual([
    event('sim.swap.requested', 'proving', scene.start),
    event('sim.swap.completed', 'completed', at(MINUTE_MS)),
    event('sim.swap.remedied', 'remedied', undone),
  ]);
  for (const call of calls) expect(await isSignedBy(party.secret, call)).toBe(true);
  expect(new Set(calls.map(({ headers }) => headers['webhook-id'])).size).toBe(3);
  const told = calls.map(({ body }) => body).join(' ');
  for (const secret of await secretsOf(scene, swapId)) expect(told).not.toContain(secret);
  // Nothing of it is due again later.
  expect(await party.called(at(DAY_MS))).toHaveLength(3);
  await party.close();
});

test('a swap that comes to nothing is refused to relying parties, whatever ended it; why is not theirs', async () => {
  const scene = await swapScene();
  const party = await relyingParty(scene);
  const { agent, ground } = scene;
  const asked = async (when: Date) =>
    (await scene.request({ reason: 'lost', iccid: (await aStockCard(ground, when)).iccid, when })).swapId;
  const cancelled = await asked(scene.start);
  await perform(cancelSwap, freshlyBy(agent, scene.at(MINUTE_MS)), { swapId: cancelled });
  const expired = await asked(scene.at(HOUR_MS));
  await scene.goOnUntil(scene.at(3 * DAY_MS));
  const objected = await asked(scene.at(4 * DAY_MS));
  await scene.answer(objected, 'no', scene.at(4 * DAY_MS + MINUTE_MS));

  const calls = await party.called(scene.at(5 * DAY_MS));
  const refused = calls.map(bodyOf).filter(({ type }) => type === 'sim.swap.refused');
  expect(refused.map(({ data }) => [data.swap, data.state]).sort()).toEqual(
    [
      [cancelled, 'cancelled'],
      [expired, 'expired'],
      [objected, 'cancelled'],
    ].sort(),
  );
  for (const { data } of refused)
    expect(Object.keys(data).sort()).toEqual(['number', 'person', 'state', 'swap']);
  const told = calls.map(({ body }) => body).join(' ');
  for (const secret of await secretsOf(scene, cancelled, expired, objected))
    expect(told).not.toContain(secret);
  expect(told).not.toMatch(/objected|by-staff|risk|review/);
  await party.close();
});

test('a request that is refused before a case is there, or that rolls back, promises nothing; another tenant hears nothing', async () => {
  const [scene, abroad] = [await swapScene(), await swapScene()];
  const [party, stranger] = [await relyingParty(scene), await relyingParty(abroad)];
  expect(await swapCode(scene.request({ msisdn: abroad.msisdn }))).toBe('swap_number_unknown');
  expect(await swapCode(scene.request({ iccid: abroad.card.iccid }))).toBe('swap_card_not_in_stock');
  expect(await party.called(scene.start)).toEqual([]);
  const many = Array.from({ length: 5 }, (_, one) =>
    swapCode(scene.request({ when: after(scene.start, one), key: newId(after(scene.start, one)) })),
  );
  expect((await Promise.all(many)).filter((came) => came === 'done')).toHaveLength(1);
  expect(await party.called(scene.at(MINUTE_MS))).toHaveLength(1);
  expect(await stranger.called(scene.at(MINUTE_MS))).toEqual([]);
  await Promise.all([party.close(), stranger.close()]);
});
