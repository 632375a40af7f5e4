import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { newId } from '@/lib/base/id';
import { aTenant, NOON } from '@/testing/ground';
import { aCustomer, anAgent } from '@/testing/money';
import { ask } from '../command/ask';
import { perform } from '../command/perform';
import { checkReceipt } from './check-receipt';
import { walletOf } from './figures';
import { post } from './post';
import { quoteTransfer } from './quote';
import { walletReceipt } from './receipt';
import { receiptNumberOf } from './receipt-number';
import { transfer } from './transfer';

const maker = { personId: null, now: NOON, ip: null, deviceId: null, risk: 0 };

async function paid() {
  const ground = await aTenant();
  const [ana, ben] = [await aCustomer(ground, { balance: 30_000n }), await aCustomer(ground)];
  const { quote } = await ask(quoteTransfer, ana, { to: ben.principal.mobile, amount: '12000' });
  const { receiptId } = await perform(transfer, ana, { quote, key: randomUUID() });
  return { ground, ana, ben, receiptId };
}

test('a stranger checks the number of a receipt, and sees what and when but not who', async () => {
  const { ground, receiptId } = await paid();
  const number = receiptNumberOf(receiptId).toLowerCase().replaceAll('-', ' ');
  expect(await ask(checkReceipt, ground.stranger(), { number })).toEqual({
    receipt: { operation: 'transfer', state: 'posted', amount: 12_000n, currency: 'RWF', at: NOON },
  });
  const unknown = [receiptNumberOf(newId(NOON)), 'no number at all', randomUUID()];
  for (const other of unknown)
    expect(await ask(checkReceipt, ground.stranger(), { number: other })).toEqual({ receipt: null });
  const elsewhere = await aTenant();
  expect(await ask(checkReceipt, elsewhere.stranger(), { number })).toEqual({ receipt: null });
});

test('a receipt that was taken back says so, to its people and to strangers, and leads to the other', async () => {
  const { ground, ana, ben, receiptId } = await paid();
  const back = newId(NOON);
  const movement = {
    ...{ deedId: back, operation: 'reversal' as const, amount: 12_000n, reverses: receiptId },
    ...{ payer: walletOf(ben.principal.id), payee: walletOf(ana.principal.id) },
  };
  const posting = await inTenant(ground.tenant.id, (tx) => post(tx, ground.tenant, movement, maker));
  expect(posting.done).toBe(true);
  expect(await ask(walletReceipt, ana, { id: receiptId })).toMatchObject({
    ...{ operation: 'transfer', direction: 'out', reversedBy: back, reverses: null },
  });
  expect(await ask(walletReceipt, ana, { id: back })).toMatchObject({
    ...{ operation: 'reversal', direction: 'in', reverses: receiptId, reversedBy: null },
  });
  const checked = await ask(checkReceipt, ground.stranger(), { number: receiptNumberOf(receiptId) });
  expect(checked.receipt?.state).toBe('reversed');
});

test('an agent who draws a commission gets it: both sides of that receipt are theirs', async () => {
  const ground = await aTenant();
  const agent = await anAgent(ground, 100_000n);
  const { tenant } = ground;
  const ownerId = agent.principal.id;
  const deedId = newId(NOON);
  await inTenant(tenant.id, async (tx) => {
    const commission = { kind: 'commission' as const, ownerId };
    const earned = { deedId: newId(NOON), operation: 'float_funding' as const, amount: 700n };
    await post(tx, tenant, { ...earned, payer: 'trust', payee: commission }, maker);
    const payout = { deedId, operation: 'commission_payout' as const, amount: 700n };
    const posting = await post(
      tx,
      tenant,
      { ...payout, payer: commission, payee: { kind: 'float', ownerId } },
      maker,
    );
    expect(posting.done).toBe(true);
  });
  expect(await ask(walletReceipt, agent, { id: deedId })).toMatchObject({
    ...{ operation: 'commission_payout', direction: 'in', amount: 700n, balanceAfter: 100_700n },
  });
});
