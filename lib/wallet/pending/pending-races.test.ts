import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { faultsOfBooks } from '@/testing/books';
import { type Ground, later, NOON } from '@/testing/ground';
import { anAgent, balanceOf } from '@/testing/money';
import {
  aCounter,
  change,
  confirm,
  dialling,
  endsOf,
  heldOf,
  inBrowser,
  numberOf,
  rowsOf,
  start,
} from '@/testing/pending-scene';
import { after, MINUTE_MS } from '../../base/clock';
import { perform } from '../../command/perform';
import { keepMoneyDeadlines } from '../../counter/keep-money';
import { cancelPending } from '../../counter/withdrawal/cancel';
import { redeemWithdrawal } from '../../counter/withdrawal/redeem';
import type { Person } from '../../policy/actor';
import { recordSignal } from '../../trust/signal';
import { answerPending } from './answer';
import { refusePending } from './confirm';
import { expirePending } from './expire';
import { makeWithdrawalCode, takeBackWithdrawalCode } from './withdrawal-code';

const LATE = after(NOON, 10 * MINUTE_MS);

/** Whatever happened, every hold is resolved, and the books agree. */
async function isWhole(ground: Ground, customer: Person) {
  expect(await heldOf(ground, customer)).toBe(0n);
  expect(await rowsOf(ground, `select 1 from money_queue where of_tenant = '${ground.tenant.id}'`)).toEqual(
    [],
  );
  expect(await faultsOfBooks(ground.tenant)).toEqual([]);
}

const questionOf = async (ground: Ground, id: string) =>
  (
    await rowsOf<{ question_id: string }>(
      ground,
      `select question_id from pending_transfers where id = '${id}'`,
    )
  )[0]?.question_id ?? '';

const movedOf = async (ground: Ground) =>
  (
    await rowsOf<{ n: number }>(
      ground,
      `select count(*)::int as n from transfers where operation = 'withdrawal'`,
    )
  )[0]?.n;

test('of four confirmations at once, two of them by telephone, one pays', async () => {
  const { ground, agent, ana } = await aCounter();
  const { pendingId } = await start(agent, ana);
  const questionId = await questionOf(ground, pendingId);
  const byTelephone = () => perform(answerPending, dialling(ana), { questionId, answer: 'yes' });
  const ends = await endsOf([
    ...[confirm(ana, pendingId), byTelephone(), confirm(ana, pendingId), byTelephone()],
  ]);
  expect(ends).toEqual(['done', 'pending_is_posted', 'pending_is_posted', 'pending_is_posted']);
  expect(await movedOf(ground)).toBe(1);
  expect(await balanceOf(ground, ana)).toBe(14_750n);
  expect(await balanceOf(ground, agent, 'float')).toBe(55_000n);
  await isWhole(ground, ana);
});

test('the same key confirms once and is answered the same; another body under it is refused', async () => {
  const { ground, agent, ana } = await aCounter();
  const { pendingId } = await start(agent, ana);
  const key = randomUUID();
  const first = await confirm(ana, pendingId, '5000', key);
  expect(await confirm(ana, pendingId, '5000', key)).toEqual(first);
  await expect(confirm(ana, pendingId, '5001', key)).rejects.toMatchObject({ code: 'key_reused' });
  await isWhole(ground, ana);
});

test('a confirmation, a refusal and a cancelling that meet end it once, and the hold with it', async () => {
  for (const round of [1, 2, 3]) {
    const { ground, agent, ana } = await aCounter();
    const { pendingId } = await start(agent, ana);
    const tries = [
      confirm(ana, pendingId),
      perform(cancelPending, agent, { pendingId }),
      perform(refusePending, ana, { pendingId }),
    ];
    const ends = await endsOf(round === 1 ? tries : tries.toReversed());
    expect(ends.filter((end) => end === 'done')).toHaveLength(1);
    const [one] = await rowsOf<{ state: string }>(ground, 'select state from pending_transfers');
    expect(await movedOf(ground)).toBe(one?.state === 'posted' ? 1 : 0);
    expect(await balanceOf(ground, ana)).toBe(one?.state === 'posted' ? 14_750n : 20_000n);
    await isWhole(ground, ana);
  }
});

test('a confirmation that meets the end of its time moves nothing, whoever comes first', async () => {
  const { ground, agent, ana } = await aCounter();
  const { pendingId } = await start(agent, ana);
  const ends = await endsOf([
    confirm(later(ana, LATE), pendingId),
    perform(expirePending, ground.system(LATE), { pendingId }),
    perform(cancelPending, later(agent, LATE), { pendingId }).catch(() => undefined),
  ]);
  expect(ends).toEqual(['done', 'done', 'pending_is_late']);
  expect(await rowsOf(ground, 'select state from pending_transfers')).toEqual([{ state: 'expired' }]);
  expect(await movedOf(ground)).toBe(0);
  await isWhole(ground, ana);
});

test('a deadline is kept once, by however many nodes, and not before its time', async () => {
  const { ground, agent, ana } = await aCounter();
  const { pendingId } = await start(agent, ana);
  await perform(expirePending, ground.system(after(LATE, -1)), { pendingId });
  expect(await heldOf(ground, ana)).toBe(5_250n);
  await Promise.all([keepMoneyDeadlines(LATE), keepMoneyDeadlines(LATE), keepMoneyDeadlines(LATE)]);
  expect(await rowsOf(ground, 'select state from pending_transfers')).toEqual([{ state: 'expired' }]);
  expect(
    await rowsOf(
      ground,
      `select 1 from audit_events where command = 'wallet.pending.expire' and change->>'by' is null`,
    ),
  ).toHaveLength(2);
  await isWhole(ground, ana);
});

test.each([
  [
    'frozen',
    `update accounts set frozen = 'debit' where owner_id = $1 and kind = 'wallet'`,
    'wallet_is_frozen',
  ],
  [
    'swapped',
    `insert into swap_guards (tenant_id, person_id, swap_id, swapped_at, money_frozen_until, money_capped_until, cap_minor, messages_off_until, attestation_off_until)
       select tenant_id, id, id, '2026-06-15', '2026-06-16', '2026-06-17', 1000, '2026-06-18', '2026-06-18' from users where id = $1`,
    'wallet_rests_after_swap',
  ],
  [
    'secured',
    `insert into person_holds (tenant_id, id, person_id, kind, reason, since)
       select tenant_id, gen_random_uuid(), id, 'money_out', 'report', '2026-06-15' from users where id = $1`,
    'wallet_is_secured',
  ],
])('a payer who is %s in between pays nothing, and the hold is given back', async (_how, text, code) => {
  const { ground, agent, ana } = await aCounter();
  const { pendingId } = await start(agent, ana);
  await change(ground, ana, text);
  await expect(confirm(ana, pendingId)).rejects.toMatchObject({ code });
  expect(await rowsOf(ground, 'select state, reason from pending_transfers')).toEqual([
    { state: 'rejected', reason: code },
  ]);
  expect(await movedOf(ground)).toBe(0);
  await isWhole(ground, ana);
});

test('an agent whose account or float is not what it was is paid nothing', async () => {
  const { ground, agent, ana } = await aCounter();
  const { pendingId } = await start(agent, ana);
  await change(ground, agent, `update users set status = 'suspended' where id = $1`);
  await expect(confirm(ana, pendingId)).rejects.toMatchObject({ code: 'pending_agent_is_gone' });
  await change(ground, agent, `update users set status = 'active' where id = $1`);
  const two = await start(agent, ana);
  await change(ground, agent, `update accounts set frozen = 'both' where owner_id = $1 and kind = 'float'`);
  await expect(confirm(ana, two.pendingId)).rejects.toMatchObject({ code: 'pending_agent_is_gone' });
  expect(await movedOf(ground)).toBe(0);
  await isWhole(ground, ana);
});

test('who asks does not confirm, in no session and no browser of theirs', async () => {
  const { ground, agent, ana } = await aCounter();
  const [counter, own] = [randomUUID(), randomUUID()];
  const { pendingId } = await start(inBrowser(agent, counter), ana);
  const roles = { ...agent, principal: { ...agent.principal, permissions: ana.principal.permissions } };
  await expect(confirm(roles, pendingId)).rejects.toMatchObject({ code: 'pending_not_by_its_agent' });
  await expect(confirm(inBrowser(ana, counter), pendingId)).rejects.toMatchObject({
    code: 'pending_on_agents_device',
  });
  await change(
    ground,
    agent,
    `with made as (insert into devices (tenant_id, id, user_agent, first_seen_at, last_seen_at)
       select tenant_id, '${own}', 'x', now(), now() from users where id = $1 returning tenant_id)
     insert into known_devices (tenant_id, person_id, device_id, first_used_at, last_used_at)
       select tenant_id, $1, '${own}', now(), now() from made`,
  );
  await expect(confirm(inBrowser(ana, own), pendingId)).rejects.toMatchObject({
    code: 'pending_on_agents_device',
  });
  await expect(confirm(inBrowser(ana, randomUUID()), pendingId, '4999')).rejects.toMatchObject({
    code: 'pending_amount_differs',
  });
  await confirm(inBrowser(ana, randomUUID()), pendingId);
  await isWhole(ground, ana);
});

test('by telephone a yes needs the PIN and a card that is not new; a no needs nothing, and a yes by SMS is none', async () => {
  const { ground, agent, ana } = await aCounter();
  const { pendingId } = await start(agent, ana);
  const questionId = await questionOf(ground, pendingId);
  const say = (actor: Person, answer: 'yes' | 'no') => perform(answerPending, actor, { questionId, answer });
  await expect(say(dialling(ana, []), 'yes')).rejects.toMatchObject({ code: 'pending_yes_needs_pin' });
  await expect(say(ana, 'yes')).rejects.toMatchObject({ code: 'pending_yes_needs_pin' });
  const sms = dialling(ana);
  sms.request.line = { msisdn: numberOf(ana), channel: 'sms' };
  await expect(say(sms, 'yes')).rejects.toMatchObject({ code: 'pending_yes_needs_pin' });
  await inTenant(ground.tenant.id, (tx) =>
    recordSignal(tx, ground.tenant.id, ana.principal.id, 'sim-changed', NOON),
  );
  await expect(say(dialling(ana), 'yes')).rejects.toMatchObject({ code: 'sim_is_new' });
  await expect(say(dialling(agent), 'no')).rejects.toMatchObject({ code: 'forbidden' });
  expect(await say(sms, 'no')).toEqual({ state: 'rejected' });
  await isWhole(ground, ana);
});

test('a code that its customer made is redeemed once, by one of two agents at once', async () => {
  const { ground, agent, ana } = await aCounter();
  const other = await anAgent(ground, 0n);
  const made = await perform(makeWithdrawalCode, ana, { amount: '5000' });
  expect(made).toMatchObject({ code: expect.stringMatching(/^\d{8}$/), amount: 5_000n, fee: 250n });
  expect(await heldOf(ground, ana)).toBe(5_250n);
  await expect(perform(makeWithdrawalCode, ana, { amount: '100' })).rejects.toMatchObject({
    code: 'withdrawal_code_is_made',
  });
  const redeem = (by: Person, code: string) =>
    perform(redeemWithdrawal, by, { from: numberOf(ana), code, key: randomUUID() });
  const ends = await endsOf([redeem(agent, made.code), redeem(other, made.code), redeem(agent, made.code)]);
  expect(ends).toEqual(['done', 'withdrawal_code_refused', 'withdrawal_code_refused']);
  expect(await movedOf(ground)).toBe(1);
  expect(await balanceOf(ground, ana)).toBe(14_750n);
  await isWhole(ground, ana);
});

test('three wrong codes make it void; a code that was taken back, or is too old, is good for nothing', async () => {
  const { ground, agent, ana } = await aCounter();
  const redeem = (code: string, by = agent) =>
    perform(redeemWithdrawal, by, { from: numberOf(ana), code, key: randomUUID() });
  const refused = { code: 'withdrawal_code_refused' };
  const made = await perform(makeWithdrawalCode, ana, { amount: '5000' });
  const wrong = made.code === '00000000' ? '00000001' : '00000000';
  for (const _ of [1, 2, 3]) await expect(redeem(wrong)).rejects.toMatchObject(refused);
  await expect(redeem(made.code)).rejects.toMatchObject(refused);
  expect(await rowsOf(ground, 'select state, reason from pending_transfers')).toEqual([
    { state: 'rejected', reason: 'code_guessed' },
  ]);
  await isWhole(ground, ana);
  const two = await perform(makeWithdrawalCode, ana, { amount: '5000' });
  await perform(takeBackWithdrawalCode, ana, { pendingId: two.pendingId });
  await expect(redeem(two.code)).rejects.toMatchObject(refused);
  const three = await perform(makeWithdrawalCode, ana, { amount: '5000' });
  await expect(redeem(three.code, later(agent, after(NOON, 30 * MINUTE_MS)))).rejects.toMatchObject(refused);
  await keepMoneyDeadlines(after(NOON, 30 * MINUTE_MS));
  await isWhole(ground, ana);
});

test('one agent tries ten codes of a number within the hour, right or wrong, and no more', async () => {
  const { agent, ana } = await aCounter();
  const redeem = () =>
    perform(redeemWithdrawal, agent, { from: numberOf(ana), code: '12345678', key: randomUUID() });
  for (let tries = 0; tries < 10; tries += 1)
    await expect(redeem()).rejects.toMatchObject({ code: 'withdrawal_code_refused' });
  await expect(redeem()).rejects.toMatchObject({ code: 'redeemed_too_often' });
});
