import { expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '@/lib/base/clock';
import { aHolder, aStockCard, goOnUntil, swapCode, swapScene } from '@/testing/swap-scene';

test('the sixth request in an hour suspends its agent, and what is open of them goes to people', async () => {
  const scene = await swapScene();
  const cases: string[] = [];
  for (let count = 0; count < 5; count += 1) {
    const [{ msisdn }, { iccid }] = [await aHolder(scene.ground), await aStockCard(scene.ground)];
    cases.push((await scene.request({ msisdn, iccid, when: scene.at(count * MINUTE_MS) })).swapId);
  }
  const when = scene.at(10 * MINUTE_MS);
  expect(await swapCode(scene.request({ when }))).toBe('swap_agent_too_fast');
  expect(await scene.heldOn(scene.agent.principal.id)).toEqual(['counter']);
  expect(await scene.incidents()).toEqual(['swap-agent']);
  const open = await scene.rows<{ review_reasons: string[]; state: string }>(
    'select review_reasons, state from swap_cases where tenant_id = $1',
  );
  expect(open).toEqual(cases.map(() => ({ review_reasons: ['agent-suspended'], state: 'proving' })));
  // The door keeps them away from the counter from now on.
  const held = { ...scene.agent, principal: { ...scene.agent.principal, held: ['counter'] } };
  expect(await swapCode(scene.request({ by: held, when: scene.at(3 * HOUR_MS) }))).toBe('counter_is_held');
});

test('twenty at once of one agent open no more than five', async () => {
  const scene = await swapScene();
  const made = await Promise.all(
    Array.from({ length: 20 }, async () => ({
      ...{
        msisdn: (await aHolder(scene.ground, { withPin: false })).msisdn,
        iccid: (await aStockCard(scene.ground)).iccid,
      },
    })),
  );
  const codes = await Promise.all(made.map((one) => swapCode(scene.request(one))));
  expect(codes.filter((code) => code === 'done')).toHaveLength(5);
  expect(new Set(codes)).toEqual(new Set(['done', 'swap_agent_too_fast']));
});

test('a case that waits already goes back to people when its agent is suspended', async () => {
  const scene = await swapScene();
  const { swapId } = await scene.request({ reason: 'lost' });
  await scene.showFactor(swapId);
  expect(await scene.enterCode(swapId)).toEqual({ state: 'cooling' });
  for (let count = 0; count < 4; count += 1) {
    const [{ msisdn }, { iccid }] = [
      await aHolder(scene.ground, { withPin: false }),
      await aStockCard(scene.ground),
    ];
    await scene.request({ msisdn, iccid, when: scene.at(MINUTE_MS) });
  }
  const one = await aHolder(scene.ground, { withPin: false });
  expect(await swapCode(scene.request({ msisdn: one.msisdn, when: scene.at(2 * MINUTE_MS) }))).toBe(
    'swap_agent_too_fast',
  );
  expect(await scene.swapRow(swapId)).toMatchObject({ state: 'review', ready_at: null, reviewed_by: null });
  await scene.letNoticesLeave();
  await goOnUntil(scene.at(DAY_MS + HOUR_MS));
  expect(await scene.swapRow(swapId)).toMatchObject({ state: 'review' });
  expect(await scene.approve(swapId, scene.at(DAY_MS + HOUR_MS))).toEqual({ state: 'cooling' });
});
