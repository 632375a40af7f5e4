import { expect, test } from 'vitest';
import { DAY_MS } from '@/lib/base/clock';
import { ask } from '@/lib/command/ask';
import { perform } from '@/lib/command/perform';
import { later } from '@/testing/ground';
import { freshly, freshlyBy, goOnUntil, swapCode, swapScene } from '@/testing/swap-scene';
import { findSwapNumber } from './find';
import { listMySwaps, listSwaps } from './list';
import { lookAtSwapObjection, objectToSwapByLink } from './object';
import { listOwnSwaps } from './own';
import { requestOwnSwap } from './request';
import { decideSwap } from './review';
import { showSwap } from './show';

test('a yes on the old card with the PIN moves the number in the same transaction', async () => {
  const scene = await swapScene();
  const { swapId, number } = await scene.request();
  expect(number).toMatch(/^S-[2-9A-Z]{4}-[2-9A-Z]{4}$/);
  expect(await scene.cardStates()).toEqual({ old: 'pending_swap', new: 'reserved' });
  await scene.letNoticesLeave();
  expect(await scene.answer(swapId, 'yes')).toEqual({ state: 'completed' });
  expect(await scene.cardStates()).toEqual({ old: 'swapped_out', new: 'active' });
  expect(await scene.simOfNumber()).toBe(scene.card.id);
  const guards = await scene.rows(
    'select * from swap_guards where tenant_id = $1 and person_id = $2',
    scene.holderId,
  );
  expect(guards).toHaveLength(1);
  expect(await scene.rows('select 1 from swap_queue where case_id = $2 and of_tenant = $1', swapId)).toEqual(
    [],
  );
});

test('a lost card, the authenticator and a code to the e-mail: it waits its day, and then the process moves it', async () => {
  const scene = await swapScene();
  const { swapId } = await scene.request({ reason: 'lost' });
  await scene.letNoticesLeave();
  expect(await scene.showFactor(swapId)).toEqual({ state: 'proving' });
  expect(await scene.enterCode(swapId)).toEqual({ state: 'cooling' });
  const { ready_at: readyAt } = await scene.swapRow(swapId);
  expect(readyAt).toEqual(scene.at(DAY_MS + 20_000));
  await goOnUntil(scene.at(DAY_MS));
  expect((await scene.show(swapId, scene.at(DAY_MS))).state).toBe('cooling');
  await goOnUntil(readyAt as Date);
  expect(await scene.swapRow(swapId)).toMatchObject({ state: 'completed', completed_at: readyAt });
  expect(await scene.simOfNumber()).toBe(scene.card.id);
});

test('a document alone is looked over by a second person, and then waits', async () => {
  const scene = await swapScene({ withPin: false, withTotp: false });
  const { swapId } = await scene.request({ reason: 'lost' });
  await scene.letNoticesLeave();
  expect(await scene.readDocument(swapId)).toEqual({ state: 'review' });
  const file = await ask(showSwap, freshlyBy(scene.supervisor, scene.at(15_000)), { swapId });
  expect(file).toMatchObject({
    reviewReasons: ['document-only'],
    holder: { isMasked: false },
    isProved: true,
  });
  expect(await scene.approve(swapId)).toEqual({ state: 'cooling' });
  await goOnUntil(scene.at(2 * DAY_MS));
  expect(await scene.simOfNumber()).toBe(scene.card.id);
});

test('the holder asks in the portal, and staff and holder see it', async () => {
  const scene = await swapScene();
  const found = await ask(findSwapNumber, scene.agent, { msisdn: scene.msisdn });
  expect(found.found).toMatchObject({ whyNot: null, open: null });
  const asked = await perform(requestOwnSwap, freshly(scene.holder, scene.start), {
    ...{ numberId: scene.numberId, iccid: scene.card.iccid, reason: 'damaged', key: 'a key of its own' },
  });
  const shown = await scene.show(asked.swapId, scene.at(1000));
  expect(shown).toMatchObject({ state: 'proving', isOwnRequest: true });
  expect((await ask(listOwnSwaps, scene.holder, {})).swaps).toHaveLength(1);
  expect((await ask(listSwaps, scene.supervisor, {})).swaps).toHaveLength(1);
  expect((await ask(listMySwaps, scene.agent, {})).swaps).toHaveLength(0);
});

test('an objection by the link in a notice ends the case and locks swaps; after a loss proved strongly people decide', async () => {
  const scene = await swapScene();
  const { swapId } = await scene.request();
  const token = await scene.tokenFor(scene.msisdn);
  expect((await ask(lookAtSwapObjection, scene.ground.stranger(), { token })).swap).toMatchObject({
    isOver: false,
  });
  await perform(objectToSwapByLink, scene.ground.stranger(scene.at(1000)), { token });
  expect(await scene.swapRow(swapId)).toMatchObject({ state: 'cancelled', refusal: 'objected' });
  expect(await scene.cardStates()).toEqual({ old: 'active', new: 'retired' });
  expect(await scene.heldOn(scene.holderId)).toEqual(['sim_swap']);
  expect(await scene.incidents()).toEqual(['swap-objected']);

  const other = await swapScene();
  const lost = await other.request({ reason: 'stolen' });
  await other.showFactor(lost.swapId);
  const theirs = await other.tokenFor(other.msisdn);
  await perform(objectToSwapByLink, other.ground.stranger(other.at(15_000)), { token: theirs });
  expect(await other.swapRow(lost.swapId)).toMatchObject({ state: 'disputed' });
  const decide = (by = other.third) =>
    perform(decideSwap, freshlyBy(by, other.at(16_000)), {
      ...{ swapId: lost.swapId, verdict: 'go_on', note: 'The thief has the telephone' },
    });
  expect(await decide()).toEqual({ state: 'proving' });
  await other.letNoticesLeave();
  expect(await other.enterCode(lost.swapId)).toEqual({ state: 'cooling' });
  expect(
    await swapCode(
      perform(objectToSwapByLink, later(other.ground.stranger(), other.at(30_000)), { token: theirs }),
    ),
  ).toBe('link_refused');
});
