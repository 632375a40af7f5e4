import { expect, test } from 'vitest';
import { after, DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '@/lib/base/clock';
import { newId } from '@/lib/base/id';
import { perform } from '@/lib/command/perform';
import { signedIn } from '@/testing/deeds';
import { later } from '@/testing/ground';
import { postedTo } from '@/testing/posted';
import {
  coolingSwap as cooling,
  freshlyBy,
  goOnUntil,
  letNoticesLeave,
  type SwapScene,
  swapCode,
  swapScene,
} from '@/testing/swap-scene';
import { cancelSwap } from './cancel';
import { completeSwap, expireSwap } from './complete';
import { keepSwapDeadlines } from './keep-deadlines';
import { objectToOwnSwap } from './object';
import { refuseSwap } from './review';

const SHOWN_MS = 20 * SECOND_MS;

const complete = ({ ground }: SwapScene, swapId: string, at: Date) =>
  swapCode(perform(completeSwap, ground.system(at), { swapId }));

test('nothing takes effect before its time, by any clock, nor before a notice has left', async () => {
  const scene = await swapScene();
  const { swapId } = await scene.request({ reason: 'lost' });
  await scene.showFactor(swapId);
  await scene.enterCode(swapId);
  const ready = scene.at(SHOWN_MS + DAY_MS);
  expect(await complete(scene, swapId, after(ready, -1))).toBe('swap_still_cools');
  // A clock that was moved back makes the wait longer and never shorter.
  expect(await complete(scene, swapId, scene.at(-DAY_MS))).toBe('swap_still_cools');
  expect(await complete(scene, swapId, ready)).toBe('swap_nobody_told');
  expect(await complete(scene, swapId, after(ready, 30 * DAY_MS))).toBe('swap_nobody_told');
  await letNoticesLeave(scene.tenant.id, ready);
  expect(await complete(scene, swapId, ready)).toBe('done');
  expect(await complete(scene, swapId, ready)).toBe('swap_not_in_this_state');
});

test('the database itself keeps a number from moving before its time and without its review', async () => {
  const { scene, swapId, ready } = await cooling();
  const write = (set: string, ...values: unknown[]) =>
    scene
      .rows(`update swap_cases set ${set} where tenant_id = $1 and id = $2 returning id`, swapId, ...values)
      .catch((error) => error.constraint ?? error.cause?.constraint);
  expect(await write(`state = 'completed', completed_at = $3`, after(ready, -1))).toBe(
    'swap_takes_effect_when_its_wait_is_over',
  );
  expect(await write(`review_reasons = '{policy}'`)).toBe('swap_takes_effect_after_its_review');
  expect(await write('reviewed_by = requested_by')).toBe('swap_is_reviewed_by_another');
  expect(await write('reviewed_by = holder_id')).toBe('swap_is_not_in_its_own_hands');
  expect(await write('decided_by = requested_by')).toBe('swap_dispute_is_decided_by_a_third');
});

test('while channels are down the process tries again, and the number moves when a notice has left', async () => {
  const scene = await swapScene();
  const { swapId } = await scene.request();
  expect(await scene.answer(swapId, 'yes')).toEqual({ state: 'cooling' });
  expect(await scene.swapRow(swapId)).toMatchObject({ ready_at: scene.at(10 * SECOND_MS) });
  for (const minutes of [1, 2, 10, 60]) {
    await keepSwapDeadlines(scene.at(minutes * MINUTE_MS));
    expect((await scene.swapRow(swapId)).state).toBe('cooling');
  }
  await scene.letNoticesLeave();
  await goOnUntil(scene.at(2 * HOUR_MS));
  expect((await scene.swapRow(swapId)).state).toBe('completed');
  expect(await scene.rows('select 1 from swap_queue where of_tenant = $1')).toEqual([]);
});

test('many nodes at once complete a case once', async () => {
  const { scene, swapId, ready } = await cooling();
  await Promise.all([
    ...Array.from({ length: 5 }, () => keepSwapDeadlines(ready)),
    ...Array.from({ length: 3 }, () => complete(scene, swapId, ready)),
  ]);
  expect((await scene.swapRow(swapId)).state).toBe('completed');
  const done = await scene.rows(
    `select 1 from audit_events where tenant_id = $1 and command = 'sim.swap.complete' and outcome = 'done'`,
  );
  expect(done).toHaveLength(1);
  const events = await scene.rows(
    `select 1 from sim_events where tenant_id = $1 and to_state = 'swapped_out'`,
  );
  expect(events).toHaveLength(1);
});

test('a node that dies with a case in its hands leaves it due again', async () => {
  const { scene, swapId, ready } = await cooling();
  // What the queue holds when a node has taken the case and is gone.
  await scene.rows(
    'update swap_queue set due_at = $2 where of_tenant = $1 returning case_id',
    after(ready, MINUTE_MS),
  );
  await goOnUntil(ready);
  expect((await scene.swapRow(swapId)).state).toBe('cooling');
  await goOnUntil(after(ready, MINUTE_MS));
  expect((await scene.swapRow(swapId)).state).toBe('completed');
});

test('with the number go the sessions, the trust of browsers, and codes; money and messages are held back', async () => {
  const { scene, swapId, ready } = await cooling();
  const { holderId, tenant } = scene;
  const session = await signedIn({
    ...scene.holder,
    session: { ...scene.holder.session, id: newId(scene.start) },
  });
  const deviceId = newId(scene.start);
  await scene.rows(
    `insert into devices (tenant_id, id, user_agent, first_seen_at, last_seen_at) values ($1,$2,'b',$3,$3) returning id`,
    ...[deviceId, scene.start],
  );
  await scene.rows(
    `insert into known_devices (tenant_id, person_id, device_id, trust, first_used_at, last_used_at) values ($1,$2,$3,'trusted',$4,$4) returning trust`,
    ...[holderId, deviceId, scene.start],
  );
  await goOnUntil(ready);
  const live = await scene.rows(
    'select 1 from sessions where tenant_id = $1 and person_id = $2 and revoked_at is null',
    holderId,
  );
  expect(live).toEqual([]);
  const [ended] = await scene.rows(
    'select revoked_reason from sessions where tenant_id = $1 and id = $2',
    session.session.id,
  );
  expect(ended).toEqual({ revoked_reason: 'number moved to another SIM' });
  const [device] = await scene.rows(
    'select trust from known_devices where tenant_id = $1 and person_id = $2',
    holderId,
  );
  expect(device).toEqual({ trust: 'known' });
  const [guard] = await scene.rows(
    'select * from swap_guards where tenant_id = $1 and person_id = $2',
    holderId,
  );
  expect(guard).toMatchObject({ swap_id: swapId, money_frozen_until: after(ready, 2 * DAY_MS) });
  const signals = await scene.rows(
    'select kind from trust_signals where tenant_id = $1 and person_id = $2',
    holderId,
  );
  expect(signals).toContainEqual({ kind: 'sim-changed' });
  expect((await postedTo(tenant, scene.msisdn))[0]?.template).toBe('swapDone');
  const timeline = await scene.rows<{ to_state: string }>(
    'select to_state from sim_events where tenant_id = $1 and number_id = $2 order by id',
    scene.numberId,
  );
  expect(timeline.map(({ to_state: state }) => state).toSorted()).toEqual(
    ['active', 'active', 'pending_swap', 'reserved', 'reserved', 'swapped_out'].toSorted(),
  );
});

test('cancelling races completing: one wins, and the cards, the money and the sessions match it', async () => {
  for (let round = 0; round < 4; round += 1) {
    const { scene, swapId, ready } = await cooling();
    const cancel = () => perform(cancelSwap, later(scene.agent, ready), { swapId });
    const object = () => perform(objectToOwnSwap, later(scene.holder, ready), { swapId });
    const codes = await Promise.all([
      swapCode(cancel()),
      complete(scene, swapId, ready),
      swapCode(round % 2 ? object() : cancel()),
    ]);
    const { state, completed_at: completedAt } = await scene.swapRow(swapId);
    const moved = completedAt !== null;
    expect(await scene.simOfNumber()).toBe(moved ? scene.card.id : scene.oldSim.id);
    const guards = await scene.rows('select 1 from swap_guards where tenant_id = $1');
    expect(guards).toHaveLength(moved ? 1 : 0);
    const live = await scene.rows(
      'select 1 from sessions where tenant_id = $1 and person_id = $2 and revoked_at is null',
      scene.holderId,
    );
    expect(live).toHaveLength(moved ? 0 : 1);
    if (!moved) expect(['cancelled', 'disputed']).toContain(state);
    expect(codes).toContain('done');
    const cards = await scene.cardStates();
    const stays =
      state === 'disputed' ? { old: 'pending_swap', new: 'reserved' } : { old: 'active', new: 'retired' };
    expect(cards).toEqual(moved ? { old: 'swapped_out', new: 'active' } : stays);
  }
});

test('a case that is over ends by itself, once, and leaves nothing behind', async () => {
  const scene = await swapScene();
  const { swapId } = await scene.request();
  expect(await swapCode(perform(expireSwap, scene.ground.system(scene.at(HOUR_MS)), { swapId }))).toBe(
    'swap_not_over',
  );
  await Promise.all(Array.from({ length: 4 }, () => keepSwapDeadlines(scene.at(DAY_MS))));
  expect(await scene.swapRow(swapId)).toMatchObject({ state: 'expired', ended_at: scene.at(DAY_MS) });
  expect(await scene.cardStates()).toEqual({ old: 'active', new: 'retired' });
  expect(await scene.rows('select 1 from swap_queue where of_tenant = $1')).toEqual([]);
  expect((await postedTo(scene.tenant, scene.msisdn))[0]?.template).toBe('swapExpired');
});

test('only who asked cancels, staff refuse what they have not asked for, and nothing goes back to the stock', async () => {
  const scene = await swapScene();
  const { swapId } = await scene.request();
  const at = scene.at(MINUTE_MS);
  const [other] = [await scene.ground.person(['agent'])];
  expect(await swapCode(perform(cancelSwap, later(other, at), { swapId }))).toBe('not_found');
  expect(await swapCode(perform(cancelSwap, later(scene.holder, at), { swapId }))).toBe('not_found');
  const note = 'The photograph is of somebody else';
  await perform(refuseSwap, freshlyBy(scene.supervisor, at), { swapId, note });
  expect(await scene.swapRow(swapId)).toMatchObject({ state: 'refused', refusal: 'by-staff', note });
  expect(await scene.cardStates()).toEqual({ old: 'active', new: 'retired' });
  expect(await swapCode(perform(cancelSwap, later(scene.agent, at), { swapId }))).toBe(
    'swap_not_in_this_state',
  );
});

test('a suspended card goes back to where it was', async () => {
  const scene = await swapScene();
  await scene.rows(
    `update sims set state = 'suspended' where tenant_id = $1 and id = $2 returning id`,
    scene.oldSim.id,
  );
  const { swapId } = await scene.request({ reason: 'stolen' });
  expect((await scene.swapRow(swapId)).ways).toEqual(['totp', 'email-code', 'document']);
  await perform(cancelSwap, later(scene.agent, scene.at(MINUTE_MS)), { swapId });
  expect(await scene.cardStates()).toEqual({ old: 'suspended', new: 'retired' });
});
