import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { faultsOfBooks } from '@/testing/books';
import { aTenant, type Ground, NOON } from '@/testing/ground';
import { aCustomer, anAgent, balanceOf } from '@/testing/money';
import { aDeposit, aTransfer, aWithdrawal } from '@/testing/past-deeds';
import { ask } from '../../command/ask';
import { perform } from '../../command/perform';
import type { Person } from '../../policy/actor';
import { raiseDispute } from '../dispute/raise';
import { approveProposal } from '../proposal/decide';
import { showProposal } from '../proposal/queries';
import { receiptNumberOf } from '../receipt-number';
import { proposeReversal } from './propose';
import { listReversals, lookAtReversal } from './queries';

const key = () => randomUUID();
const code = (deed: Promise<unknown>): Promise<string> =>
  deed.then(
    () => 'done',
    (error: { code?: string }) => error.code ?? String(error),
  );

async function aScene() {
  const ground = await aTenant();
  const [ana, ben] = [await aCustomer(ground, { balance: 50_000n }), await aCustomer(ground)];
  const [maker, checker] = [await ground.person(['admin']), await ground.person(['admin'])];
  const propose = (deedId: string, withFee: 'yes' | 'no' = 'no', by: Person = maker) =>
    perform(proposeReversal, by, { deedId, withFee, reason: 'It was paid by mistake', key: key() });
  const approve = (proposalId: string, by: Person = checker) =>
    perform(approveProposal, by, { proposalId, key: key() });
  return { ground, ana, ben, maker, checker, propose, approve };
}

const linesOf = async ({ tenant }: Ground, reverses: string) =>
  (
    await inTenant(tenant.id, (tx) =>
      tx.$client.query<{ operation: string; amount: string }>(
        'select operation, amount from transfers where reverses = $1 order by id',
        [reverses],
      ),
    )
  ).rows.map(({ operation, amount }) => `${operation} ${amount}`);

test('a transfer goes back whole, with its fee where that was chosen, once, and a reversal is never reversed', async () => {
  const { ground, ana, ben, checker, propose, approve } = await aScene();
  const deedId = await aTransfer(ground, ana, ben, { amount: 5_000n, fee: 100n });
  const { proposalId } = await propose(deedId, 'yes');
  expect(await code(propose(deedId))).toBe('reversal_is_proposed');
  const { facts } = await ask(showProposal, checker, { proposalId });
  expect(facts.map(({ what }) => what)).toEqual(
    expect.arrayContaining(['receipt', 'movedAmount', 'payeeHas', 'feeBack']),
  );
  await approve(proposalId);
  expect([await balanceOf(ground, ana), await balanceOf(ground, ben)]).toEqual([50_000n, 0n]);
  expect(await linesOf(ground, deedId)).toEqual(['reversal 5000', 'fee_reversal 100']);
  expect(await code(propose(deedId))).toBe('deed_is_reversed');
  const receipt = receiptNumberOf(deedId);
  const { movement } = await ask(lookAtReversal, checker, { receipt });
  expect(movement).toMatchObject({ mayNot: 'deed_is_reversed', reversed: { amount: 5_000n } });
  const back = movement?.reversed?.receiptId ?? '';
  expect(await code(propose(back))).toBe('reversal_of_reversal');
  expect((await ask(listReversals, checker, {})).reversals).toMatchObject([{ proposalId, state: 'posted' }]);
  expect(await faultsOfBooks(ground.tenant)).toEqual([]);
});

test('without the fee the fee stays, and the limits of the day are not given back', async () => {
  const { ground, ana, ben, propose, approve } = await aScene();
  const deedId = await aTransfer(ground, ana, ben, { amount: 5_000n, fee: 100n });
  await approve((await propose(deedId)).proposalId);
  expect(await balanceOf(ground, ana)).toBe(49_900n);
  const { rows } = await inTenant(ground.tenant.id, (tx) =>
    tx.$client.query(
      'select out_day_minor, out_month_minor from accounts where owner_id = any($1) order by 1',
      [[ana.principal.id, ben.principal.id]],
    ),
  );
  expect(rows).toEqual([
    { out_day_minor: '0', out_month_minor: '0' },
    { out_day_minor: '5000', out_month_minor: '5000' },
  ]);
  expect(await faultsOfBooks(ground.tenant)).toEqual([]);
});

test('deposits and withdrawals go back between wallet and float, and take their commission with them', async () => {
  const { ground, ana, propose, approve } = await aScene();
  const agent = await anAgent(ground, 100_000n);
  const into = await aDeposit(ground, agent, ana, { amount: 10_000n, commission: 60n });
  const out = await aWithdrawal(ground, ana, agent, { amount: 5_000n, fee: 250n, commission: 100n });
  await approve((await propose(into)).proposalId);
  await approve((await propose(out, 'yes')).proposalId);
  expect(await balanceOf(ground, ana)).toBe(50_000n);
  expect(await balanceOf(ground, agent, 'float')).toBe(100_000n);
  expect(await balanceOf(ground, agent, 'commission')).toBe(0n);
  expect(await linesOf(ground, out)).toEqual([
    'reversal 5000',
    'fee_reversal 250',
    'commission_reversal 100',
  ]);
  expect(await faultsOfBooks(ground.tenant)).toEqual([]);
});

test('a commission that was paid at once into the float comes back out of it', async () => {
  const { ground, ana, propose, approve } = await aScene();
  const agent = await anAgent(ground, 100_000n);
  const { money } = ground.tenant.settings;
  const settings = { ...ground.tenant.settings, money: { ...money, commissionPaid: 'at_once' as const } };
  const paying = { ...ground, tenant: { ...ground.tenant, settings } };
  const into = await aDeposit(paying, agent, ana, { amount: 10_000n, commission: 60n });
  const out = await aWithdrawal(paying, ana, agent, { amount: 5_000n, fee: 250n, commission: 100n });
  expect(await balanceOf(ground, agent, 'float')).toBe(95_160n);
  await approve((await propose(into)).proposalId);
  await approve((await propose(out, 'yes')).proposalId);
  expect(await balanceOf(ground, ana)).toBe(50_000n);
  expect(await balanceOf(ground, agent, 'float')).toBe(100_000n);
  expect(await faultsOfBooks(ground.tenant)).toEqual([]);
});

test('a commission that was paid out already stays with the agent, at the tenant’s cost', async () => {
  const { ground, ana, propose, approve } = await aScene();
  const agent = await anAgent(ground, 100_000n);
  const into = await aDeposit(ground, agent, ana, { amount: 10_000n, commission: 60n });
  await inTenant(ground.tenant.id, (tx) =>
    tx.$client.query(`update accounts set held = 45 where owner_id = $1 and kind = 'commission'`, [
      agent.principal.id,
    ]),
  );
  await approve((await propose(into)).proposalId);
  expect(await linesOf(ground, into)).toEqual(['reversal 10000', 'commission_reversal 15']);
  expect(await faultsOfBooks(ground.tenant)).toEqual([]);
});

test('only with funds: what the payee has spent stays spent, and the proposal waits on', async () => {
  const { ground, ana, ben, propose, approve } = await aScene();
  const deedId = await aTransfer(ground, ana, ben, { amount: 5_000n, fee: 100n });
  await aTransfer(ground, ben, await aCustomer(ground), { amount: 1n });
  const { proposalId } = await propose(deedId);
  expect(await code(approve(proposalId))).toBe('reversal_too_little');
  await aTransfer(ground, ana, ben, { amount: 1n });
  await approve(proposalId);
  expect(await balanceOf(ground, ben)).toBe(0n);
  expect(await faultsOfBooks(ground.tenant)).toEqual([]);
});

test('what a dispute holds counts, and the dispute ends upheld with the reversal', async () => {
  const { ground, ana, ben, propose, approve } = await aScene();
  const deedId = await aTransfer(ground, ana, ben, { amount: 5_000n, fee: 100n });
  await perform(raiseDispute, ana, { deedId, about: 'not_me', words: 'I sent nothing', key: key() });
  await approve((await propose(deedId)).proposalId);
  expect([await balanceOf(ground, ana), await balanceOf(ground, ben)]).toEqual([49_900n, 0n]);
  const { rows } = await inTenant(ground.tenant.id, (tx) =>
    tx.$client.query(`select d.state, a.held from money_disputes d join accounts a on a.id = d.account_id`),
  );
  expect(rows).toEqual([{ state: 'upheld', held: '0' }]);
  expect(await faultsOfBooks(ground.tenant)).toEqual([]);
});

test('two reversals of one movement at once, and one that races the payee: money goes back once or not at all', async () => {
  for (let round = 0; round < 5; round += 1) {
    const { ground, ana, ben, maker, checker, propose, approve } = await aScene();
    const deedId = await aTransfer(ground, ana, ben, { amount: 5_000n, fee: 100n });
    const proposed = await Promise.all([code(propose(deedId)), code(propose(deedId, 'yes', checker))]);
    expect(proposed.toSorted()).toEqual(['done', 'reversal_is_proposed']);
    const { reversals } = await ask(listReversals, maker, {});
    const third = await ground.person(['admin']);
    const id = reversals[0]?.proposalId ?? '';
    const [one, other] = await Promise.all([
      ...[code(approve(id, third)), code(approve(id, third))],
      aTransfer(ground, ben, ana, { amount: 3_000n }).catch(() => 'refused'),
    ]);
    const done = [one, other].filter((answer) => answer === 'done').length;
    expect(done).toBeLessThanOrEqual(1);
    expect((await linesOf(ground, deedId)).filter((line) => line.startsWith('reversal'))).toHaveLength(done);
    expect(await faultsOfBooks(ground.tenant)).toEqual([]);
  }
});

test('nobody with a hand in it proposes or approves, what is the tenant’s own is not taken back, nor what is another tenant’s', async () => {
  const { ground, ana, ben, maker, propose, approve } = await aScene();
  const deedId = await aTransfer(ground, ana, ben, { amount: 5_000n });
  const as = (one: Person): Person => ({ ...maker, principal: { ...maker.principal, id: one.principal.id } });
  for (const one of [ana, ben])
    expect(await code(propose(deedId, 'no', as(one)))).toBe('movement_of_own_hands');
  const { proposalId } = await propose(deedId);
  expect(await code(approve(proposalId, maker))).toBe('proposal_own_hands');
  expect(await code(approve(proposalId, as(ana)))).toBe('movement_of_own_hands');
  expect(await code(approve(proposalId, as(ben)))).toBe('proposal_own_money');
  const opening = await inTenant(ground.tenant.id, (tx) =>
    tx.$client.query<{ deed_id: string }>(
      `select deed_id from transfers where operation = 'float_opening' limit 1`,
    ),
  );
  expect(await code(propose(opening.rows[0]?.deed_id ?? ''))).toBe('deed_not_reversible');
  const foreign = await aTenant({ at: NOON });
  expect(await code(propose(deedId, 'no', await foreign.person(['admin'])))).toBe('not_found');
});
