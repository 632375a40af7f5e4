import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { aTenant, type Ground, later, NOON } from '@/testing/ground';
import { aCustomer } from '@/testing/money';
import { after } from '../base/clock';
import { firstIdAt } from '../base/id';
import { ask } from '../command/ask';
import { perform } from '../command/perform';
import type { Person } from '../policy/actor';
import { walletMovements } from './movements';
import { quoteTransfer } from './quote';
import { transfer } from './transfer';

async function pays(from: Person, to: Person, amount: string, at: string): Promise<void> {
  const payer = later(from, new Date(at));
  const { quote } = await ask(quoteTransfer, payer, { to: to.principal.mobile, amount });
  await perform(transfer, payer, { quote, key: randomUUID() });
}

test('a history is searched by the other’s number, the amount, the kind and the days', async () => {
  const ground = await aTenant();
  const ana = await aCustomer(ground, { balance: 30_000n });
  const [ben, cleo] = [await aCustomer(ground), await aCustomer(ground)];
  await pays(ana, ben, '1000', '2026-06-16T08:00:00Z');
  await pays(ana, cleo, '2500', '2026-06-30T21:59:59Z');
  await pays(ana, cleo, '300', '2026-06-30T22:00:00Z');
  const now = later(ana, new Date('2026-07-02T08:00:00Z'));
  const amounts = async (filter: object) =>
    (await ask(walletMovements, now, filter)).movements.map(({ amount }) => amount);
  expect(await amounts({ number: cleo.principal.mobile?.replace('+25', '') })).toEqual([300n, 2_500n]);
  expect(await amounts({ operation: 'transfer', least: '1 000', most: 'RWF 2,500' })).toEqual([
    2_500n,
    1_000n,
  ]);
  expect(await amounts({ from: '2026-06-17', to: '2026-06-30' })).toEqual([100n, 2_500n]);
  expect(await amounts({ from: '2026-07-01', operation: 'fee' })).toEqual([20n]);
  expect(await amounts({ direction: 'in', most: '50000' })).toEqual([30_000n]);
  for (const nothing of [
    { number: 'no number' },
    { least: 'much' },
    { from: '2026-07-01', to: '2026-06-01' },
  ])
    expect(await amounts(nothing)).toEqual([]);
  await expect(ask(walletMovements, now, { from: '2026-02-30' })).rejects.toMatchObject({
    code: 'invalid_input',
  });
});

/** Many small deposits in one wallet, written as the ledger writes them, but all at once. */
async function manyDeposits({ tenant }: Ground, person: Person, lines: number): Promise<void> {
  await inTenant(tenant.id, async ({ $client }) => {
    const { rows } = await $client.query(
      "select id from accounts where tenant_id = $1 and (owner_id = $2 or kind = 'trust') order by owner_id nulls last",
      [tenant.id, person.principal.id],
    );
    await $client.query(
      `insert into transfers (tenant_id, id, deed_id, operation, debit_account_id, credit_account_id, amount, currency, credit_posted_after, at)
       select $1, ($4 || lpad(to_hex(n), 12, '0'))::uuid, gen_random_uuid(), 'deposit', $3, $2, n, 'RWF', 0, $5 from generate_series(1, $6::int) n`,
      [tenant.id, rows[0].id, rows[1].id, firstIdAt(after(NOON, 1_000)).slice(0, 24), NOON, lines],
    );
  });
}

test('a search looks at so many movements for a page, says so, and finds all of them by going on', async () => {
  const ground = await aTenant();
  const ana = await aCustomer(ground);
  await manyDeposits(ground, ana, 2_500);
  const found: bigint[] = [];
  const cuts: boolean[] = [];
  for (let before: string | undefined; ; ) {
    const page = await ask(walletMovements, ana, { most: '3', before });
    found.push(...page.movements.map(({ amount }) => amount));
    cuts.push(page.cut);
    if (!page.next) break;
    before = page.next;
  }
  expect(found).toEqual([3n, 2n, 1n]);
  expect(cuts).toEqual([true, true, false]);
});
