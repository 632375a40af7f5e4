import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { faultsOfBooks } from '@/testing/books';
import { aTenant, type Ground, later, NOON } from '@/testing/ground';
import { aCustomer, balanceOf } from '@/testing/money';
import { aTransfer } from '@/testing/past-deeds';
import { newId } from '../../base/id';
import { ask } from '../../command/ask';
import { perform } from '../../command/perform';
import type { Person } from '../../policy/actor';
import { walletOf } from '../figures';
import { post } from '../post';
import { approveProposal } from '../proposal/decide';
import { receiptNumberOf } from '../receipt-number';
import { findAccount } from './find-account';
import { freezeAccount, unfreezeAccount } from './freeze-account';
import { proposeUnfreeze } from './propose-unfreeze';
import { showAccount } from './show-account';

const key = () => randomUUID();
const code = (deed: Promise<unknown>): Promise<string> =>
  deed.then(
    () => 'done',
    (error: { code?: string }) => error.code ?? String(error),
  );

async function aScene() {
  const ground = await aTenant();
  const [ana, ben] = [
    await aCustomer(ground, { balance: 20_000n, name: 'Ana Uwase' }),
    await aCustomer(ground, { balance: 20_000n, name: 'Ben Kamanzi' }),
  ];
  const [one, other] = [await ground.person(['admin']), await ground.person(['admin'])];
  const accountId = await walletIdOf(ground, ana);
  const freeze = (over: Record<string, unknown> = {}, by: Person = one) =>
    perform(freezeAccount, by, { accountId, what: 'debit', reason: 'It looks stolen', ...over });
  const thaw = (by: Person = one) => perform(unfreezeAccount, by, { accountId, reason: 'A mistake' });
  const pay = (from: Person, to: Person, at = NOON) =>
    inTenant(ground.tenant.id, async (tx) => {
      const movement = {
        ...{ deedId: newId(at), operation: 'transfer' as const, amount: 100n },
        ...{ payer: walletOf(from.principal.id), payee: walletOf(to.principal.id) },
      };
      const maker = { personId: from.principal.id, now: at, ip: null, deviceId: null, risk: 0 };
      const posting = await post(tx, ground.tenant, movement, maker);
      return posting.done ? 'done' : posting.reason;
    });
  return { ground, ana, ben, one, other, accountId, freeze, thaw, pay };
}

const walletIdOf = async ({ tenant }: Ground, person: Person): Promise<string> =>
  (
    await inTenant(tenant.id, (tx) =>
      tx.$client.query<{ id: string }>(`select id from accounts where owner_id = $1 and kind = 'wallet'`, [
        person.principal.id,
      ]),
    )
  ).rows[0]?.id ?? '';

test('what is frozen stands at once: out, in, or both; its holder is told and it is an incident', async () => {
  const { ground, ana, ben, one, accountId, freeze, pay } = await aScene();
  await freeze();
  expect([await pay(ana, ben), await pay(ben, ana)]).toEqual(['payer_frozen', 'done']);
  await freeze({ what: 'both' });
  expect([await pay(ana, ben), await pay(ben, ana)]).toEqual(['payer_frozen', 'payee_frozen']);
  expect(await code(freeze({ what: 'credit' }))).toBe('freeze_lets_go');
  expect(await code(freeze({ what: 'both', until: '2026-06-20' }))).toBe('freeze_lets_go');
  const { rows } = await inTenant(ground.tenant.id, (tx) =>
    tx.$client.query(
      `select (select count(*)::int from outbox_messages where template = 'accountFrozen') as told,
         (select count(*)::int from incidents where kind = 'account-frozen' and about = $1) as incidents`,
      [`account:${accountId}`],
    ),
  );
  expect(rows).toEqual([{ told: 2, incidents: 1 }]);
  expect(await ask(showAccount, one, { accountId })).toMatchObject({
    ...{ frozen: 'both', frozenBecause: 'It looks stolen', frozenBy: one.principal.name, mayNotThaw: null },
    ...{ available: 20_100n, name: 'Ana Uwase' },
    events: [{ command: 'account.freeze' }, { command: 'account.freeze' }],
  });
  expect(await faultsOfBooks(ground.tenant)).toEqual([]);
});

test('it ends by itself on the day that was said, in the tenant’s zone', async () => {
  const { ana, ben, one, accountId, freeze, pay } = await aScene();
  expect(await code(freeze({ until: '2026-06-15' }))).toBe('freeze_until_past');
  await freeze({ until: '2026-06-16' });
  const midnight = new Date('2026-06-15T22:00:00.000Z');
  expect(await pay(ana, ben, new Date(midnight.getTime() - 1))).toBe('payer_frozen');
  expect(await pay(ana, ben, midnight)).toBe('done');
  const seen = await ask(showAccount, freshAt(one, midnight), { accountId });
  expect(seen).toMatchObject({ frozen: 'none', mayNotThaw: 'account_not_frozen' });
});

const freshAt = (person: Person, at: Date): Person => {
  const moved = later(person, at);
  return { ...moved, session: { ...moved.session, provedAt: at, createdAt: at, judgedAt: at } };
};

test('who froze it lets it go alone; what another hand froze, or several, or was fraud, takes two', async () => {
  const { ground, ana, ben, one, other, accountId, freeze, thaw, pay } = await aScene();
  await freeze();
  expect(await code(thaw(other))).toBe('unfreeze_takes_two');
  await thaw();
  expect(await code(thaw())).toBe('account_not_frozen');
  await freeze();
  await freeze({ what: 'both' }, other);
  expect([await code(thaw()), await code(thaw(other))]).toEqual(['unfreeze_takes_two', 'unfreeze_takes_two']);
  const asked = { accountId, reason: 'They came with their document', key: key() };
  const { proposalId } = await perform(proposeUnfreeze, one, asked);
  expect(await code(perform(approveProposal, one, { proposalId, key: key() }))).toBe('proposal_own_hands');
  await perform(approveProposal, other, { proposalId, key: key() });
  expect(await pay(ana, ben)).toBe('done');
  expect((await ask(showAccount, one, { accountId })).events[0]).toMatchObject({
    command: 'account.unfreeze',
  });

  await freeze();
  await inTenant(ground.tenant.id, (tx) =>
    tx.$client.query(
      `insert into fraud_scores (tenant_id, deed_id, operation, payer_id, made_by, payer_account_id, amount, currency, at,
         score, reasons, facts, outcome, flagged, reviewed_by, reviewed_at, verdict)
       values ($1, $2, 'withdrawal', $3, $3, $4, 1000, $5, $6, 950, '[]', '{}', 'hold', true, $7, $6, 'fraud')`,
      [
        ...[ground.tenant.id, newId(NOON), ana.principal.id, accountId, ground.tenant.currency, NOON],
        other.principal.id,
      ],
    ),
  );
  expect(await code(thaw())).toBe('unfreeze_takes_two');
});

test('nobody freezes their own account, the tenant’s own, or that of another tenant', async () => {
  const { ground, ana, one, accountId, freeze } = await aScene();
  const self: Person = { ...one, principal: { ...one.principal, id: ana.principal.id } };
  expect(await code(freeze({}, self))).toBe('freeze_own_account');
  const { rows } = await inTenant(ground.tenant.id, (tx) =>
    tx.$client.query<{ id: string }>(`select id from accounts where kind = 'trust'`),
  );
  expect(await code(freeze({ accountId: rows[0]?.id }))).toBe('not_found');
  const foreign = await (await aTenant()).person(['admin']);
  expect(await code(freeze({}, foreign))).toBe('not_found');
  expect(await code(ask(showAccount, foreign, { accountId }))).toBe('not_found');
});

test('a freeze that races transfers: what was first is posted, and nothing leaves after it', async () => {
  for (let round = 0; round < 5; round += 1) {
    const { ground, ana, ben, freeze, pay } = await aScene();
    const [, ...paid] = await Promise.all([freeze(), ...Array.from({ length: 6 }, () => pay(ana, ben))]);
    const gone = BigInt(paid.filter((answer) => answer === 'done').length) * 100n;
    expect(await balanceOf(ground, ana)).toBe(20_000n - gone);
    expect(await pay(ana, ben)).toBe('payer_frozen');
    expect(await faultsOfBooks(ground.tenant)).toEqual([]);
  }
});

test('an account is found by its holder’s name, number, and by a receipt', async () => {
  const { ground, ana, ben, one, accountId } = await aScene();
  const deedId = await aTransfer(ground, ana, ben, { amount: 500n });
  const find = async (q: string) => (await ask(findAccount, one, { q })).accounts.map(({ name }) => name);
  expect(await find('uwase ana')).toEqual(['Ana Uwase']);
  expect(await find(ana.principal.mobile ?? '')).toEqual(['Ana Uwase']);
  expect(await find(receiptNumberOf(deedId).toLowerCase())).toEqual(['Ana Uwase', 'Ben Kamanzi']);
  expect([await find('nobody'), await find('')]).toEqual([[], []]);
  expect((await ask(findAccount, one, { q: 'Uwase' })).accounts[0]?.id).toBe(accountId);
});
