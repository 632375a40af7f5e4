import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { ownDatabase } from '@/db/testing/own-database';
import { falsify } from '@/testing/falsify';
import { aTenant, type Ground, later, NOON } from '@/testing/ground';
import { aCustomer, anAgent } from '@/testing/money';
import { newId } from '../../base/id';
import { ask } from '../../command/ask';
import { perform } from '../../command/perform';
import { keepMoneyDeadlines } from '../../counter/keep-money';
import type { Tenant } from '../../policy/tenant';
import { walletOf } from '../figures';
import { holdBack } from '../hold-back';
import { quoteTransfer } from '../quote';
import { transfer } from '../transfer';
import { listReconciliations, showReconciliation } from './list-reconciliations';
import { nextNight, queueNights } from './night';
import { dayOf } from './read-books';
import { keepReconciliation, runReconciliation } from './reconcile';

const { ownerUrl } = await ownDatabase();

/** Money that moved with a fee, some that is held back, and an agent whose day was counted. */
async function busyBooks() {
  const ground = await aTenant();
  const [ana, ben] = [await aCustomer(ground, { balance: 40_000n }), await aCustomer(ground)];
  const agent = await anAgent(ground, 100_000n);
  const { quote } = await ask(quoteTransfer, ana, { to: ben.principal.mobile, amount: '12000' });
  await perform(transfer, ana, { quote, key: randomUUID() });
  const { tenant } = ground;
  await inTenant(tenant.id, async (tx) => {
    const deedId = newId(NOON);
    const [payer, payee] = [walletOf(ana.principal.id), walletOf(ben.principal.id)];
    const movement = { deedId, operation: 'transfer' as const, amount: 5_000n, fee: 100n, payer, payee };
    const maker = { personId: ana.principal.id, now: NOON, ip: null, deviceId: null, risk: 0 };
    expect((await holdBack(tx, tenant, movement, maker)).done).toBe(true);
    await tx.$client.query(
      `insert into pending_transfers (tenant_id, id, operation, state, payer_id, payee_id, currency, amount, fee, out_day, out_month, started_by, started_at, expires_at)
       values ($1, $2, 'transfer', 'pending_approval', $3, $4, 'RWF', 5000, 100, '2026-06-15', '2026-06', $3, $5, $5)`,
      [tenant.id, deedId, ana.principal.id, ben.principal.id, NOON],
    );
    await tx.$client.query(
      `insert into float_days (tenant_id, id, agent_id, currency, day, opening, came_in, went_out, commission, closing, cash_expected, cash_counted, closed_by, closed_at, counted_until)
       values ($1, $2, $3, 'RWF', '2026-06-15', 0, 100000, 0, 0, 100000, 500, 500, $3, $4, $4)`,
      [tenant.id, newId(NOON), agent.principal.id, NOON],
    );
  });
  return { ground, admin: await ground.person(['admin']) };
}

test('books that are well reconcile, with what the trust account gave out and who holds it', async () => {
  const { admin } = await busyBooks();
  const { reconciliationId, differences } = await perform(runReconciliation, admin, {});
  expect(differences).toBe(0);
  const shown = await ask(showReconciliation, admin, { reconciliationId });
  expect(shown).toMatchObject({ day: '2026-06-15', differences: [], incidentId: null });
  expect(shown.figures).toMatchObject({ transfers: 4, counted: 1, uncounted: 0 });
  expect(shown.figures.currencies).toEqual([
    {
      ...{ currency: 'RWF', accounts: 7, sum: '0', trust: '-140000', customers: '39750', floats: '100000' },
      ...{ commissions: '0', fees: '250', suspense: '0', held: '5100' },
    },
  ]);
});

test.each([
  [
    'a stored balance',
    ['balance', 'books', 'chain', 'trust'],
    'update accounts set posted = posted + 7 where posted = 12000',
  ],
  [
    'an amount in the ledger',
    ['balance', 'chain'],
    'update transfers set amount = amount + 7 where amount = 12000',
  ],
  [
    'a balance in the ledger',
    ['chain'],
    'update transfers set credit_posted_after = 11 where amount = 12000',
  ],
  [
    'a line that is gone',
    ['balance', 'books', 'chain', 'trust'],
    "delete from transfers where operation = 'fee'",
  ],
  ['what is held', ['held'], 'update accounts set held = held - 1 where held > 0'],
  [
    'a hold that ended',
    ['held'],
    "update pending_transfers set state = 'expired', ended_at = now() where amount = 5000",
  ],
  [
    'the cash that was counted',
    ['cash'],
    'update float_days set cash_counted = 400 where cash_counted = 500',
  ],
])(
  '%s, falsified by the database’s owner, is found and becomes an incident with figures',
  async (_, checks, text) => {
    const { ground, admin } = await busyBooks();
    expect(await falsify(ownerUrl, ground.tenant, text)).toBe(1);
    const { reconciliationId } = await perform(runReconciliation, admin, {});
    const { differences, incidentId } = await ask(showReconciliation, admin, { reconciliationId });
    expect([...new Set(differences.map(({ check }) => check))].sort()).toEqual(checks);
    expect(await incidentsOf(ground)).toEqual([{ id: incidentId, severity: 'critical', times: 1 }]);
    await perform(runReconciliation, later(admin, new Date(NOON.getTime() + 60_000)), {});
    expect(await incidentsOf(ground)).toEqual([{ id: incidentId, severity: 'critical', times: 2 }]);
  },
);

async function incidentsOf({ tenant }: Ground) {
  return inTenant(tenant.id, async ({ $client }) => {
    const { rows } = await $client.query(
      "select id, severity, times from incidents where tenant_id = $1 and kind = 'books-wrong'",
      [tenant.id],
    );
    return rows;
  });
}

test('the night comes by the clocks of the tenant, on every day of the year once', () => {
  for (const timeZone of ['Africa/Kigali', 'Europe/Paris']) {
    let at = new Date('2026-01-01T00:00:00Z');
    const days = [];
    for (let night = 0; night < 365; night += 1) {
      at = nextNight(at, timeZone);
      days.push(dayOf(at, { timeZone } as Tenant));
    }
    expect(new Set(days).size).toBe(365);
  }
  expect(nextNight(new Date('2026-06-15T00:00:00Z'), 'Africa/Kigali')).toEqual(
    new Date('2026-06-15T00:30:00Z'),
  );
});

test('each night is done once, by whichever node, and queues the next; new tenants are found', async () => {
  const { ground, admin } = await busyBooks();
  const { tenant } = ground;
  await queueNights(NOON);
  await queueNights(NOON);
  const night = nextNight(NOON, tenant.timeZone);
  await Promise.all([keepMoneyDeadlines(night), keepMoneyDeadlines(night), keepMoneyDeadlines(night)]);
  await perform(keepReconciliation, ground.system(night), {});
  const { reconciliations } = await ask(listReconciliations, later(admin, night), {});
  expect(reconciliations.map(({ day, differences }) => [day, differences])).toEqual([['2026-06-15', 0]]);
  const nextAt = await inTenant(tenant.id, async ({ $client }) => {
    const { rows } = await $client.query('select due_at from money_queue where subject_id = $1', [tenant.id]);
    return rows[0]?.due_at;
  });
  expect(nextAt).toEqual(nextNight(night, tenant.timeZone));
});
