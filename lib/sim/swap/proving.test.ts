import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { hashPin, storePin } from '@/lib/auth/pin';
import { sampleFactor } from '@/lib/auth/sample-factor';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '@/lib/base/clock';
import { newId } from '@/lib/base/id';
import { perform } from '@/lib/command/perform';
import type { Person } from '@/lib/policy/actor';
import { signedIn } from '@/testing/deeds';
import { type Ground, later } from '@/testing/ground';
import { codePostedTo, postedTo } from '@/testing/posted';
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
import { enterSwapCode, sendSwapCode } from './code';
import { readSwapDocument } from './document';
import { proveSwap } from './prove';

const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');
const mail = ({ holder }: SwapScene) => holder.principal.email ?? '';

test('a factor that was shown before the request proves nothing', async () => {
  const scene = await swapScene();
  const { swapId } = await scene.request();
  for (const ms of [-MINUTE_MS, 0]) {
    const before = {
      ...freshly(scene.holder, scene.at(ms)),
      request: { ...scene.holder.request, at: scene.at(MINUTE_MS) },
    };
    expect(await swapCode(perform(proveSwap, before, { swapId }))).toBe('swap_needs_factor_now');
  }
  expect(await scene.showFactor(swapId)).toEqual({ state: 'proving' });
});

test('a factor that was set up after the request proves nothing, and neither do a code by message and a recovery code', async () => {
  const scene = await swapScene();
  const { swapId } = await scene.request();
  const at = scene.at(MINUTE_MS);
  const shown = (provedBy: string): Person => ({
    ...freshly(scene.holder, at),
    session: { ...freshly(scene.holder, at).session, provedBy },
  });
  for (const by of ['sms-code', 'whatsapp-code', 'recovery'])
    expect(await swapCode(perform(proveSwap, shown(by), { swapId }))).toBe('swap_needs_own_factor');
  // No passkey was enrolled when it was asked for.
  expect(await swapCode(perform(proveSwap, shown('passkey'), { swapId }))).toBe('swap_way_is_closed');
  await inTenant(scene.tenant.id, (tx) =>
    sampleFactor(
      { tx, tenant: scene.tenant, now: scene.at(30 * SECOND_MS), actorId: scene.holderId },
      scene.holderId,
    ),
  );
  expect(await swapCode(perform(proveSwap, shown('totp'), { swapId }))).toBe('swap_way_is_closed');
});

test('somebody else proves nothing of it, whatever they show', async () => {
  const scene = await swapScene();
  const { swapId } = await scene.request();
  const other = await aHolder(scene.ground);
  const at = scene.at(MINUTE_MS);
  expect(await swapCode(perform(proveSwap, freshly(other.holder, at), { swapId }))).toBe('not_found');
  const line = onLine(later(other.holder, at), other.msisdn);
  expect(await swapCode(perform(answerSwap, line, { swapId, answer: 'yes' }))).toBe('not_found');
  const foreign = await swapScene();
  expect(await swapCode(perform(proveSwap, freshly(foreign.holder, at), { swapId }))).toBe('not_found');
});

test('a code is good once, in the session that asked for it, for five minutes', async () => {
  const scene = await swapScene();
  const { swapId } = await scene.request();
  const asking = later(scene.holder, scene.at(MINUTE_MS));
  await perform(sendSwapCode, asking, { swapId, to: 'email' });
  const code = await codePostedTo(scene.tenant, mail(scene));
  const thief = await signedIn({ ...asking, session: { ...asking.session, id: newId(scene.at(MINUTE_MS)) } });
  expect(await swapCode(perform(enterSwapCode, thief, { swapId, code }))).toBe('code_refused');
  const late = later(asking, scene.at(6 * MINUTE_MS));
  expect(await swapCode(perform(enterSwapCode, late, { swapId, code }))).toBe('code_refused');
  expect(await perform(enterSwapCode, asking, { swapId, code })).toEqual({ state: 'proving' });
  expect(await swapCode(perform(enterSwapCode, asking, { swapId, code }))).toBe('code_refused');
  const replays = await scene.rows<{ outcome: string }>(
    `select outcome from audit_events where tenant_id = $1 and command = 'sim.swap.code.enter' and outcome <> 'done'`,
  );
  expect(replays).toHaveLength(3);
  // What was replayed is no guess, and counts against nobody.
  expect(await scene.rows('select 1 from swap_proofs where tenant_id = $1 and not passed')).toEqual([]);
});

test('of a code entered many times at once one counts', async () => {
  const scene = await swapScene();
  const { swapId } = await scene.request();
  const asking = later(scene.holder, scene.at(MINUTE_MS));
  await perform(sendSwapCode, asking, { swapId, to: 'email' });
  const code = await codePostedTo(scene.tenant, mail(scene));
  const codes = await Promise.all(
    Array.from({ length: 8 }, () => swapCode(perform(enterSwapCode, asking, { swapId, code }))),
  );
  expect(codes.filter((one) => one === 'done')).toHaveLength(1);
  expect(await scene.rows('select 1 from swap_proofs where tenant_id = $1')).toHaveLength(1);
});

test('a code goes to what was confirmed before, to the old card, and never anywhere else', async () => {
  const scene = await swapScene();
  const { swapId } = await scene.request();
  const asking = later(scene.holder, scene.at(MINUTE_MS));
  expect(await perform(sendSwapCode, asking, { swapId, to: 'old-sim' })).toMatchObject({ to: 'old-sim' });
  expect(await codePostedTo(scene.tenant, scene.msisdn)).toMatch(/^\d{6}$/);
  await scene.rows(
    `update users set email = 'thief@example.com', email_verified_at = $2 where tenant_id = $1 and id = $3 returning id`,
    ...[scene.at(30 * SECOND_MS), scene.holderId],
  );
  expect(await swapCode(perform(sendSwapCode, asking, { swapId, to: 'email' }))).toBe('swap_way_is_closed');
  expect(await postedTo(scene.tenant, 'thief@example.com')).toEqual([]);

  const lost = await swapScene();
  const { swapId: ofLost } = await lost.request({ reason: 'stolen' });
  const their = later(lost.holder, lost.at(MINUTE_MS));
  expect(await swapCode(perform(sendSwapCode, their, { swapId: ofLost, to: 'old-sim' }))).toBe(
    'swap_way_is_closed',
  );
});

test('a code by SMS alone never moves a number, nor do two codes', async () => {
  const scene = await swapScene();
  const { swapId } = await scene.request();
  expect(await scene.enterCode(swapId, 'old-sim', scene.at(MINUTE_MS))).toEqual({ state: 'proving' });
  expect(await scene.enterCode(swapId, 'email', scene.at(2 * MINUTE_MS))).toEqual({ state: 'proving' });
});

test('three wrong codes refuse the number for a day, tell its holder, and open an incident; five in a week leave the counter', async () => {
  const scene = await swapScene();
  const fail = async (swapId: string, from: number, times: number) => {
    const codes: string[] = [];
    for (let count = 0; count < times; count += 1) {
      const asking = later(scene.holder, scene.at(from + count * MINUTE_MS));
      if (count === 0) await perform(sendSwapCode, asking, { swapId, to: 'email' });
      const code = await codePostedTo(scene.tenant, mail(scene));
      codes.push(await swapCode(perform(enterSwapCode, asking, { swapId, code: wrong(code) })));
    }
    return codes;
  };
  const { swapId } = await scene.request();
  expect(await fail(swapId, MINUTE_MS, 3)).toEqual(['code_refused', 'code_refused', 'swap_failed_too_often']);
  expect(await scene.swapRow(swapId)).toMatchObject({ state: 'refused', refusal: 'failed-proofs' });
  expect(await scene.cardStates()).toEqual({ old: 'active', new: 'retired' });
  expect(await scene.incidents()).toEqual(['swap-failed-proofs']);
  expect((await postedTo(scene.tenant, scene.msisdn))[0]?.template).toBe('swapRefused');

  const card = await aStockCard(scene.ground);
  const soon = { iccid: card.iccid, when: scene.at(DAY_MS) };
  expect(await swapCode(scene.request(soon))).toBe('swap_refused_for_now');
  const next = await scene.request({ iccid: card.iccid, when: scene.at(DAY_MS + HOUR_MS) });
  await fail(next.swapId, DAY_MS + 2 * HOUR_MS, 2);
  await scene.rows(
    `update swap_cases set expires_at = $2 where tenant_id = $1 and state = 'proving' returning id`,
    scene.at(DAY_MS + 3 * HOUR_MS),
  );
  const third = await aStockCard(scene.ground);
  const support = await aRoleThatOnlyAsks(scene.ground);
  const when = scene.at(2 * DAY_MS);
  expect(await swapCode(scene.request({ by: support, iccid: third.iccid, when }))).toBe('swap_counter_only');
  expect(await swapCode(scene.request({ iccid: third.iccid, when }))).toBe('done');
});

/** Somebody of the tenant's own role, who answers a telephone and serves no counter. */
async function aRoleThatOnlyAsks(ground: Ground): Promise<Person> {
  const support = await ground.person(['support']);
  const permissions = [...support.principal.permissions, 'sim.swap.request' as const];
  return { ...support, principal: { ...support.principal, permissions } };
}

test('a yes needs the PIN, the menu, and the very number that is to move', async () => {
  const scene = await swapScene();
  const { swapId } = await scene.request();
  const at = scene.at(MINUTE_MS);
  const say = (actor: Person) => swapCode(perform(answerSwap, actor, { swapId, answer: 'yes' }));
  const holder = later(scene.holder, at);
  expect(await say(onLine(holder, scene.msisdn, { pin: false }))).toBe('swap_yes_needs_pin');
  expect(await say(onLine(holder, scene.msisdn, { channel: 'sms' }))).toBe('swap_yes_needs_pin');
  expect(await say(onLine(holder, '+250788123456'))).toBe('swap_yes_from_number');
  const secured = onLine(holder, scene.msisdn);
  expect(await say({ ...secured, principal: { ...secured.principal, secured: true } })).toBe(
    'swap_way_is_closed',
  );
  await scene.letNoticesLeave();
  expect(await say(onLine(holder, scene.msisdn))).toBe('done');
  expect(await say(onLine(holder, scene.msisdn))).toBe('swap_not_in_this_state');
});

test('a PIN that was set after the request says no yes', async () => {
  const scene = await swapScene();
  const { swapId } = await scene.request();
  const hash = await hashPin(scene.tenant.id, scene.holderId, '92653');
  await inTenant(scene.tenant.id, (tx) =>
    storePin(tx, scene.tenant.id, scene.holderId, hash, scene.at(SECOND_MS)),
  );
  expect(await swapCode(scene.answer(swapId, 'yes'))).toBe('swap_way_is_closed');
});

test('of a yes and a no at the same moment one counts, and everything matches it', async () => {
  for (let round = 0; round < 3; round += 1) {
    const scene = await swapScene();
    const { swapId } = await scene.request();
    await scene.letNoticesLeave();
    const codes = await Promise.all([
      swapCode(scene.answer(swapId, 'yes')),
      swapCode(scene.answer(swapId, 'no')),
      swapCode(scene.answer(swapId, 'yes')),
    ]);
    const { state } = await scene.swapRow(swapId);
    expect(['completed', 'cancelled']).toContain(state);
    const moved = state === 'completed';
    expect(await scene.simOfNumber()).toBe(moved ? scene.card.id : scene.oldSim.id);
    expect(codes.filter((code) => code === 'done')).toHaveLength(1);
  }
});

test('a no by SMS ends the case, and a yes in the portal is the factor', async () => {
  const scene = await swapScene();
  const { swapId } = await scene.request();
  const no = onLine(later(scene.holder, scene.at(MINUTE_MS)), scene.msisdn, { pin: false, channel: 'sms' });
  expect(await perform(answerSwap, no, { swapId, answer: 'no' })).toEqual({ state: 'cancelled' });
  expect(await scene.heldOn(scene.holderId)).toEqual(['sim_swap']);

  const here = await swapScene();
  const asked = await here.request();
  const yes = freshly(here.holder, here.at(MINUTE_MS));
  expect(await perform(answerSwap, yes, { swapId: asked.swapId, answer: 'yes' })).toEqual({
    state: 'proving',
  });
  const stale = { ...yes, session: { ...yes.session, provedAt: here.at(-HOUR_MS) } };
  expect(await swapCode(perform(answerSwap, stale, { swapId: asked.swapId, answer: 'yes' }))).toBe(
    'needs_fresh_second_factor',
  );
});

test('a document is compared and not shown; the wrong one is counted, an expired one is none', async () => {
  const scene = await swapScene({ withPin: false, withTotp: false });
  const { swapId } = await scene.request({ reason: 'lost' });
  const at = scene.at(MINUTE_MS);
  const read = (documentNumber: string, by = scene.agent) =>
    swapCode(
      perform(readSwapDocument, freshlyBy(by, at), { swapId, documentKind: 'national_id', documentNumber }),
    );
  expect(await read('1199900000000000')).toBe('swap_document_differs');
  await scene.rows(
    `update identity_documents set expires_on = '2026-06-14' where tenant_id = $1 returning id`,
  );
  expect(await read(scene.documentNumber)).toBe('swap_document_differs');
  await scene.rows(
    `update identity_documents set expires_on = '2026-06-15' where tenant_id = $1 returning id`,
  );
  const stranger = await scene.ground.person(['agent']);
  expect(await read(scene.documentNumber, stranger)).toBe('not_found');
  expect(await read(scene.documentNumber)).toBe('done');
  expect(await scene.swapRow(swapId)).toMatchObject({ state: 'review', review_reasons: ['document-only'] });
});
