import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { faultsOfBooks } from '@/testing/books';
import { later, NOON } from '@/testing/ground';
import { aCustomer, anAgent, balanceOf } from '@/testing/money';
import { aCounter, change, confirm, heldOf, numberOf, rowsOf, start } from '@/testing/pending-scene';
import { after, MINUTE_MS } from '../../base/clock';
import { ask } from '../../command/ask';
import { perform } from '../../command/perform';
import { openWallet } from '../../person/open-wallet';
import { refusePending } from '../../wallet/pending/confirm';
import { listOwnPending, showOwnPending } from '../../wallet/pending/own';
import { cancelPending } from './cancel';
import { findPayment } from './find';
import { startOnBehalf } from './on-behalf';
import { listStarted, showStarted } from './started';

test('the agent starts, the customer confirms in their own session, and only then is there anything to pay out', async () => {
  const { ground, agent, ana } = await aCounter();
  const found = await ask(findPayment, agent, { from: ana.principal.mobile ?? '', amount: '5 000' });
  expect(found).toMatchObject({ customer: { name: 'Ana U.' }, amount: 5_000n, fee: 250n, commission: 100n });
  expect((await ask(findPayment, agent, { offer: found.offer })).key).toBe(found.key);

  const { pendingId } = await start(agent, ana, '5 000', found.key);
  expect(await start(agent, ana, '5 000', found.key)).toMatchObject({ pendingId });
  expect(await heldOf(ground, ana)).toBe(5_250n);
  expect(await balanceOf(ground, ana)).toBe(20_000n);
  expect(await ask(showStarted, agent, { id: pendingId })).toMatchObject({
    ...{ state: 'pending_customer', customer: { name: 'Ana U.' }, receiptNumber: null, hasCode: true },
  });
  expect((await ask(listOwnPending, ana, {})).pending).toMatchObject([
    { id: pendingId, state: 'pending_customer', amount: 5_000n, fee: 250n, to: null },
  ]);
  const sent = await rowsOf<{ template: string; address: string }>(
    ground,
    'select template, address from outbox_messages',
  );
  expect(sent).toEqual(
    expect.arrayContaining([
      { template: 'withdrawalAsked', address: ana.principal.mobile },
      { template: 'paymentWaits', address: ana.principal.email },
    ]),
  );

  const done = await confirm(ana, pendingId, '5000');
  expect(done).toMatchObject({ amount: 5_000n, fee: 250n, balance: 14_750n, receiptId: pendingId });
  expect(await heldOf(ground, ana)).toBe(0n);
  expect(await balanceOf(ground, ana)).toBe(14_750n);
  expect(await balanceOf(ground, agent, 'float')).toBe(55_000n);
  expect(await balanceOf(ground, agent, 'commission')).toBe(100n);
  expect(await ask(showStarted, agent, { id: pendingId })).toMatchObject({
    ...{ state: 'posted', confirmedBy: 'portal', receiptNumber: done.receiptNumber },
  });
  expect((await ask(listOwnPending, ana, {})).pending).toEqual([]);
  expect((await ask(listStarted, agent, {})).started).toMatchObject([{ id: pendingId, state: 'posted' }]);
  const queued = `select 1 from money_queue where subject_id = '${pendingId}'`;
  expect(await rowsOf(ground, queued)).toEqual([]);
  expect(await faultsOfBooks(ground.tenant)).toEqual([]);
});

test('no is no, and cancelled is cancelled: what was held is free, and counts for no limit', async () => {
  const { ground, agent, ana } = await aCounter();
  const one = await start(agent, ana, '5000');
  await perform(refusePending, ana, { pendingId: one.pendingId });
  expect(await ask(showStarted, agent, { id: one.pendingId })).toMatchObject({
    ...{ state: 'rejected', why: 'by_customer' },
  });
  const two = await start(agent, ana, '5000');
  await perform(cancelPending, agent, { pendingId: two.pendingId });
  expect(await ask(showOwnPending, ana, { id: two.pendingId })).toMatchObject({
    ...{ state: 'rejected', reason: 'by_agent' },
  });
  await expect(confirm(ana, two.pendingId, '5000')).rejects.toMatchObject({ code: 'pending_is_rejected' });
  expect(await heldOf(ground, ana)).toBe(0n);
  expect(
    await rowsOf(
      ground,
      `select out_day_minor, out_day_cash from accounts where kind = 'wallet' and posted > 0`,
    ),
  ).toEqual([{ out_day_minor: '0', out_day_cash: 0 }]);
  expect(await faultsOfBooks(ground.tenant)).toEqual([]);
});

test('a confirmation that comes late moves nothing, gives the hold back, and says so', async () => {
  const { ground, agent, ana } = await aCounter();
  const { pendingId } = await start(agent, ana, '5000');
  const late = later(ana, after(NOON, 10 * MINUTE_MS));
  await expect(confirm(late, pendingId, '5000')).rejects.toMatchObject({ code: 'pending_is_late' });
  expect(await heldOf(ground, ana)).toBe(0n);
  await expect(confirm(ana, pendingId, '5000')).rejects.toMatchObject({ code: 'pending_is_late' });
  expect(await rowsOf(ground, 'select state from pending_transfers')).toEqual([{ state: 'expired' }]);
});

test('whom an agent may not ask they are told in a sentence, when they look and when they start', async () => {
  const { ground, agent, ana } = await aCounter();
  const both = async (from: string, amount: string) => {
    const early = await ask(findPayment, agent, { from, amount }).catch((error) => error);
    const late = await start(agent, from, amount).catch((error) => error);
    expect(late).toMatchObject({ code: early.code, message: early.message, field: early.field });
    return late;
  };
  await change(
    ground,
    agent,
    `update users set mobile = '+250788123456', mobile_verified_at = now() where id = $1`,
  );
  await inTenant(ground.tenant.id, (tx) => openWallet(tx, ground.tenant.id, agent.principal.id, 'RWF', NOON));
  expect(await both('+250788123456', '100')).toMatchObject({ code: 'payer_is_self', field: 'from' });
  expect(await both('+250780999999', '100')).toMatchObject({ code: 'payer_unknown', field: 'from' });
  expect(await both(numberOf(ana), '19 500')).toMatchObject({ code: 'payer_too_low', field: 'amount' });
  expect(await both(numberOf(ana), '200 001')).toMatchObject({ code: 'payer_over_transfer' });
  const poor = await aCustomer(ground, { balance: 50_000n });
  await start(agent, poor, '1000');
  const second = await anAgent(ground, 0n);
  await expect(start(second, poor, '1000')).rejects.toMatchObject({ code: 'payer_over_cash_outs' });
  await expect(start(agent, poor, '1000')).rejects.toMatchObject({ code: 'pending_open_already' });
  const newcomer = await ground.person(['agent']);
  await expect(start(newcomer, ana)).rejects.toMatchObject({ code: 'float_missing', status: 409 });
  await expect(ask(findPayment, newcomer, { from: numberOf(ana), amount: '100' })).rejects.toMatchObject({
    code: 'float_missing',
  });
  const theirs = await aCounter();
  const { pendingId } = await start(theirs.agent, theirs.ana);
  for (const stranger of [agent, second, newcomer]) {
    await expect(ask(showStarted, stranger, { id: pendingId })).rejects.toMatchObject({ code: 'not_found' });
    await expect(perform(cancelPending, stranger, { pendingId })).rejects.toMatchObject({
      code: 'not_found',
    });
  }
  await expect(confirm(ana, pendingId)).rejects.toMatchObject({ code: 'not_found' });
});

test('one agent asks one customer six times within the hour', async () => {
  const { agent, ana } = await aCounter({ tier: 2 });
  for (let times = 0; times < 6; times += 1) {
    const { pendingId } = await start(agent, ana, '100');
    await perform(cancelPending, agent, { pendingId });
  }
  await expect(start(agent, ana, '100')).rejects.toMatchObject({ code: 'pending_asked_too_often' });
});

test('a payment that an agent starts goes from the customer to whom they were shown, when they say yes', async () => {
  const { ground, agent, ana } = await aCounter();
  const ben = await aCustomer(ground, { name: 'Ben Mugisha' });
  const found = await ask(findPayment, agent, {
    ...{ from: numberOf(ana), to: numberOf(ben), amount: '5000', pays: 'somebody' as const },
  });
  expect(found).toMatchObject({ to: { name: 'Ben M.' }, fee: 100n, commission: 0n });
  const begin = (from: string, to: string) =>
    perform(startOnBehalf, agent, { from, to, amount: '5000', key: randomUUID() });
  const { pendingId } = await begin(numberOf(ana), numberOf(ben));
  expect(await ask(showOwnPending, ana, { id: pendingId })).toMatchObject({
    ...{ operation: 'transfer', to: { name: 'Ben M.' }, amount: 5_000n, fee: 100n },
  });
  await confirm(ana, pendingId);
  expect(await balanceOf(ground, ana)).toBe(14_900n);
  expect(await balanceOf(ground, ben)).toBe(5_000n);
  expect(await balanceOf(ground, agent, 'float')).toBe(50_000n);
  expect(
    await rowsOf(ground, `select template from outbox_messages where template like 'transfer%'`),
  ).toHaveLength(2);
  await expect(begin(numberOf(ana), numberOf(ana))).rejects.toMatchObject({ code: 'payee_is_payer' });
  await expect(begin(numberOf(ana), '+250780999999')).rejects.toMatchObject({
    code: 'payee_unknown',
    field: 'to',
  });
  // A number that has another holder by then is not the one that was shown.
  const two = await begin(numberOf(ana), numberOf(ben));
  await change(ground, ben, `update users set mobile = '+250780999997' where id = $1`);
  await expect(confirm(ana, two.pendingId)).rejects.toMatchObject({ code: 'pending_recipient_is_gone' });
  expect(await heldOf(ground, ana)).toBe(0n);
  expect(await faultsOfBooks(ground.tenant)).toEqual([]);
});
