import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { faultsOfBooks } from '@/testing/books';
import { aTenant, type Ground, later, NOON } from '@/testing/ground';
import { aCustomer, anAgent, balanceOf } from '@/testing/money';
import { aTransfer, aWithdrawal } from '@/testing/past-deeds';
import { after, DAY_MS, HOUR_MS } from '../../base/clock';
import { newId } from '../../base/id';
import { ask } from '../../command/ask';
import { perform } from '../../command/perform';
import { keepMoneyDeadlines } from '../../counter/keep-money';
import type { Person } from '../../policy/actor';
import { walletOf } from '../figures';
import { post } from '../post';
import { decideDispute, withdrawDispute } from './decide';
import { lapseDispute } from './lapse';
import { afterReceipt, listOwnDisputes } from './own';
import { listDisputes, showDispute } from './queries';
import { raiseDispute } from './raise';

const key = () => randomUUID();
const code = (deed: Promise<unknown>): Promise<string> =>
  deed.then(
    () => 'done',
    (error: { code?: string }) => error.code ?? String(error),
  );

async function aScene({ balance = 20_000n, amount = 5_000n, fee = 100n } = {}) {
  const ground = await aTenant();
  const [ana, ben] = [await aCustomer(ground, { balance }), await aCustomer(ground)];
  const staff = await ground.person(['admin']);
  const deedId = await aTransfer(ground, ana, ben, { amount, fee });
  const raise = (by: Person = ana, over: Record<string, unknown> = {}) =>
    perform(raiseDispute, by, {
      ...{ deedId, about: 'wrong_number', words: 'I mistyped the number', key: key(), ...over },
    });
  const decide = (disputeId: string, verdict: 'upheld' | 'dismissed', over: Record<string, unknown> = {}) =>
    perform(decideDispute, (over.by as Person) ?? staff, {
      ...{ disputeId, verdict, reason: 'We have looked', key: key() },
      ...(over.withFee ? { withFee: 'on' } : {}),
    });
  return { ground, ana, ben, staff, deedId, raise, decide };
}

const spend = (ground: Ground, from: Person, to: Person, amount: bigint) =>
  inTenant(ground.tenant.id, async (tx) => {
    const movement = {
      ...{ deedId: newId(NOON), operation: 'transfer' as const, amount },
      ...{ payer: walletOf(from.principal.id), payee: walletOf(to.principal.id) },
    };
    const maker = { personId: from.principal.id, now: NOON, ip: null, deviceId: null, risk: 0 };
    return (await post(tx, ground.tenant, movement, maker)).done;
  });

const heldOf = async ({ tenant }: Ground, person: Person, kind = 'wallet') =>
  BigInt(
    (
      await inTenant(tenant.id, (tx) =>
        tx.$client.query<{ held: string }>('select held from accounts where owner_id = $1 and kind = $2', [
          person.principal.id,
          kind,
        ]),
      )
    ).rows[0]?.held ?? -1,
  );

const messagesOf = async ({ tenant }: Ground, person: Person) =>
  (
    await inTenant(tenant.id, (tx) =>
      tx.$client.query<{ template: string }>(
        'select template from outbox_messages where person_id = $1 order by id',
        [person.principal.id],
      ),
    )
  ).rows.map(({ template }) => template);

test('what the payee still has is held, upheld gives it back once with the fee, and both are told', async () => {
  const { ground, ana, ben, raise, decide, deedId, staff } = await aScene();
  const { disputeId, held } = await raise();
  expect(held).toBe(5_000n);
  expect(await spend(ground, ben, ana, 1n)).toBe(false);
  expect(await heldOf(ground, ben)).toBe(5_000n);
  expect((await ask(listDisputes, staff, {})).disputes.map(({ id }) => id)).toEqual([disputeId]);
  expect(await ask(showDispute, staff, { disputeId })).toMatchObject({ held: 5_000n, mayNotDecide: null });

  const { reversalId } = await decide(disputeId, 'upheld', { withFee: true });
  expect(reversalId).not.toBeNull();
  expect(await balanceOf(ground, ana)).toBe(20_000n);
  expect([await balanceOf(ground, ben), await heldOf(ground, ben)]).toEqual([0n, 0n]);
  expect(await code(decide(disputeId, 'dismissed'))).toBe('dispute_has_ended');
  expect(await code(raise())).toBe('dispute_of_reversed');
  expect(await messagesOf(ground, ana)).toEqual(['disputeRaised', 'disputeUpheld']);
  expect(await messagesOf(ground, ben)).toEqual(['disputeHeld', 'disputeUpheldAgainst']);
  expect(await ask(afterReceipt, ana, { deedId })).toMatchObject({
    ...{ reversal: { amount: 5_000n, fee: 100n }, dispute: { state: 'upheld' }, mayDispute: null },
  });
  expect(await ask(afterReceipt, ben, { deedId })).toMatchObject({ reversal: { fee: 0n }, dispute: null });
  expect(await faultsOfBooks(ground.tenant)).toEqual([]);
});

test('what was spent before is not held: what is left comes back, and nobody is made to owe', async () => {
  const { ground, ana, ben, raise, decide } = await aScene();
  expect(await spend(ground, ben, ana, 4_200n)).toBe(true);
  const { disputeId, held } = await raise();
  expect(held).toBe(800n);
  await decide(disputeId, 'upheld');
  expect(await balanceOf(ground, ana)).toBe(14_900n + 4_200n + 800n);
  expect(await balanceOf(ground, ben)).toBe(0n);
  expect(await faultsOfBooks(ground.tenant)).toEqual([]);
});

test('dismissed lets go what was held, and what was decided is not disputed again', async () => {
  const { ground, ana, ben, raise, decide } = await aScene();
  const { disputeId } = await raise();
  expect(await decide(disputeId, 'dismissed')).toMatchObject({ state: 'dismissed', reversalId: null });
  expect([await balanceOf(ground, ben), await heldOf(ground, ben)]).toEqual([5_000n, 0n]);
  expect(await code(raise())).toBe('dispute_was_decided');
  expect(await messagesOf(ground, ben)).toEqual(['disputeHeld', 'disputeLetGo']);
  expect((await ask(listOwnDisputes, ana, {})).disputes).toMatchObject([
    { state: 'dismissed', mine: true, decision: 'We have looked' },
  ]);
  expect(await faultsOfBooks(ground.tenant)).toEqual([]);
});

test('only whoever paid disputes, in time, once at a time, and says what fits', async () => {
  const { ground, ana, ben, raise } = await aScene();
  expect(await code(raise(ben))).toBe('not_found');
  expect(await code(raise(await aCustomer(ground)))).toBe('not_found');
  const foreign = await aTenant();
  expect(await code(raise(await aCustomer(foreign)))).toBe('not_found');
  expect(await code(raise(ana, { about: 'no_cash' }))).toBe('dispute_about_unfit');
  expect(await code(raise(ana, { deedId: randomUUID() }))).toBe('not_found');
  expect(await code(raise(later(ana, after(NOON, 30 * DAY_MS))))).toBe('dispute_too_late');
  await raise(later(ana, after(NOON, 30 * DAY_MS - 1)));
  expect(await code(raise())).toBe('deed_is_disputed');
  expect((await ask(listOwnDisputes, ben, {})).disputes).toMatchObject([
    { mine: false, about: 'other', decision: null, held: 5_000n },
  ]);
});

test('nobody with a hand in the movement decides: not who paid, was paid, or served; nor under a second account', async () => {
  const ground = await aTenant();
  const [ana, agent] = [await aCustomer(ground, { balance: 20_000n }), await anAgent(ground, 50_000n)];
  const deedId = await aWithdrawal(ground, ana, agent, { amount: 5_000n, fee: 250n, commission: 100n });
  const asked = { deedId, about: 'no_cash', words: 'The agent gave me nothing', key: key() };
  const { disputeId, held } = await perform(raiseDispute, ana, asked);
  expect([held, await heldOf(ground, agent, 'float')]).toEqual([5_000n, 5_000n]);
  const admin = await ground.person(['admin']);
  const as = (personId: string): Person => ({ ...admin, principal: { ...admin.principal, id: personId } });
  const decision = { disputeId, verdict: 'upheld', reason: 'The till was over', withFee: 'on' };
  for (const one of [ana, agent])
    expect(await code(perform(decideDispute, as(one.principal.id), { ...decision, key: key() }))).toBe(
      'movement_of_own_hands',
    );
  const twin = await aTwinOf(ground, ana, as);
  expect(await code(perform(decideDispute, twin, { ...decision, key: key() }))).toBe('movement_of_own_hands');
  await perform(decideDispute, admin, { ...decision, key: key() });
  expect(await balanceOf(ground, ana)).toBe(20_000n);
  expect(await balanceOf(ground, agent, 'float')).toBe(50_000n);
  expect(await balanceOf(ground, agent, 'commission')).toBe(0n);
  expect(await faultsOfBooks(ground.tenant)).toEqual([]);
});

/** A member of staff whose document says that they are somebody else's person too. */
async function aTwinOf(ground: Ground, ana: Person, as: (id: string) => Person): Promise<Person> {
  const twin = await ground.person(['admin']);
  for (const { principal } of [ana, twin])
    await inTenant(ground.tenant.id, (tx) =>
      tx.$client.query(
        `insert into identity_documents (tenant_id, id, person_id, kind, number, number_fingerprint, given_names, family_name, birth_date, created_at)
         values ($1, $2, $3, 'national_id', '\\x00', $4, 'Ana', 'Uwase', '1990-01-01', $5)`,
        [ground.tenant.id, randomUUID(), principal.id, Buffer.from(principal.id), NOON],
      ),
    );
  return as(twin.principal.id);
}

test('a dispute while the payee spends: what is spent is not held, what is held is not spent', async () => {
  for (let round = 0; round < 6; round += 1) {
    const { ground, ana, ben, raise } = await aScene();
    const [raised, ...spent] = await Promise.all([
      raise(),
      ...Array.from({ length: 4 }, () => spend(ground, ben, ana, 2_000n)),
    ]);
    const gone = BigInt(spent.filter(Boolean).length) * 2_000n;
    expect(await balanceOf(ground, ben)).toBe(5_000n - gone);
    expect(await heldOf(ground, ben)).toBe(raised.held);
    expect(raised.held).toBeLessThanOrEqual(5_000n - gone);
    expect(await faultsOfBooks(ground.tenant)).toEqual([]);
  }
});

test('upheld and withdrawn at once: one of them ends it, and money moves accordingly', async () => {
  for (let round = 0; round < 6; round += 1) {
    const { ground, ana, ben, raise, decide } = await aScene();
    const { disputeId } = await raise();
    const ended = await Promise.all([
      code(decide(disputeId, 'upheld')),
      code(perform(withdrawDispute, ana, { disputeId, key: key() })),
    ]);
    expect(ended.toSorted()).toEqual(['dispute_has_ended', 'done']);
    expect(await balanceOf(ground, ben)).toBe(ended[0] === 'done' ? 0n : 5_000n);
    expect(await heldOf(ground, ben)).toBe(0n);
    expect(await faultsOfBooks(ground.tenant)).toEqual([]);
  }
});

test('at its deadline it ends by itself, once, on however many nodes, and that nobody decided is an incident', async () => {
  const { ground, ana, ben, raise, decide, staff } = await aScene();
  const { disputeId, deadlineAt } = await raise();
  await keepMoneyDeadlines(after(deadlineAt, -1));
  expect(await heldOf(ground, ben)).toBe(5_000n);
  const late = { ...{ disputeId, verdict: 'upheld', reason: 'Too late', key: key() } };
  expect(await code(perform(decideDispute, freshAt(staff, deadlineAt), late))).toBe('dispute_is_over');
  await Promise.all(Array.from({ length: 4 }, () => keepMoneyDeadlines(after(deadlineAt, HOUR_MS))));
  expect([await balanceOf(ground, ben), await heldOf(ground, ben)]).toEqual([5_000n, 0n]);
  expect((await ask(listDisputes, staff, { state: 'expired' })).disputes.map(({ id }) => id)).toEqual([
    disputeId,
  ]);
  const { rows } = await inTenant(ground.tenant.id, (tx) =>
    tx.$client.query(`select kind, times from incidents where about = $1`, [`dispute:${disputeId}`]),
  );
  expect(rows).toEqual([{ kind: 'dispute-undecided', times: 1 }]);
  expect(await messagesOf(ground, ana)).toEqual(['disputeRaised', 'disputeExpired']);
  expect(await messagesOf(ground, ben)).toEqual(['disputeHeld', 'disputeLetGo']);
  expect(await code(perform(lapseDispute, ground.system(after(deadlineAt, HOUR_MS)), { disputeId }))).toBe(
    'dispute_has_ended',
  );
  expect(await code(decide(disputeId, 'upheld'))).toBe('dispute_has_ended');
  expect(await faultsOfBooks(ground.tenant)).toEqual([]);
});

const freshAt = (person: Person, at: Date): Person => {
  const moved = later(person, at);
  return { ...moved, session: { ...moved.session, provedAt: at, createdAt: at, judgedAt: at } };
};

test('the clock ends nothing before its time, and a withdrawn dispute may be raised again', async () => {
  const { ground, ana, ben, raise } = await aScene();
  const { disputeId } = await raise();
  expect(await code(perform(lapseDispute, ground.system(), { disputeId }))).toBe('dispute_is_yet_open');
  expect(await code(perform(withdrawDispute, ben, { disputeId, key: key() }))).toBe('not_found');
  await perform(withdrawDispute, ana, { disputeId, key: key() });
  expect(await heldOf(ground, ben)).toBe(0n);
  expect((await raise()).held).toBe(5_000n);
  expect(await faultsOfBooks(ground.tenant)).toEqual([]);
});

test('nobody writes to whom they have paid by disputing and withdrawing again and again', async () => {
  const { ground, ana, ben, raise } = await aScene();
  for (let times = 0; times < 3; times += 1)
    await perform(withdrawDispute, ana, { disputeId: (await raise()).disputeId, key: key() });
  expect(await code(raise())).toBe('dispute_raised_often');
  expect(await heldOf(ground, ben)).toBe(0n);
  expect(await messagesOf(ground, ben)).toHaveLength(6);
});
