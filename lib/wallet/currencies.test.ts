import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { faultsOfBooks } from '@/testing/books';
import { aTenant, type Ground, NOON } from '@/testing/ground';
import { aCustomer } from '@/testing/money';
import { newId } from '../base/id';
import { ask } from '../command/ask';
import { perform } from '../command/perform';
import type { Person } from '../policy/actor';
import { inCurrency } from '../policy/in-currency';
import { tenantSettings } from '../policy/tenant';
import { walletOf } from './figures';
import { walletMovements } from './movements';
import { openInCurrency } from './open-in-currency';
import { post } from './post';
import { quoteTransfer } from './quote';
import { walletReceipt } from './receipt';
import { runReconciliation } from './reconciliation/reconcile';
import { showWallet } from './show';
import { walletStatement } from './statement/show-statement';
import { transfer } from './transfer';

const limits = {
  perTransfer: 5_000,
  outPerDay: 9_000,
  outPerMonth: 50_000,
  balance: 20_000,
  cashOutsPerDay: 1,
};
const settings = tenantSettings.parse({
  money: {
    currencies: { USD: { tiers: [limits, limits, limits], transferFee: [{ upTo: null, price: 25 }] } },
  },
});

async function withDollars(ground: Ground, person: Person, minor: bigint): Promise<void> {
  await perform(openInCurrency, person, { currency: 'USD' });
  if (minor === 0n) return;
  const tenant = inCurrency(ground.tenant, 'USD');
  const movement = {
    ...{ deedId: newId(NOON), operation: 'deposit' as const, amount: minor, payer: 'trust' as const },
    payee: walletOf(person.principal.id),
  };
  const maker = { personId: null, now: NOON, ip: null, deviceId: null, risk: 0 };
  const posting = await inTenant(tenant.id, (tx) => post(tx, tenant, movement, maker));
  expect(posting.done).toBe(true);
}

test('a second wallet has a currency, limits and prices of its own, and its money stays in it', async () => {
  const ground = await aTenant({ settings });
  const [ana, ben] = [await aCustomer(ground, { balance: 30_000n }), await aCustomer(ground)];
  expect(await ask(showWallet, ana, {})).toMatchObject({ balances: [{ currency: 'RWF' }], mayOpen: ['USD'] });
  await withDollars(ground, ana, 10_000n);
  const to = ben.principal.mobile;
  await expect(ask(quoteTransfer, ana, { to, amount: '12.50', currency: 'USD' })).rejects.toMatchObject({
    code: 'recipient_unknown',
  });
  await withDollars(ground, ben, 0n);
  const offer = await ask(quoteTransfer, ana, { to, amount: '12.50', currency: 'USD' });
  expect(offer).toMatchObject({ amount: 1_250n, fee: 25n, currency: 'USD' });
  const paid = await perform(transfer, ana, { quote: offer.quote, key: randomUUID() });
  expect(paid).toMatchObject({ currency: 'USD', balance: 8_725n });
  await expect(ask(quoteTransfer, ana, { to, amount: '51', currency: 'USD' })).rejects.toMatchObject({
    message: expect.stringContaining('USD'),
  });
  expect((await ask(showWallet, ana, {})).balances).toEqual([
    { currency: 'RWF', available: 30_000n, held: 0n },
    { currency: 'USD', available: 8_725n, held: 0n },
  ]);
  expect(await ask(walletReceipt, ben, { id: paid.receiptId })).toMatchObject({
    currency: 'USD',
    amount: 1_250n,
  });
  const history = await ask(walletMovements, ana, { currency: 'USD' });
  expect([history.currency, history.movements.length]).toEqual(['USD', 3]);
  const { totals } = await ask(walletStatement, ana, { currency: 'USD' });
  expect(totals).toMatchObject({ opening: 0n, in: 10_000n, out: 1_275n, fees: 25n, closing: 8_725n });
  expect(await faultsOfBooks(ground.tenant)).toEqual([]);
  expect(await perform(runReconciliation, await ground.person(['admin']), {})).toMatchObject({
    differences: 0,
  });
});

test('no wallet is opened in a currency that the tenant does not keep, and none twice', async () => {
  const ground = await aTenant({ settings });
  const ana = await aCustomer(ground);
  await expect(perform(openInCurrency, ana, { currency: 'KES' })).rejects.toMatchObject({
    code: 'currency_not_kept',
  });
  const opened = await Promise.all([1, 2, 3].map(() => perform(openInCurrency, ana, { currency: 'USD' })));
  expect(opened.filter(({ isNew }) => isNew)).toHaveLength(1);
});
