import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { aTenant, type Ground, later, NOON } from '@/testing/ground';
import { aCustomer, anAgent, balanceOf } from '@/testing/money';
import { endsOf, heldOf, rowsOf, start } from '@/testing/pending-scene';
import { writePolicies } from '@/testing/policies';
import { after, DAY_MS, HOUR_MS, MINUTE_MS } from '../../base/clock';
import { newId } from '../../base/id';
import { ask } from '../../command/ask';
import { perform } from '../../command/perform';
import type { Person } from '../../policy/actor';
import { freezeAccount, unfreezeAccount } from '../freeze/freeze-account';
import { refusePending } from '../pending/confirm';
import { quoteTransfer } from '../quote';
import { transfer } from '../transfer';
import { decideFraud } from './review/decide';
import { listFraud } from './review/queries';

const quoteFor = async (payer: Person, to: Person, amount = '1500') =>
  (await ask(quoteTransfer, payer, { to: to.principal.mobile, amount })).quote;
const send = (payer: Person, quote: string) => perform(transfer, payer, { quote, key: randomUUID() });
const pay = async (payer: Person, to: Person, amount?: string) =>
  send(payer, await quoteFor(payer, to, amount));
const decide = (by: Person, deedId: string, verdict: 'honest' | 'fraud') =>
  perform(decideFraud, by, { deedId, verdict, reason: 'We called the customer', key: randomUUID() });

type Thresholds = Partial<Ground['tenant']['settings']['money']['fraud']>;

async function aScene(thresholds: Thresholds = {}) {
  const ground = await aTenant();
  Object.assign(ground.tenant.settings.money.fraud, { lowValue: 0, ...thresholds });
  const ana = await aCustomer(ground, { name: 'Ana Uwase', balance: 20_000n, tier: 1 });
  const ben = await aCustomer(ground, { name: 'Ben Kamanzi' });
  const admin = await ground.person(['admin']);
  const write = (text: string, values: unknown[]) =>
    inTenant(ground.tenant.id, (tx) => tx.$client.query(text, [ground.tenant.id, ...values]));
  return { ground, ana, ben, admin, write };
}

test('what people have called honest is done once, also by what was quoted before it and lies many deeds back', async () => {
  const { ground, ana, ben, admin, write } = await aScene({ refuseFrom: 1 });
  const early = await quoteFor(ana, ben);
  const at = (minutes: number, who = ana) => later(who, after(NOON, minutes * MINUTE_MS));
  await expect(pay(at(1), ben)).rejects.toMatchObject({ code: 'looks_like_fraud' });
  const [seen] = (await ask(listFraud, admin, { queue: 'alerts' })).deeds;
  await decide(later(admin, after(NOON, MINUTE_MS)), seen?.deedId ?? '', 'honest');
  await send(at(2), early);
  expect(await balanceOf(ground, ben)).toBe(1_500n);
  // Many small ones whose ids lie between that of the quote and that of the deed that was called honest.
  for (let made = 0; made < 60; made += 1)
    await write(
      `insert into fraud_scores (tenant_id, deed_id, operation, payer_id, payee_id, made_by, payer_account_id, amount, currency, at,
           score, reasons, facts, outcome, flagged)
         select tenant_id, $3, operation, payer_id, payee_id, made_by, payer_account_id, 1, currency, at, 20, '[]', '{}', 'allow', false
         from fraud_scores where tenant_id = $1 and deed_id = $2`,
      [seen?.deedId, newId(after(NOON, 20_000 + made))],
    );
  await expect(pay(at(3), ben)).rejects.toMatchObject({ code: 'looks_like_fraud' });
  expect(await balanceOf(ground, ben)).toBe(1_500n);
});

test('the queue of those who look is not filled by an agent who asks for the same customer again and again', async () => {
  const { ground, ana, admin } = await aScene({ holdFrom: 0, refuseFrom: null });
  const [agent, other] = [await anAgent(ground, 50_000n), await anAgent(ground, 50_000n)];
  for (let times = 0; times < 6; times += 1)
    await expect(start(agent, ana)).rejects.toMatchObject({ code: 'withdrawal_waits_for_a_look' });
  await expect(start(agent, ana)).rejects.toMatchObject({ code: 'stopped_too_often' });
  await expect(start(other, ana)).rejects.toMatchObject({ code: 'withdrawal_waits_for_a_look' });
  expect((await ask(listFraud, admin, {})).deeds).toHaveLength(7);
  const hourLater = later(agent, after(NOON, HOUR_MS + 1));
  await expect(start(hourLater, ana)).rejects.toMatchObject({ code: 'withdrawal_waits_for_a_look' });
});

test('the queue of those who look is not filled by a payer who takes back what is set aside and sends it again', async () => {
  const { ground, ana, ben } = await aScene({ holdFrom: 0, refuseFrom: null });
  for (let times = 0; times < 6; times += 1)
    await perform(refusePending, ana, { pendingId: (await pay(ana, ben)).receiptId });
  const ends = await endsOf([pay(ana, ben), pay(ana, ben)]);
  expect(ends).toEqual(['stopped_too_often', 'stopped_too_often']);
  expect(await heldOf(ground, ana)).toBe(0n);
});

test('a second factor that was set up today shows no more than the password that set it up', async () => {
  const { ana, ben, write } = await aScene({ stepUpFrom: 1, holdFrom: null, refuseFrom: null });
  const proved: Person = {
    ...ana,
    principal: { ...ana.principal, mfaEnabled: true },
    session: { ...ana.session, assurance: 2, provedAt: NOON, provedBy: 'totp' },
  };
  await write(
    `insert into totp_factors (tenant_id, id, person_id, name, secret, created_at, confirmed_at)
     values ($1, $3, $2, 'app', '\\x00', $4, $4)`,
    [ana.principal.id, newId(NOON), after(NOON, -HOUR_MS)],
  );
  expect((await pay(proved, ben)).heldUntil).not.toBeNull();
  await write('update totp_factors set confirmed_at = $3 where tenant_id = $1 and person_id = $2', [
    ana.principal.id,
    after(NOON, -DAY_MS),
  ]);
  expect((await pay(proved, ben)).heldUntil).toBeNull();
});

test('a policy about what goes out in a day counts what is held for several agents at once', async () => {
  const { ground, ana } = await aScene({ stepUpFrom: null, holdFrom: null, refuseFrom: null });
  const cedar = `forbid (principal, action == Action::"wallet.withdrawal.start", resource)
    when { context has outOfDay && context.outOfDay >= 5000 };`;
  const { epoch } = await writePolicies(ground.tenant.id, [{ cedar, commands: ['wallet.withdrawal.start'] }]);
  const agents = [await anAgent(ground, 50_000n), await anAgent(ground, 50_000n)];
  const [one, other] = agents.map((agent) => ({ ...agent, policyEpoch: epoch })) as [Person, Person];
  await start(one, ana);
  await expect(start(other, ana)).rejects.toMatchObject({ code: 'policy_refuses' });
});

test('an account that fraud has paid into is not let go by the one who froze it', async () => {
  const { ground, ana, ben, admin, write } = await aScene();
  const { receiptId } = await pay(ana, ben);
  await write(
    `update fraud_scores set verdict = 'fraud', reviewed_by = $3, reviewed_at = $4 where tenant_id = $1 and deed_id = $2`,
    [receiptId, admin.principal.id, NOON],
  );
  const [account] = await rowsOf<{ id: string }>(
    ground,
    `select id from accounts where owner_id = '${ben.principal.id}' and kind = 'wallet'`,
  );
  const accountId = account?.id ?? '';
  await perform(freezeAccount, admin, { accountId, what: 'both', reason: 'A mule' });
  await expect(
    perform(unfreezeAccount, admin, { accountId, reason: 'He asked for it' }),
  ).rejects.toMatchObject({ code: 'unfreeze_takes_two' });
});

test('what is low on its own is not let through once the sum of the day is not', async () => {
  const { ana, ben } = await aScene({ lowValue: 2_000, holdFrom: 1, refuseFrom: null });
  expect((await pay(ana, ben, '1500')).heldUntil).toBeNull();
  expect((await pay(ana, ben, '500')).heldUntil).toBeNull();
  expect((await pay(ana, ben, '1')).heldUntil).not.toBeNull();
});
