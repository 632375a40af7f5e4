import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { lockSwaps } from '@/lib/auth/lock-swaps';
import { secureOwnAccount } from '@/lib/auth/recovery/secure';
import { after, DAY_MS, HOUR_MS } from '@/lib/base/clock';
import { perform } from '@/lib/command/perform';
import { placeHold } from '@/lib/trust/hold';
import { later } from '@/testing/ground';
import {
  coolingSwap as cooling,
  freshlyBy,
  goOnUntil,
  onLine,
  type SwapScene,
  swapCode,
} from '@/testing/swap-scene';
import { completeSwap } from './complete';
import { objectToOwnSwap, objectToSwapByLink } from './object';
import { decideSwap } from './review';

const complete = ({ ground }: SwapScene, swapId: string, at: Date) =>
  swapCode(perform(completeSwap, ground.system(at), { swapId }));

test('a lock that its holder puts on while the case waits stops it; from a stolen telephone it makes people decide', async () => {
  const { scene, swapId } = await cooling('replace');
  const ready = (await scene.swapRow(swapId)).ready_at as Date;
  await perform(lockSwaps, onLine(later(scene.holder, scene.at(HOUR_MS)), scene.msisdn), {});
  await goOnUntil(ready);
  expect(await scene.swapRow(swapId)).toMatchObject({ state: 'cancelled', refusal: 'locked' });

  const stolen = await cooling('lost');
  const thief = onLine(later(stolen.scene.holder, stolen.scene.at(HOUR_MS)), stolen.scene.msisdn, {
    pin: false,
    channel: 'sms',
  });
  await perform(secureOwnAccount, thief, {});
  await goOnUntil(stolen.ready);
  expect(await stolen.scene.swapRow(stolen.swapId)).toMatchObject({
    state: 'disputed',
    disputed_by: 'telephone',
  });
});

test('a freeze of two hours holds a case back and does not end it', async () => {
  const { scene, swapId, ready } = await cooling();
  await inTenant(scene.tenant.id, async (tx) => {
    await placeHold(tx, scene.tenant.id, ready, {
      ...{ personId: scene.holderId, kind: 'sim_swap', reason: 'outage:a-report', placedBy: null },
    });
    await tx.$client.query('update person_holds set until = $2 where tenant_id = $1', [
      scene.tenant.id,
      after(ready, 2 * HOUR_MS),
    ]);
  });
  expect(await complete(scene, swapId, ready)).toBe('swap_is_frozen');
  await goOnUntil(after(ready, HOUR_MS));
  expect((await scene.swapRow(swapId)).state).toBe('cooling');
  await goOnUntil(after(ready, 3 * HOUR_MS));
  expect((await scene.swapRow(swapId)).state).toBe('completed');
});

test('the thief with the telephone has no veto: one dispute, a whole wait after it, and then nothing stops it', async () => {
  const { scene, swapId } = await cooling('lost');
  const thief = await scene.tokenFor(scene.msisdn);
  const early = scene.at(HOUR_MS);
  await perform(objectToSwapByLink, scene.ground.stranger(early), { token: thief });
  expect(await scene.swapRow(swapId)).toMatchObject({ state: 'disputed', ready_at: null });
  expect(await scene.heldOn(scene.holderId)).toEqual([]);
  expect(await scene.incidents()).toEqual(['swap-objected']);
  const decide = (by: typeof scene.agent, verdict = 'go_on') =>
    perform(decideSwap, freshlyBy(by, scene.at(2 * HOUR_MS)), { swapId, verdict, note: 'The police knows' });
  expect(
    await swapCode(
      decide({ ...scene.agent, principal: { ...scene.supervisor.principal, id: scene.agent.principal.id } }),
    ),
  ).toBe('swap_other_eyes');
  expect(await decide(scene.third)).toEqual({ state: 'cooling' });
  const { ready_at: ready } = await scene.swapRow(swapId);
  expect(ready).toEqual(scene.at(2 * HOUR_MS + DAY_MS));
  await scene.letNoticesLeave();
  const again = await scene.tokenFor(scene.msisdn);
  await perform(objectToSwapByLink, scene.ground.stranger(scene.at(3 * HOUR_MS)), { token: again });
  expect((await scene.swapRow(swapId)).state).toBe('cooling');
  await goOnUntil(ready as Date);
  expect((await scene.swapRow(swapId)).state).toBe('completed');
});

test('a dispute that is lost refuses the case', async () => {
  const { scene, swapId } = await cooling('lost');
  await perform(objectToOwnSwap, later(scene.holder, scene.at(HOUR_MS)), { swapId });
  const decided = { swapId, verdict: 'refuse', note: 'The agent made it up' };
  await perform(decideSwap, freshlyBy(scene.third, scene.at(2 * HOUR_MS)), decided);
  expect(await scene.swapRow(swapId)).toMatchObject({ state: 'refused', refusal: 'dispute-lost' });
  expect(await scene.cardStates()).toEqual({ old: 'active', new: 'retired' });
});

test('what was objected to after it took effect alarms people', async () => {
  const { scene, swapId, ready } = await cooling('replace');
  await goOnUntil(after(ready, 3 * DAY_MS));
  expect((await scene.swapRow(swapId)).state).toBe('completed');
  const token = await scene.tokenFor(scene.msisdn);
  await perform(objectToSwapByLink, scene.ground.stranger(after(ready, 3 * DAY_MS)), { token });
  expect(await scene.incidents()).toEqual(['swap-objected']);
  expect((await scene.swapRow(swapId)).disputed_at).not.toBeNull();
});
