import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { aTenant, later } from '@/testing/ground';
import { aCustomer } from '@/testing/money';
import { ask } from '../command/ask';
import { perform } from '../command/perform';
import { tenantSettings } from '../policy/tenant';
import { walletMovements } from './movements';
import { csvOfMovements } from './movements-csv';
import { quoteTransfer } from './quote';
import { walletReceipt } from './receipt';
import { showWallet } from './show';
import { transfer } from './transfer';

test.each([
  [0, 20_000n, 100_000n],
  [1, 200_000n, 1_000_000n],
  [2, 1_000_000n, 5_000_000n],
] as const)('a wallet of tier %i shows what it allows', async (tier, perTransfer, balance) => {
  const ground = await aTenant();
  const ana = await aCustomer(ground, { balance: 7_000n, tier });
  expect(await ask(showWallet, ana, {})).toMatchObject({
    ...{ tier, available: 7_000n, held: 0n, frozen: 'none', number: ana.principal.mobile },
    limits: { perTransfer, balance },
  });
});

test('what is left of a day and a month shrinks by what was sent, fees aside, and comes back', async () => {
  const ground = await aTenant();
  const [ana, ben] = [await aCustomer(ground, { balance: 30_000n }), await aCustomer(ground)];
  const { quote } = await ask(quoteTransfer, ana, { to: ben.principal.mobile, amount: '12000' });
  const { receiptId } = await perform(transfer, ana, { quote, key: randomUUID() });
  const left = async (day: string) => {
    const { limits } = await ask(showWallet, later(ana, new Date(day)), {});
    return [limits.leftToday, limits.leftThisMonth];
  };
  expect(await left('2026-06-15T20:00:00Z')).toEqual([38_000n, 188_000n]);
  expect(await left('2026-06-16T20:00:00Z')).toEqual([50_000n, 188_000n]);
  expect(await left('2026-07-16T20:00:00Z')).toEqual([50_000n, 200_000n]);

  expect(await ask(walletReceipt, ana, { id: receiptId })).toMatchObject({
    ...{ direction: 'out', amount: 12_000n, fee: 250n, balanceAfter: 17_750n },
    to: { self: false, number: expect.stringContaining('•••') },
  });
  expect(await ask(walletReceipt, ben, { id: receiptId })).toMatchObject({
    ...{ direction: 'in', amount: 12_000n, fee: null, balanceAfter: 12_000n },
    from: { self: false, number: expect.stringContaining('•••') },
  });
  const page = await ask(walletMovements, ana, {});
  expect(page.movements.map((line) => [line.operation, line.balanceAfter])).toEqual([
    ['fee', 17_750n],
    ['transfer', 18_000n],
    ['float_opening', 30_000n],
  ]);
  expect(csvOfMovements(page).split('\r\n')).toEqual([
    'receipt,at,operation,direction,with,number,amount,balance_after,currency',
    expect.stringMatching(/^[0-9A-Z-]{29},2026-06-15T12:00:00\.000Z,fee,out,,,250,17750,RWF$/),
    expect.stringMatching(/,transfer,out,Person \d+\.,'\+250 ••• ••• \d{3},12000,18000,RWF$/),
    expect.stringMatching(/,float_opening,in,,,30000,30000,RWF$/),
    '',
  ]);
});

test('somebody without a wallet is told so, and has no movements', async () => {
  const ground = await aTenant();
  const newcomer = await ground.person(['user']);
  await expect(ask(showWallet, newcomer, {})).rejects.toMatchObject({ code: 'no_wallet' });
  expect(await ask(walletMovements, newcomer, {})).toMatchObject({ movements: [], next: null });
  await expect(ask(quoteTransfer, newcomer, { to: '+250780999999', amount: '5' })).rejects.toMatchObject({
    code: 'recipient_unknown',
  });
  const { mobile } = (await aCustomer(ground)).principal;
  await expect(ask(quoteTransfer, newcomer, { to: mobile, amount: '5' })).rejects.toMatchObject({
    code: 'no_wallet',
  });
});

test('a tenant may lift every ceiling', async () => {
  const none = { perTransfer: null, outPerDay: null, outPerMonth: null, balance: null, cashOutsPerDay: null };
  const ground = await aTenant({ settings: tenantSettings.parse({ money: { tiers: [none, none, none] } }) });
  const ana = await aCustomer(ground, { balance: 900_000_000n });
  const ben = await aCustomer(ground);
  const { quote } = await ask(quoteTransfer, ana, { to: ben.principal.mobile, amount: '500 000 000' });
  await perform(transfer, ana, { quote, key: randomUUID() });
  expect((await ask(showWallet, ana, {})).limits).toEqual({
    ...{ perTransfer: null, outPerDay: null, outPerMonth: null },
    ...{ balance: null, leftToday: null, leftThisMonth: null },
  });
});
