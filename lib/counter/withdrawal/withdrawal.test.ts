import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { faultsOfBooks } from '@/testing/books';
import { aTenant, type Ground, later, NOON } from '@/testing/ground';
import { aCustomer, anAgent, balanceOf } from '@/testing/money';
import { after, MINUTE_MS } from '../../base/clock';
import { ask } from '../../command/ask';
import { perform } from '../../command/perform';
import type { Person } from '../../policy/actor';
import { confirmPending, refusePending } from '../../wallet/pending/confirm';
import { listOwnPending, showOwnPending } from '../../wallet/pending/own';
import { cancelPending } from './cancel';
import { findPayment } from './find';
import { startWithdrawal } from './start';
import { listStarted, showStarted } from './started';

const start = (agent: Person, from: Person | string, amount: string, key: string = randomUUID()) =>
  perform(startWithdrawal, agent, {
    ...{ from: typeof from === 'string' ? from : from.principal.mobile, amount, key },
  });

const confirm = (customer: Person, pendingId: string, amount: string, key: string = randomUUID()) =>
  perform(confirmPending, customer, { pendingId, amount, key });

const rowsOf = async <Row extends object>({ tenant }: Ground, text: string): Promise<Row[]> =>
  (await inTenant(tenant.id, (tx) => tx.$client.query<Row>(text))).rows;

const heldOf = async (ground: Ground, person: Person): Promise<bigint> => {
  const { rows } = await inTenant(ground.tenant.id, (tx) =>
    tx.$client.query<{ held: string }>(`select held from accounts where owner_id = $1 and kind = 'wallet'`, [
      person.principal.id,
    ]),
  );
  return BigInt(rows[0]?.held ?? -1);
};

async function counter({ balance = 20_000n, tier = 1 as 0 | 1 | 2 } = {}) {
  const ground = await aTenant();
  const agent = await anAgent(ground, 50_000n);
  const ana = await aCustomer(ground, { name: 'Ana Uwase', balance, tier });
  return { ground, agent, ana };
}

test('the agent starts, the customer confirms in their own session, and only then is there anything to pay out', async () => {
  const { ground, agent, ana } = await counter();
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
  expect(await rowsOf(ground, 'select 1 from money_queue')).toEqual([]);
  expect(await faultsOfBooks(ground.tenant)).toEqual([]);
});

test('no is no, and cancelled is cancelled: what was held is free, and counts for no limit', async () => {
  const { ground, agent, ana } = await counter();
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
  const { ground, agent, ana } = await counter();
  const { pendingId } = await start(agent, ana, '5000');
  const late = later(ana, after(NOON, 10 * MINUTE_MS));
  await expect(confirm(late, pendingId, '5000')).rejects.toMatchObject({ code: 'pending_is_late' });
  expect(await heldOf(ground, ana)).toBe(0n);
  await expect(confirm(ana, pendingId, '5000')).rejects.toMatchObject({ code: 'pending_is_late' });
  expect(await rowsOf(ground, 'select state from pending_transfers')).toEqual([{ state: 'expired' }]);
});
