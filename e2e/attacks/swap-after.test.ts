import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { newId } from '@/lib/base/id';
import { openWallet } from '@/lib/person/open-wallet';
import { post } from '@/lib/wallet/post';
import { effort } from '@/testing/effort';
import { aCustomer, balanceOf } from '@/testing/money';
import { objectionToken } from '@/testing/swap-scene';
import { type AttackedSwap, attackedSwap, play, timePasses } from './swap-scene';

/** A swap that a thief has got through, however: a yes on the old card, and the number is on the new one. */
async function swapped() {
  const scene = await attackedSwap();
  const { tenant, holderId } = scene;
  await scene.rows('update identity_documents set verified_at = now() where tenant_id = $1 returning id');
  await inTenant(tenant.id, async (tx) => {
    await openWallet(tx, tenant.id, holderId, tenant.currency, new Date());
    const maker = { personId: null, now: new Date(), ip: null, deviceId: null, risk: 0 };
    const payee = { kind: 'wallet' as const, ownerId: holderId };
    const posting = await post(
      tx,
      tenant,
      {
        ...{ deedId: newId(new Date()), operation: 'float_opening', amount: 100_000n, payer: 'trust', payee },
      },
      maker,
    );
    if (!posting.done) throw new Error(posting.reason);
  });
  const swapId = await scene.openCase({ reason: 'damaged' });
  await scene.letNoticesLeave(new Date());
  expect(await scene.yes()).toMatch(/yes was taken/);
  expect(await scene.stateOf(swapId)).toBe('completed');
  return { ...scene, swapId };
}

test('draining the wallet right after', async () => {
  const scene = await swapped();
  const friend = await aCustomer(scene.ground);
  const thief = await scene.anotherSession();
  const send = (amount: string) => play(thief, 'quote', { to: friend.principal.mobile ?? '', amount });
  // The cookie of before is dead; a new sign-in moves no money for two days, not a franc.
  expect(await play(scene.mine, 'quote', { to: friend.principal.mobile ?? '', amount: '100' })).toBe(
    '/sign-in',
  );
  for (const amount of ['1', '20000', '100000']) expect(await send(amount)).toBe('wallet_rests_after_swap');
  expect(await balanceOf(scene.ground, scene.holder)).toBe(100_000n);
  // By themselves they are not let go: neither without the document, nor without a factor of before.
  await scene.stepUp(thief, scene.holderId);
  expect(await play(thief, 'release', { swapId: scene.swapId })).toBe('release_needs_document');
  await scene.rows(
    `update swap_guards set money_frozen_until = money_frozen_until - interval '49 hours',
       money_capped_until = money_capped_until - interval '49 hours' where tenant_id = $1 returning person_id`,
  );
  expect(await send('20001')).toBe('wallet_capped_after_swap');
  expect(await send('20000')).toBe('done');
});

test('signing in by SMS right after', async () => {
  const scene = await swapped();
  const thief = scene.browser();
  const sent = () =>
    scene.rows(
      `select channel from outbox_messages where tenant_id = $1 and address = $2 and channel <> 'none'
         and template in ('signInCode', 'signInLink', 'resetBySms', 'factorCode')`,
      scene.msisdn,
    );
  for (const channel of ['sms', 'fitting']) {
    // The answer is the one that anybody gets; nothing is sent.
    expect(await play(thief, 'sendSignInCode', { identifier: scene.msisdn, channel })).toBe('done');
  }
  expect(await sent()).toEqual([]);
  // Nor does the number say anything by the menu: a yes to the next question counts for nothing.
  expect(await scene.dial('1*27183')).not.toMatch(/You can spend RWF 100,000\.$/);
  // For three days; then it is a channel again.
  await scene.rows(
    `update swap_guards set messages_off_until = messages_off_until - interval '73 hours' where tenant_id = $1 returning person_id`,
  );
  await scene.rows(
    `update trust_signals set expires_at = expires_at - interval '30 days' where tenant_id = $1 and kind = 'sim-changed' returning person_id`,
  );
  expect(await play(scene.browser(), 'sendSignInCode', { identifier: scene.msisdn, channel: 'sms' })).toBe(
    'done',
  );
  expect(await sent()).toHaveLength(1);
});

test('the thief who holds the stolen telephone and objects to the honest swap: a dispute, no veto, no 0 h', async () => {
  const scene = await attackedSwap();
  const swapId = await scene.openCase({ reason: 'stolen' });
  expect(await scene.prove(swapId)).toBe('done');
  // The yes of the stolen card counts for nothing, so that the thief gets no 0 h for a card of their own either.
  expect(await scene.yes()).not.toMatch(/yes was taken/);
  const token = await objectionToken(scene.ground, scene.msisdn);
  expect(await play(scene.browser(), 'objectByLink', { token })).toBe('done');
  expect(await scene.swapRow(swapId)).toMatchObject({
    state: 'disputed',
    disputed_by: 'link',
    ready_at: null,
  });
  // No veto: the number is not locked, and the case is not gone. Again, by the menu, changes nothing more.
  expect(await scene.heldOn(scene.holderId)).toEqual([]);
  await scene.no();
  expect(await scene.stateOf(swapId)).toBe('disputed');
  // Whoever asked does not decide, and neither does the thief by cancelling.
  expect(await play(scene.agentBrowser, 'cancel', { swapId })).toBe('swap_not_in_this_state');
  const decide = { swapId, verdict: 'go_on', note: 'The police have the report' };
  expect(await play(scene.agentBrowser, 'decide', decide)).toBe('forbidden');
  expect(await play(scene.thirdBrowser, 'decide', decide)).toBe('done');
  expect(await scene.proveByCode(swapId)).toBe('done');
  const one = await scene.swapRow(swapId);
  expect(one).toMatchObject({ state: 'cooling' });
  expect((one.ready_at as Date).getTime()).toBeGreaterThan(Date.now() + 23 * 3_600_000);
  // Once people have decided, the telephone stops it no more.
  const again = await objectionToken(scene.ground, scene.msisdn);
  expect(await play(scene.browser(), 'objectByLink', { token: again })).toBe('done');
  expect(await scene.stateOf(swapId)).toBe('cooling');
  await scene.letNoticesLeave(new Date());
  await timePasses(scene, swapId, '25 hours');
  await expect.poll(() => scene.stateOf(swapId), { timeout: 60_000 }).toBe('completed');
});

/** What has to match the winner of a race. */
async function standing({ rows, ...scene }: AttackedSwap, swapId: string) {
  const [live] = await rows<{ count: number }>(
    `select count(*)::int as count from sessions where tenant_id = $1 and person_id = $2 and revoked_at is null`,
    scene.holderId,
  );
  const guards = await rows(
    'select 1 from swap_guards where tenant_id = $1 and person_id = $2',
    scene.holderId,
  );
  const moved = (await scene.simOfNumber()) === scene.card.id;
  return {
    ...{
      state: await scene.stateOf(swapId),
      moved,
      sessionsLive: (live?.count ?? 0) > 0,
      moneyRests: guards.length > 0,
    },
    cards: await scene.cardStates(),
  };
}
const COMPLETED = {
  ...{ state: 'completed', moved: true, sessionsLive: false, moneyRests: true },
  cards: { old: 'swapped_out', new: 'active' },
};
const CANCELLED = {
  ...{ state: 'cancelled', moved: false, sessionsLive: true, moneyRests: false },
  cards: { old: 'active', new: 'retired' },
};

test('cancel racing completion: exactly one wins, and money, sessions and cards match the winner', async () => {
  const won = { completed: 0, cancelled: 0 };
  for (let round = 0; round < effort(6); round += 1) {
    const scene = await attackedSwap();
    // The yes that completes at once and the press that stops it, at the same moment.
    const swapId = await scene.openCase({ reason: 'damaged' });
    await scene.letNoticesLeave(new Date());
    const yes = scene.yes();
    const stops = [play(scene.agentBrowser, 'cancel', { swapId }), play(scene.mine, 'notMe', { swapId })];
    await Promise.all([yes, ...stops]);
    const { state } = await scene.swapRow(swapId);
    expect(await standing(scene, swapId)).toEqual(state === 'completed' ? COMPLETED : CANCELLED);
    won[state as keyof typeof won] += 1;
  }
  expect(won.completed + won.cancelled).toBe(effort(6));
});

test('cancel racing completion by the process, when the wait is over', async () => {
  for (let round = 0; round < effort(2); round += 1) {
    const scene = await attackedSwap();
    const swapId = await scene.coolingCase();
    await scene.letNoticesLeave(new Date());
    await timePasses(scene, swapId, '25 hours');
    // The job looks every second: the press comes somewhere about that moment.
    await new Promise((done) => setTimeout(done, Math.random() * 1_200));
    await play(scene.agentBrowser, 'cancel', { swapId });
    await expect.poll(() => scene.stateOf(swapId), { timeout: 60_000 }).toMatch(/^(completed|cancelled)$/);
    const { state } = await scene.swapRow(swapId);
    expect(await standing(scene, swapId)).toEqual(state === 'completed' ? COMPLETED : CANCELLED);
  }
});
