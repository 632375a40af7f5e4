import { expect, test } from 'vitest';
import { lockSwaps } from '@/lib/auth/lock-swaps';
import { unlockSwaps } from '@/lib/auth/unlock-swaps';
import { later } from '@/testing/ground';
import { coolingSwap, freshly, freshlyBy, type SwapScene, swapCode, swapScene } from '@/testing/swap-scene';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../base/clock';
import { newId } from '../../base/id';
import { ask } from '../../command/ask';
import { perform } from '../../command/perform';
import { verifyDocument } from '../../person/kyc/verify';
import type { Person } from '../../policy/actor';
import { portOut } from '../life/port-out';
import { resumeNumber, resumeOwn } from '../life/resume';
import { suspendNumber, suspendOwn } from '../life/suspend';
import { swapEvidence } from './evidence/queries';
import { releaseByDocument } from './release';
import { remedySwap } from './remedy';
import { approveSwap, decideSwap, refuseSwap } from './review';

const suspended = (person: Person, at: Date): Person => {
  const now = freshlyBy(person, at);
  return { ...now, principal: { ...now.principal, held: ['counter'] } };
};

test('a lock that its owner puts on while a swap waits stops it, also when somebody in their session takes it off again', async () => {
  const { scene, swapId, ready } = await coolingSwap('replace');
  const { holder, at } = scene;
  await perform(lockSwaps, later(holder, at(HOUR_MS)), {});
  // The thief has the session and the telephone with its passkey: the lock is off a day later, and the wait is over.
  await perform(unlockSwaps, freshly(holder, at(2 * HOUR_MS), 'passkey'), {});
  await scene.goOnUntil(ready);
  await scene.goOnUntil(at(2 * DAY_MS));
  await scene.goOnUntil(at(4 * DAY_MS));
  expect(await scene.swapRow(swapId)).toMatchObject({ state: 'cancelled', refusal: 'locked' });
  expect(await scene.simOfNumber()).toBe(scene.oldSim.id);
});

test('after a loss with strong proofs such a lock is for people, and what they have decided stands', async () => {
  const { scene, swapId, ready } = await coolingSwap('lost');
  const { holder, at } = scene;
  await perform(lockSwaps, later(holder, at(HOUR_MS)), {});
  await perform(unlockSwaps, freshly(holder, at(2 * HOUR_MS)), {});
  await scene.goOnUntil(ready);
  await scene.goOnUntil(at(2 * DAY_MS));
  expect(await scene.swapRow(swapId)).toMatchObject({ state: 'disputed' });
  const verdict = { swapId, verdict: 'go_on', note: 'The holder is here' };
  await perform(decideSwap, freshlyBy(scene.third, at(2 * DAY_MS + HOUR_MS)), verdict);
  await scene.letNoticesLeave(at(2 * DAY_MS + HOUR_MS));
  await scene.goOnUntil(at(8 * DAY_MS));
  expect(await scene.swapRow(swapId)).toMatchObject({ state: 'completed' });
});

test('a yes on the card of a number that is suspended meanwhile moves nothing by itself', async () => {
  const scene = await swapScene();
  const { holder, at, numberId } = scene;
  const { swapId } = await scene.request({ reason: 'damaged' });
  await scene.letNoticesLeave();
  // Something speaks against it, so that people look first.
  await scene.rows(
    `update swap_cases set review_reasons = '{further-signals}' where tenant_id = $1 and id = $2 returning id`,
    swapId,
  );
  await scene.answer(swapId, 'yes', at(MINUTE_MS));
  expect(await scene.swapRow(swapId)).toMatchObject({ state: 'review' });
  await perform(suspendOwn, later(holder, at(2 * MINUTE_MS)), { numberId, reason: 'stolen' });
  expect(await scene.swapRow(swapId)).toMatchObject({ state: 'disputed', disputed_by: 'portal' });
  expect(await swapCode(scene.approve(swapId, at(3 * MINUTE_MS)))).not.toBe('done');
  const verdict = { swapId, verdict: 'go_on', note: 'Looked at' };
  await perform(decideSwap, freshlyBy(scene.third, at(4 * MINUTE_MS)), verdict);
  // What the thief said on the stolen card counts no more: it has to be proved otherwise.
  expect(await scene.swapRow(swapId)).toMatchObject({ state: 'proving' });
  expect(await swapCode(scene.answer(swapId, 'yes', at(5 * MINUTE_MS)))).not.toBe('done');
  await scene.showFactor(swapId, at(6 * MINUTE_MS));
  expect(await swapCode(scene.enterCode(swapId, 'old-sim', at(7 * MINUTE_MS)))).not.toBe('done');
  expect(await scene.simOfNumber()).toBe(scene.oldSim.id);
});

test('a yes does not count on a card whose number the call centre suspended since', async () => {
  const scene = await swapScene();
  const { at, numberId } = scene;
  const support = await scene.ground.person(['support']);
  const { swapId } = await scene.request({ reason: 'damaged' });
  await scene.letNoticesLeave();
  await perform(suspendNumber, freshlyBy(support, at(MINUTE_MS)), {
    numberId,
    reason: 'They called: it is gone',
  });
  expect(await swapCode(scene.answer(swapId, 'yes', at(2 * MINUTE_MS)))).toBe('swap_way_is_closed');
  expect(await scene.simOfNumber()).toBe(scene.oldSim.id);
});

test('a remedy gives the number back, and does not wake a card that was reported stolen before', async () => {
  const scene = await swapScene();
  const { holder, at, numberId } = scene;
  await perform(suspendOwn, later(holder, scene.start), { numberId, reason: 'stolen' });
  const { swapId } = await scene.request({ reason: 'stolen', when: at(MINUTE_MS) });
  await scene.showFactor(swapId, at(2 * MINUTE_MS));
  await scene.enterCode(swapId, 'email', at(3 * MINUTE_MS));
  await scene.letNoticesLeave();
  await scene.goOnUntil(at(2 * DAY_MS));
  expect(await scene.swapRow(swapId)).toMatchObject({ state: 'completed' });
  await perform(remedySwap, freshlyBy(scene.third, at(3 * DAY_MS)), { swapId, reason: 'It was a fraud' });
  expect(await scene.simOfNumber()).toBe(scene.oldSim.id);
  expect(await scene.cardStates()).toMatchObject({ old: 'suspended', new: 'blocked' });
  const [number] = await scene.rows('select state from numbers where tenant_id = $1 and id = $2', numberId);
  expect(number).toEqual({ state: 'suspended' });
  // It is taken into use again by staff who have seen the holder.
  expect(await swapCode(perform(resumeOwn, freshly(holder, at(3 * DAY_MS + HOUR_MS)), { numberId }))).toBe(
    'number_suspended_by_staff',
  );
  const resumed = freshlyBy(scene.supervisor, at(3 * DAY_MS + HOUR_MS));
  await perform(resumeNumber, resumed, { numberId, reason: 'Seen with their identity card' });
  expect(await scene.cardStates()).toMatchObject({ old: 'active' });
});

test('a document that was refused is no proof, for a swap or for its money, whatever is pictured anew', async () => {
  const scene = await swapScene({ withTotp: false, withPin: false });
  await scene.rows(
    `insert into document_checks (tenant_id, id, document_id, by, verdict, at)
     select tenant_id, gen_random_uuid(), id, 'registry', 'refused', $2::timestamptz from identity_documents
     where tenant_id = $1 returning id`,
    scene.start,
  );
  await scene.rows(
    'update identity_documents set refused_at = $2 where tenant_id = $1 returning id',
    scene.start,
  );
  const { swapId } = await scene.request({ reason: 'lost' });
  expect(await swapCode(scene.readDocument(swapId))).toBe('swap_document_differs');
  await scene.rows(
    'update identity_documents set refused_at = null, ready_at = $2 where tenant_id = $1 returning id',
    scene.start,
  );
  expect(await swapCode(scene.readDocument(swapId))).toBe('swap_document_differs');
  await scene.rows(
    'update identity_documents set verified_at = $2, ready_at = null where tenant_id = $1 returning id',
    scene.start,
  );
  expect(await swapCode(scene.readDocument(swapId))).toBe('done');
});

test('whose work at the counter is suspended neither reviews, decides, undoes nor looks into evidence', async () => {
  const scene = await swapScene({ withTotp: false, withPin: false });
  const { at } = scene;
  const { swapId } = await scene.request({ reason: 'lost' });
  await scene.readDocument(swapId);
  const by = (person: Person) => suspended(person, at(HOUR_MS));
  for (const person of [scene.supervisor, scene.admin]) {
    const given = { swapId, note: 'It is them' };
    expect(await swapCode(perform(approveSwap, by(person), given))).toBe('counter_is_held');
    expect(await swapCode(perform(refuseSwap, by(person), given))).toBe('counter_is_held');
    expect(await swapCode(perform(decideSwap, by(person), { ...given, verdict: 'go_on' }))).toBe(
      'counter_is_held',
    );
    expect(await swapCode(perform(remedySwap, by(person), { swapId, reason: 'Fraud' }))).toBe(
      'counter_is_held',
    );
    expect(await swapCode(ask(swapEvidence, by(person), { swapId }))).toBe('counter_is_held');
    const looked = { documentId: swapId, looked: '' };
    expect(await swapCode(perform(verifyDocument, by(person), looked))).toBe('counter_is_held');
  }
  expect(await scene.swapRow(swapId)).toMatchObject({ state: 'review' });
});

/** An account that was in a browser before. */
async function usedBefore(scene: SwapScene, person: Person, deviceId: string): Promise<void> {
  await scene.rows(
    `insert into devices (tenant_id, id, user_agent, first_seen_at, last_seen_at) values ($1,$2,'b',$3,$3) returning id`,
    ...[deviceId, scene.start],
  );
  await scene.rows(
    `insert into known_devices (tenant_id, person_id, device_id, first_used_at, last_used_at) values ($1,$2,$3,$4,$4) returning trust`,
    ...[person.principal.id, deviceId, scene.start],
  );
}

const inBrowser = (person: Person, deviceId: string): Person => ({
  ...person,
  request: { ...person.request, deviceId },
});

test('the document that lets money go early is not read by a second account of whoever asked for the swap', async () => {
  const { scene, swapId, ready } = await coolingSwap('lost');
  await scene.goOnUntil(ready);
  const { number } = await scene.swapRow(swapId);
  const device = newId(scene.start);
  await usedBefore(scene, scene.agent, device);
  const other = freshlyBy(await scene.ground.person(['agent']), new Date(ready.getTime() + HOUR_MS));
  const given = { number, documentKind: 'national_id', documentNumber: scene.documentNumber };
  const read = (by: Person) => swapCode(perform(releaseByDocument, by, given));
  expect(await read(inBrowser(other, device))).toBe('swap_same_hands');
  expect(await read(inBrowser(other, newId(scene.start)))).toBe('done');
});

test('nobody lets a number leave, or takes it into use again, with whose holder they share a browser', async () => {
  const scene = await swapScene();
  const { admin, holder, at, numberId } = scene;
  const device = newId(scene.start);
  await usedBefore(scene, holder, device);
  const by = (deviceId: string) => inBrowser(freshlyBy(admin, at(HOUR_MS)), deviceId);
  await perform(suspendOwn, later(holder, scene.start), { numberId, reason: 'other' });
  const resume = { numberId, reason: 'Seen' };
  expect(await swapCode(perform(resumeNumber, by(device), resume))).toBe('swap_shared_number');
  expect(await swapCode(perform(resumeNumber, by(newId(scene.start)), resume))).toBe('done');
  const leave = { numberId, to: 'Airtel Rwanda', reason: 'Request 4711' };
  expect(await swapCode(perform(portOut, by(device), leave))).toBe('swap_shared_number');
  expect(await swapCode(perform(portOut, by(newId(scene.start)), leave))).toBe('done');
});
