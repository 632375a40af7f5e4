import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { faultsOfBooks } from '@/testing/books';
import { aTenant, type Ground, later, NOON } from '@/testing/ground';
import { aCustomer, anAgent, balanceOf } from '@/testing/money';
import { confirm, dialling, endsOf, heldOf, rowsOf, start } from '@/testing/pending-scene';
import { writePolicies } from '@/testing/policies';
import { after, DAY_MS, HOUR_MS, MINUTE_MS } from '../../base/clock';
import { ask } from '../../command/ask';
import { perform } from '../../command/perform';
import type { Person } from '../../policy/actor';
import { confirmPending, refusePending } from '../pending/confirm';
import { expirePending } from '../pending/expire';
import { quoteTransfer } from '../quote';
import { transfer } from '../transfer';
import { lately } from './habits';
import { decideFraud } from './review/decide';
import { listFraud, showFraud } from './review/queries';

const quoteFor = async (payer: Person, to: Person, amount: string) =>
  (await ask(quoteTransfer, payer, { to: to.principal.mobile, amount })).quote;
const pay = async (payer: Person, to: Person, amount = '1500') =>
  perform(transfer, payer, { quote: await quoteFor(payer, to, amount), key: randomUUID() });
const decide = (by: Person, deedId: string, verdict: 'honest' | 'fraud' = 'honest') =>
  perform(decideFraud, by, { deedId, verdict, reason: 'We called the customer', key: randomUUID() });

const TOMORROW = after(NOON, DAY_MS);
const JUST_NOW = after(NOON, -MINUTE_MS);
const freshAt = (person: Person, at: Date): Person => {
  const then = later(person, at);
  return { ...then, session: { ...then.session, provedAt: at } };
};

type Thresholds = Partial<Ground['tenant']['settings']['money']['fraud']>;

/** Two customers and an administrator of a tenant that does something about every deed from a score on. */
async function aScene(thresholds: Thresholds = {}) {
  const ground = await aTenant();
  Object.assign(ground.tenant.settings.money.fraud, { lowValue: 0, ...thresholds });
  const ana = await aCustomer(ground, { name: 'Ana Uwase', balance: 20_000n, tier: 1 });
  const ben = await aCustomer(ground, { name: 'Ben Kamanzi' });
  const admin = await ground.person(['admin']);
  return { ground, ana, ben, admin };
}

const SCORES =
  'select outcome, flagged, score, facts, verdict, reviewed_by from fraud_scores order by deed_id';
const scoresOf = (ground: Ground) => rowsOf<Record<string, unknown>>(ground, SCORES);
const habitsOf = async (ground: Ground, { principal: { id } }: Person) => {
  const sql = `select habits from accounts where owner_id = '${id}' and kind = 'wallet'`;
  const [row] = await rowsOf<{ habits: number[] }>(ground, sql);
  return row?.habits ?? [];
};
const outsOf = async (ground: Ground, person: Person) =>
  Math.round(lately(await habitsOf(ground, person), 'day', 'outs', NOON.getTime() / HOUR_MS));
const sentTo = async (ground: Ground, { principal }: Person, template: string) =>
  (
    await rowsOf(
      ground,
      `select id from outbox_messages where address = '${principal.mobile}' and template = '${template}'`,
    )
  ).length;

describe('a transfer that nothing speaks against', () => {
  test('is paid, and its score, facts and habits are kept with it', async () => {
    const { ground, ana, ben } = await aScene();
    const { heldUntil } = await pay(ana, ben);
    expect(heldUntil).toBeNull();
    await pay(ana, ben, '700');
    const [first, second] = await scoresOf(ground);
    expect(first).toMatchObject({
      ...{ outcome: 'allow', flagged: false, verdict: null },
      facts: { firstPayee: true, velocity: { day: { count: 0, sum: 0 } }, hoursSinceSwap: null },
    });
    expect(second).toMatchObject({
      facts: { firstPayee: false, velocity: { day: { count: 1, sum: 1_500 } } },
    });
    expect(await outsOf(ground, ana)).toBe(2);
    const ins = lately(await habitsOf(ground, ben), 'day', 'ins', NOON.getTime() / HOUR_MS);
    expect(Math.round(ins)).toBe(2);
  });

  test('is not forgotten by another that comes at the same moment', async () => {
    const { ground, ana, ben } = await aScene();
    const eve = await aCustomer(ground);
    await Promise.all([ben, eve, ben, eve, ben].map((to, index) => pay(ana, to, String(100 + index))));
    expect(await outsOf(ground, ana)).toBe(5);
    const counts = (await scoresOf(ground)).map(({ facts }) =>
      Math.round((facts as { velocity: { day: { count: number } } }).velocity.day.count),
    );
    expect(counts.sort()).toEqual([0, 1, 2, 3, 4]);
  });
});

describe('a transfer that is held', () => {
  test('keeps the money aside, tells the payer and the contacts, and is paid once when somebody releases it', async () => {
    const { ground, ana, ben, admin } = await aScene({ holdFrom: 1, refuseFrom: null });
    const held = await pay(ana, ben);
    expect(held).toMatchObject({ balance: 18_400n, heldUntil: after(NOON, DAY_MS) });
    expect([await balanceOf(ground, ana), await heldOf(ground, ana)]).toEqual([20_000n, 1_600n]);
    expect(await sentTo(ground, ana, 'transferHeld')).toBe(1);
    const incidents = 'select kind, times from incidents';
    expect(await rowsOf(ground, incidents)).toEqual([{ kind: 'looks-like-fraud', times: 1 }]);
    const { deeds } = await ask(listFraud, admin, {});
    expect(deeds).toMatchObject([{ deedId: held.receiptId, payer: 'Ana Uwase', outcome: 'hold' }]);
    const shown = await ask(showFraud, admin, { deedId: held.receiptId });
    expect(shown).toMatchObject({ state: 'pending_approval', mayNotDecide: null, receiptNumber: null });
    const sum = shown.reasons.reduce((all, { points }) => all + points, 0);
    expect(Math.abs(sum)).toBeLessThan(40);

    expect(await endsOf([1, 2, 3].map(() => decide(admin, held.receiptId)))).toEqual([
      ...['done', 'review_is_over', 'review_is_over'],
    ]);
    expect([await balanceOf(ground, ana), await heldOf(ground, ana)]).toEqual([18_400n, 0n]);
    expect(await balanceOf(ground, ben)).toBe(1_500n);
    expect(await scoresOf(ground)).toMatchObject([{ verdict: 'honest', reviewed_by: admin.principal.id }]);
    expect(await sentTo(ground, ben, 'transferReceived')).toBe(1);
    expect((await ask(listFraud, admin, {})).deeds).toEqual([]);
    expect((await ask(listFraud, admin, { queue: 'reviewed' })).deeds).toHaveLength(1);
    expect(await faultsOfBooks(ground.tenant)).toEqual([]);
    // What is remembered of a wallet is what it did, and not what it asked for.
    expect(await outsOf(ground, ana)).toBe(1);
  });

  test('goes back to the payer when somebody calls it fraud, when its time is over, and when they take it back', async () => {
    const { ground, ana, ben, admin } = await aScene({ holdFrom: 1, refuseFrom: null });
    const [first, second, third] = [await pay(ana, ben), await pay(ana, ben), await pay(ana, ben)];
    expect(await heldOf(ground, ana)).toBe(4_800n);
    await decide(admin, first.receiptId, 'fraud');
    expect(await heldOf(ground, ana)).toBe(3_200n);
    await perform(refusePending, ana, { pendingId: second.receiptId });
    await expect(decide(admin, second.receiptId)).resolves.toMatchObject({ state: null });
    await expect(decide(freshAt(admin, TOMORROW), third.receiptId)).rejects.toMatchObject({
      code: 'review_is_over',
    });
    await perform(expirePending, ground.system(TOMORROW), { pendingId: third.receiptId });
    expect([await balanceOf(ground, ana), await heldOf(ground, ana)]).toEqual([20_000n, 0n]);
    expect(await sentTo(ground, ana, 'transferGivenBack')).toBe(2);
    expect(await sentTo(ground, ana, 'withdrawalCleared')).toBe(0);
    const states = 'select state, reason from pending_transfers order by id';
    expect(await rowsOf(ground, states)).toEqual([
      { state: 'rejected', reason: 'looks_like_fraud' },
      { state: 'rejected', reason: 'by_customer' },
      { state: 'expired', reason: null },
    ]);
    expect(await faultsOfBooks(ground.tenant)).toEqual([]);
  });

  test('is used up: the quote buys nothing a second time, held, released or given back', async () => {
    const { ground, ana, ben, admin } = await aScene({ holdFrom: 1, refuseFrom: null });
    const quote = await quoteFor(ana, ben, '1500');
    const { receiptId } = await perform(transfer, ana, { quote, key: randomUUID() });
    const again = () => perform(transfer, ana, { quote, key: randomUUID() });
    await expect(again()).rejects.toMatchObject({ code: 'quote_is_paid' });
    Object.assign(ground.tenant.settings.money.fraud, { stepUpFrom: null, holdFrom: null });
    await expect(again()).rejects.toMatchObject({ code: 'quote_is_paid' });
    await decide(admin, receiptId, 'fraud');
    await expect(again()).rejects.toMatchObject({ code: 'quote_is_paid' });
    expect(await balanceOf(ground, ana)).toBe(20_000n);
  });

  test('is released by nobody who has a part in it, and the database says so too', async () => {
    const { ground, ana } = await aScene({ holdFrom: 1, refuseFrom: null });
    const boss = await aCustomer(ground, { name: 'Boss' });
    const asAdmin = await ground.person(['admin']);
    const paid: Person = { ...asAdmin, principal: { ...asAdmin.principal, id: boss.principal.id } };
    const { receiptId } = await pay(ana, boss);
    await expect(decide(paid, receiptId)).rejects.toMatchObject({ code: 'movement_of_own_hands' });
    for (const own of [ana, boss])
      await expect(
        inTenant(ground.tenant.id, (tx) =>
          tx.$client.query(
            `update fraud_scores set reviewed_by = $1, reviewed_at = now(), verdict = 'honest' where deed_id = $2`,
            [own.principal.id, receiptId],
          ),
        ),
      ).rejects.toMatchObject({ constraint: 'score_is_reviewed_by_another' });
  });
});

test('what is refused moves nothing, is kept, and may be done once after somebody has called it honest', async () => {
  const { ground, ana, ben, admin } = await aScene({ refuseFrom: 1 });
  const quote = await quoteFor(ana, ben, '1500');
  for (const key of ['1', '1', '2'].map((one) => `a-key-of-somebody-${one}`))
    await expect(perform(transfer, ana, { quote, key })).rejects.toMatchObject({ code: 'looks_like_fraud' });
  expect(await rowsOf(ground, 'select times from incidents')).toEqual([{ times: 1 }]);
  expect([await balanceOf(ground, ana), await heldOf(ground, ana)]).toEqual([20_000n, 0n]);
  const { deeds } = await ask(listFraud, admin, { queue: 'alerts' });
  expect(deeds).toMatchObject([{ outcome: 'refuse', waitsUntil: null }]);
  await decide(admin, deeds[0]?.deedId ?? '');
  expect(await sentTo(ground, ana, 'withdrawalCleared')).toBe(1);
  const eve = await aCustomer(ground);
  await expect(pay(ana, eve)).rejects.toMatchObject({ code: 'looks_like_fraud' });
  await expect(pay(ana, ben, '1501')).rejects.toMatchObject({ code: 'looks_like_fraud' });
  await expect(pay(later(ana, after(NOON, DAY_MS + 1)), ben)).rejects.toMatchObject({
    code: 'looks_like_fraud',
  });
  expect(await endsOf([1, 2, 3].map(() => pay(ana, ben)))).toEqual([
    ...['done', 'looks_like_fraud', 'looks_like_fraud'],
  ]);
  expect(await balanceOf(ground, ben)).toBe(1_500n);
});

describe('a transfer that wants more of its payer', () => {
  test('asks for a fresh second factor, and is paid with it', async () => {
    const { ground, ana, ben } = await aScene({ stepUpFrom: 1, holdFrom: null, refuseFrom: null });
    const withFactor: Person = {
      ...ana,
      principal: { ...ana.principal, mfaEnabled: true },
      session: { ...ana.session, assurance: 2, provedAt: after(NOON, -HOUR_MS), provedBy: 'totp' },
    };
    await expect(pay(withFactor, ben)).rejects.toMatchObject({ code: 'needs_fresh_second_factor' });
    expect(await scoresOf(ground)).toEqual([]);
    const fresh = { ...withFactor, session: { ...withFactor.session, provedAt: JUST_NOW } };
    expect((await pay(fresh, ben)).heldUntil).toBeNull();
    expect(await scoresOf(ground)).toMatchObject([{ outcome: 'step_up' }]);
  });

  test('is held where its payer has no second factor to show', async () => {
    const { ana, ben } = await aScene({ stepUpFrom: 1, holdFrom: null, refuseFrom: null });
    expect((await pay(ana, ben)).heldUntil).not.toBeNull();
  });
});

describe('money that an agent starts', () => {
  test('is not started where it is to be looked at; once called honest it is, once', async () => {
    const { ground, ana, admin } = await aScene({ holdFrom: 0, refuseFrom: null });
    const agent = await anAgent(ground, 50_000n);
    await expect(start(agent, ana)).rejects.toMatchObject({ code: 'withdrawal_waits_for_a_look' });
    expect(await heldOf(ground, ana)).toBe(0n);
    const { deeds } = await ask(listFraud, admin, {});
    expect(deeds).toMatchObject([{ operation: 'withdrawal', waitsUntil: after(NOON, DAY_MS) }]);
    await decide(admin, deeds[0]?.deedId ?? '');
    const { pendingId } = await start(agent, ana);
    await confirm(ana, pendingId);
    expect(await balanceOf(ground, ana)).toBe(14_750n);
    await expect(start(agent, ana, '1000')).rejects.toMatchObject({ code: 'withdrawal_waits_for_a_look' });
    expect(await outsOf(ground, ana)).toBe(1);
  });

  test('wants no second factor of the agent: the customer confirms it', async () => {
    const { ground, ana } = await aScene({ stepUpFrom: 0, holdFrom: null, refuseFrom: null });
    const agent = await anAgent(ground, 50_000n);
    const { pendingId } = await start(agent, ana);
    await perform(confirmPending, ana, { pendingId, amount: '5000', key: randomUUID() });
    expect(await scoresOf(ground)).toMatchObject([{ outcome: 'step_up', flagged: false }]);
  });
});

describe('a policy in Cedar', () => {
  const on = 'action == Action::"wallet.transfer", resource';
  const withPolicy = async (person: Person, cedar: string): Promise<Person> => {
    const { epoch } = await writePolicies(person.tenant.id, [{ cedar, commands: ['wallet.transfer'] }]);
    return { ...person, policyEpoch: epoch };
  };

  test('holds, refuses and lets through by what is only known under the locks', async () => {
    const { ground, ana, ben } = await aScene();
    const holds = `@answer("hold") forbid (principal, ${on}) when { context has firstPayee && context.firstPayee && context.amount > 1000 };`;
    const careful = await withPolicy(ana, holds);
    expect((await pay(careful, ben, '900')).heldUntil).toBeNull();
    expect((await pay(careful, ben, '1500')).heldUntil).toBeNull();
    const eve = await aCustomer(ground);
    expect((await pay(careful, eve, '1500')).heldUntil).not.toBeNull();
    const refuses = `@reason("Two a day") forbid (principal, ${on}) when { context has outsOfDay && context.outsOfDay >= 2 };`;
    await expect(pay(await withPolicy(ana, refuses), ben)).rejects.toMatchObject({ code: 'policy_says' });
  });

  test('that held by the amount alone is not asked a second time once a second person has agreed', async () => {
    const { ana, ben } = await aScene();
    const holds = `@answer("hold") forbid (principal, ${on}) when { context.amount > 1000 && !context.secondPerson };`;
    const careful = await withPolicy(ana, holds);
    await expect(pay(careful, ben)).rejects.toMatchObject({ code: 'second_person_needed' });
    expect((await pay(careful, ben, '900')).heldUntil).toBeNull();
  });

  test('knows how long ago a number moved to another card', async () => {
    const { ground, ana, ben } = await aScene({ stepUpFrom: null, holdFrom: null, refuseFrom: null });
    await inTenant(ground.tenant.id, (tx) =>
      tx.$client.query(
        `insert into swap_guards (tenant_id, person_id, swap_id, swapped_at, money_frozen_until, money_capped_until, cap_minor,
           messages_off_until, attestation_off_until) values ($1, $2, $3, $4, $4, $4, 20000, $4, $4)`,
        [ground.tenant.id, ana.principal.id, randomUUID(), after(NOON, -100 * HOUR_MS)],
      ),
    );
    const refuses = `forbid (principal, ${on}) when { context has payerHoursSinceSwap && context.payerHoursSinceSwap < 120 };`;
    await expect(pay(await withPolicy(ana, refuses), ben)).rejects.toMatchObject({ code: 'policy_refuses' });
  });
});

test('over the telephone network nothing is asked that a telephone cannot show', async () => {
  const { ana, ben } = await aScene({ stepUpFrom: 1, holdFrom: null, refuseFrom: null });
  const quote = await quoteFor(ana, ben, '1500');
  const done = await perform(transfer, dialling(ana), { quote, key: randomUUID() });
  expect(done.heldUntil).not.toBeNull();
});
