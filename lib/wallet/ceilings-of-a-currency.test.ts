import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { aTenant, type Ground, NOON } from '@/testing/ground';
import { aCustomer } from '@/testing/money';
import { rowsOf } from '@/testing/pending-scene';
import { after, DAY_MS, HOUR_MS } from '../base/clock';
import { newId } from '../base/id';
import { ask } from '../command/ask';
import { perform } from '../command/perform';
import type { Person } from '../policy/actor';
import { inCurrency } from '../policy/in-currency';
import { tenantSettings } from '../policy/tenant';
import { walletOf } from './figures';
import { decideFraud } from './fraud/review/decide';
import { openInCurrency } from './open-in-currency';
import { post } from './post';
import { quoteTransfer } from './quote';
import { transfer } from './transfer';

const limits = {
  ...{ perTransfer: 5_000, outPerDay: 9_000, outPerMonth: 50_000 },
  ...{ balance: 20_000, cashOutsPerDay: 1 },
};
const settings = () =>
  tenantSettings.parse({
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

/** Two people with a wallet in dollars beside their own. */
async function aScene() {
  const ground = await aTenant({ settings: settings() });
  const [ana, ben] = [await aCustomer(ground, { balance: 30_000n }), await aCustomer(ground)];
  await withDollars(ground, ana, 10_000n);
  await withDollars(ground, ben, 0n);
  const quote = async (amount: string) =>
    ask(quoteTransfer, ana, { to: ben.principal.mobile, amount, currency: 'USD' });
  const pay = async (amount: string) =>
    perform(transfer, ana, { quote: (await quote(amount)).quote, key: randomUUID() });
  const write = (text: string, values: unknown[]) =>
    inTenant(ground.tenant.id, (tx) => tx.$client.query(text, [ground.tenant.id, ...values]));
  return { ground, ana, ben, quote, pay, write };
}

describe('what waited in another currency', () => {
  test('is released by the limits of its own currency, and not by those of the tenant’s', async () => {
    const { ground, ben, pay } = await aScene();
    Object.assign(ground.tenant.settings.money.fraud, { holdFrom: 0, refuseFrom: null });
    const { receiptId: deedId, heldUntil } = await pay('12.50');
    expect(heldUntil).not.toBeNull();
    await withDollars(ground, ben, 19_500n);
    const admin = await ground.person(['admin']);
    const said = { deedId, verdict: 'honest', reason: 'We called them', key: randomUUID() };
    await expect(perform(decideFraud, admin, said)).rejects.toMatchObject({ code: 'recipient_is_full' });
    const dollars = `select posted, held from accounts where currency = 'USD' and owner_id = '${ben.principal.id}'`;
    expect(await rowsOf(ground, dollars)).toEqual([{ posted: '19500', held: '0' }]);
  });
});

test('a ceiling that was raised in the tenant’s own currency raises none in another', async () => {
  const { ana, quote, write } = await aScene();
  await write(
    `insert into limit_raises (tenant_id, person_id, per_transfer, out_per_day, until, proposal_id) values ($1, $2, 30000, 90000, $3, $4)`,
    [ana.principal.id, after(NOON, DAY_MS), newId(NOON)],
  );
  await expect(quote('51')).rejects.toMatchObject({ code: 'over_transfer_limit' });
  await expect(quote('50')).resolves.toMatchObject({ amount: 5_000n });
});

test('after a swap no more leaves a wallet in another currency at a time than the lowest tier may send there', async () => {
  const { ground, ana, quote, write } = await aScene();
  const { USD } = ground.tenant.settings.money.currencies;
  USD?.tiers[0] && Object.assign(USD.tiers[0], { perTransfer: 1_000 });
  await write(
    `insert into identity_documents (tenant_id, id, person_id, kind, number, number_fingerprint, given_names, family_name, birth_date, created_at, verified_at)
     values ($1, $3, $2, 'national_id', '\\x00', '\\x01', 'A', 'B', '1990-01-01', $4, $4)`,
    [ana.principal.id, newId(NOON), NOON],
  );
  await write(
    `insert into swap_guards (tenant_id, person_id, swap_id, swapped_at, money_frozen_until, money_capped_until, cap_minor,
       messages_off_until, attestation_off_until) values ($1, $2, $3, $4, $4, $5, 20000, $4, $4)`,
    [ana.principal.id, randomUUID(), after(NOON, -HOUR_MS), after(NOON, HOUR_MS)],
  );
  await expect(quote('11')).rejects.toMatchObject({ code: 'wallet_capped_after_swap' });
  await expect(quote('10')).resolves.toMatchObject({ amount: 1_000n });
});
