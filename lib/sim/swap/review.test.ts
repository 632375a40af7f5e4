import { expect, test } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '@/lib/base/clock';
import { newId } from '@/lib/base/id';
import { ask } from '@/lib/command/ask';
import { perform } from '@/lib/command/perform';
import type { Person } from '@/lib/policy/actor';
import { atNewEpoch } from '@/testing/at-new-epoch';
import { later } from '@/testing/ground';
import { writePolicies } from '@/testing/policies';
import {
  aHolder,
  aStockCard,
  freshly,
  freshlyBy,
  onLine,
  type SwapScene,
  swapCode,
  swapScene,
} from '@/testing/swap-scene';
import { answerSwap } from './answer';
import { readSwapDocument } from './document';
import { requestOwnSwap, requestSwap } from './request';
import { approveSwap } from './review';
import { showSwap } from './show';

const AT = 5 * MINUTE_MS;

/** A scene with a case that waits for a second pair of eyes. */
async function inReview() {
  const scene = await swapScene({ withPin: false, withTotp: false });
  const { swapId } = await scene.request({ reason: 'lost' });
  await scene.readDocument(swapId);
  return { scene, swapId };
}
const approve = (scene: SwapScene, swapId: string, by: Person) =>
  swapCode(scene.approve(swapId, scene.at(AT), by));
/** Somebody with the roles of a supervisor and the name of another. */
const as = (scene: SwapScene, id: string): Person => ({
  ...scene.supervisor,
  principal: { ...scene.supervisor.principal, id },
});

test('nobody approves what they asked for, what is their own, or what they have in hand already', async () => {
  const { scene, swapId } = await inReview();
  expect(await approve(scene, swapId, as(scene, scene.agent.principal.id))).toBe('swap_other_eyes');
  expect(await approve(scene, swapId, as(scene, scene.holderId))).toBe('swap_own_number');
  const shared = { ...scene.supervisor, principal: { ...scene.supervisor.principal, mobile: scene.msisdn } };
  expect(await approve(scene, swapId, shared)).toBe('swap_shared_number');
  expect(await approve(scene, swapId, scene.supervisor)).toBe('done');
  expect(await approve(scene, swapId, scene.third)).toBe('swap_not_in_this_state');
});

test('whoever read the document of a case that the holder asked for is not the second who looks at it', async () => {
  const scene = await swapScene({ withPin: false });
  const own = { numberId: scene.numberId, iccid: scene.card.iccid, reason: 'lost', key: 'a key of its own' };
  const { swapId } = await perform(requestOwnSwap, freshly(scene.holder, scene.start), own);
  const read = { swapId, documentKind: 'national_id', documentNumber: scene.documentNumber };
  await perform(readSwapDocument, freshlyBy(scene.supervisor, scene.at(MINUTE_MS)), read);
  expect(await approve(scene, swapId, scene.supervisor)).toBe('swap_same_hands');
  expect(await approve(scene, swapId, scene.third)).toBe('done');
});

test('two accounts of one person are one pair of eyes: by their browser, and by their papers', async () => {
  const { scene, swapId } = await inReview();
  const deviceId = newId(scene.start);
  await scene.rows(
    `insert into devices (tenant_id, id, user_agent, first_seen_at, last_seen_at) values ($1,$2,'b',$3,$3) returning id`,
    ...[deviceId, scene.start],
  );
  await scene.rows(
    `insert into known_devices (tenant_id, person_id, device_id, first_used_at, last_used_at) values ($1,$2,$3,$4,$4) returning trust`,
    ...[scene.agent.principal.id, deviceId, scene.start],
  );
  const here = { ...scene.supervisor, request: { ...scene.supervisor.request, deviceId } };
  expect(await approve(scene, swapId, here)).toBe('swap_same_hands');
  for (const personId of [scene.agent.principal.id, scene.third.principal.id])
    await scene.rows(
      `insert into identity_documents (tenant_id, id, person_id, kind, number, number_fingerprint, given_names, family_name,
         birth_date, created_at) values ($1,$2,$3,'passport','\\x00',$4,'Eve','Double','1980-01-01',$5) returning id`,
      ...[newId(scene.start), personId, Buffer.from(personId), scene.start],
    );
  expect(await approve(scene, swapId, scene.third)).toBe('swap_same_hands');
});

test('of two who always approve each other a third is wanted, and people hear of it', async () => {
  const scene = await swapScene({ withPin: false, withTotp: false });
  const [one, two] = [scene.supervisor, scene.third];
  const round = async (by: Person, reviewer: Person, hour: number) => {
    const held = await aHolder(scene.ground, { withPin: false, withTotp: false });
    const when = scene.at(hour * HOUR_MS);
    const { iccid } = await aStockCard(scene.ground);
    const { swapId } = await perform(requestSwap, freshlyBy(by, when), {
      ...{ msisdn: held.msisdn, iccid, reason: 'lost', key: newId(when) },
    });
    const read = { swapId, documentKind: 'national_id', documentNumber: held.documentNumber };
    await perform(readSwapDocument, freshlyBy(by, scene.at(hour * HOUR_MS + MINUTE_MS)), read);
    const at = scene.at(hour * HOUR_MS + 2 * MINUTE_MS);
    const work = perform(approveSwap, freshlyBy(reviewer, at), { swapId, note: 'Fine' });
    return { swapId, code: await swapCode(work), at };
  };
  for (let hour = 1; hour <= 3; hour += 1) {
    expect((await round(one, two, hour)).code).toBe('done');
    expect((await round(two, one, hour)).code).toBe('done');
  }
  const last = await round(one, two, 4);
  expect(last.code).toBe('swap_wants_a_third');
  expect((await scene.swapRow(last.swapId)).review_reasons).toEqual(['document-only', 'pair']);
  expect(await scene.incidents()).toEqual(['swap-agent']);
  const fourth = await scene.ground.person(['supervisor']);
  expect(
    await swapCode(perform(approveSwap, freshlyBy(fourth, last.at), { swapId: last.swapId, note: 'Seen' })),
  ).toBe('done');
});

test('an approval at once with another counts once', async () => {
  const { scene, swapId } = await inReview();
  const codes = await Promise.all([scene.supervisor, scene.third].map((by) => approve(scene, swapId, by)));
  expect(codes.toSorted()).toEqual(['done', 'swap_not_in_this_state']);
});

test('staff see the holder masked until they have proved themselves, and may what their place allows', async () => {
  const scene = await swapScene({ withPin: false, withTotp: false });
  const { swapId } = await scene.request({ reason: 'lost' });
  const seen = (by: Person) => ask(showSwap, freshlyBy(by, scene.at(AT)), { swapId });
  const before = await seen(scene.agent);
  expect(before.holder).toEqual({ id: null, name: expect.stringMatching(/^Person \d/), isMasked: true });
  expect(before.msisdn).toMatch(/•/);
  expect(before.oldSim.iccid).toMatch(/^89•/);
  expect(before.may).toEqual([
    { deed: 'document', refused: null },
    { deed: 'cancel', refused: null },
    { deed: 'release-document', refused: 'swap_not_in_this_state' },
  ]);
  expect(await swapCode(seen(await scene.ground.person(['agent'])))).toBe('not_found');
  await scene.readDocument(swapId);
  const after = await seen(scene.supervisor);
  expect(after.holder).toMatchObject({ id: scene.holderId, isMasked: false });
  expect(after.may).toContainEqual({ deed: 'approve', refused: null });
  expect(after.events.map(({ command }) => command)).toEqual(['sim.swap.request', 'sim.swap.document']);
  expect(after.proofs).toMatchObject([
    { way: 'email-code', state: 'open' },
    { way: 'document', state: 'met' },
  ]);
});

const POLICY = (effect: string, when: string) =>
  `${effect} forbid (principal, action, resource) when { ${when} };`;

test('a policy that knows the whole case holds it for a review, or forbids it', async () => {
  const scene = await swapScene();
  await writePolicies(scene.tenant.id, [
    { cedar: POLICY('@answer("hold")', 'context has swapWays && context.swapReason == "stolen"') },
  ]);
  const agent = await atNewEpoch(scene.agent);
  const { swapId } = await scene.request({ by: agent, reason: 'stolen' });
  expect(await scene.swapRow(swapId)).toMatchObject({ review_reasons: ['policy'] });

  const other = await swapScene();
  const cedar = POLICY(
    '@reason("Not at once")',
    'context has swapCoolingHours && context.swapCoolingHours < 24',
  );
  await writePolicies(other.tenant.id, [{ cedar }]);
  const { swapId: quick } = await other.request();
  const holder = await atNewEpoch(other.holder);
  await other.letNoticesLeave();
  const yes = onLine(later(holder, other.at(MINUTE_MS)), other.msisdn);
  expect(await swapCode(perform(answerSwap, yes, { swapId: quick, answer: 'yes' }))).toBe('policy_says');
  expect(await other.swapRow(quick)).toMatchObject({ state: 'refused', refusal: 'policy' });
});
