import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { faultsOfBooks } from '@/testing/books';
import { aTenant, type Ground, later, NOON } from '@/testing/ground';
import { anAgent, balanceOf } from '@/testing/money';
import { after, DAY_MS } from '../../base/clock';
import { ask } from '../../command/ask';
import { perform } from '../../command/perform';
import { counterDashboard } from '../../counter/dashboard';
import { proposeFunding, proposeReturn } from '../../counter/float/propose';
import { moneyOverview } from '../../counter/money-overview';
import type { Person } from '../../policy/actor';
import { approveProposal, rejectProposal, withdrawProposal } from './decide';
import { listProposals, showProposal } from './queries';

const key = () => randomUUID();
const code = (deed: Promise<unknown>): Promise<string> =>
  deed.then(
    () => 'done',
    (error: { code?: string }) => error.code ?? String(error),
  );

async function aScene() {
  const ground = await aTenant();
  const [maker, checker] = [await ground.person(['admin']), await ground.person(['admin'])];
  const agent = await anAgent(ground, 100_000n);
  const personId = agent.principal.id;
  const fund = (amount = '50000', by: Person = maker) =>
    perform(proposeFunding, by, { personId, amount, reason: 'The weekend is near', key: key() });
  const giveBack = (amount: string) =>
    perform(proposeReturn, maker, { personId, amount, reason: 'The shop closes', key: key() });
  const approve = (proposalId: string, by: Person = checker) =>
    perform(approveProposal, by, { proposalId, key: key() });
  return { ground, maker, checker, agent, personId, fund, giveBack, approve };
}

const eventsOf = async ({ tenant }: Ground, command: string) =>
  (
    await inTenant(tenant.id, (tx) =>
      tx.$client.query<{ outcome: string; subject: string; change: Record<string, unknown> }>(
        'select outcome, subject, change from audit_events where command = $1 order by id',
        [command],
      ),
    )
  ).rows;

test('what one proposes another approves: money leaves the trust for the float, once, with evidence of both', async () => {
  const { ground, maker, checker, agent, personId, fund, approve } = await aScene();
  const { proposalId } = await fund();
  expect(await balanceOf(ground, agent, 'float')).toBe(100_000n);
  expect(await ask(showProposal, checker, { proposalId })).toMatchObject({
    ...{ kind: 'float_funding', state: 'pending_approval', amount: 50_000n, mine: false },
    facts: [
      { what: 'floatNow', minor: 100_000n },
      { what: 'floatThen', minor: 150_000n },
    ],
    may: [
      { deed: 'approve', refused: null },
      { deed: 'reject', refused: null },
    ],
  });
  await approve(proposalId);
  expect(await balanceOf(ground, agent, 'float')).toBe(150_000n);
  expect(await code(approve(proposalId))).toBe('proposal_is_decided');
  expect(await balanceOf(ground, agent, 'float')).toBe(150_000n);
  const [done] = await eventsOf(ground, 'money.proposal.approve');
  expect(done).toMatchObject({
    ...{ outcome: 'done', subject: `proposal:${proposalId}` },
    change: { maker: maker.principal.id, person: personId, amount: '50000', float: ['100000', '150000'] },
  });
  expect(await faultsOfBooks(ground.tenant)).toEqual([]);
});

test('a return is judged by what the float holds when it is approved, and waits on where that is too little', async () => {
  const { ground, agent, giveBack, approve } = await aScene();
  expect(await code(giveBack('100001'))).toBe('float_holds_less');
  const [first, second] = [await giveBack('80000'), await giveBack('60000')];
  await approve(first.proposalId);
  expect(await balanceOf(ground, agent, 'float')).toBe(20_000n);
  const { float } = await ask(counterDashboard, agent, {});
  expect(float?.today).toMatchObject({ deposits: 0, out: 80_000n });
  expect(await code(approve(second.proposalId))).toBe('float_holds_less');
  expect(await balanceOf(ground, agent, 'float')).toBe(20_000n);
  const { proposals } = await ask(listProposals, (await ground.person(['viewer'])) as Person, {});
  expect(proposals.map(({ id }) => id)).toEqual([second.proposalId]);
  expect(await faultsOfBooks(ground.tenant)).toEqual([]);
});

test('nobody approves or rejects what they proposed themselves, and the database says so too', async () => {
  const { ground, maker, fund, approve } = await aScene();
  const { proposalId } = await fund();
  expect(await code(approve(proposalId, maker))).toBe('proposal_own_hands');
  expect(await code(perform(rejectProposal, maker, { proposalId, reason: 'No', key: key() }))).toBe(
    'proposal_own_hands',
  );
  expect((await ask(showProposal, maker, { proposalId })).may).toEqual([
    { deed: 'approve', refused: 'proposal_own_hands' },
    { deed: 'reject', refused: 'proposal_own_hands' },
    { deed: 'withdraw', refused: null },
  ]);
  const past = inTenant(ground.tenant.id, (tx) =>
    tx.$client.query(
      `update money_proposals set state = 'posted', checker_id = maker_id, decided_at = now() where id = $1`,
      [proposalId],
    ),
  );
  await expect(past).rejects.toMatchObject({ constraint: 'proposal_is_decided_by_another' });
  const alone = inTenant(ground.tenant.id, (tx) =>
    tx.$client.query(`update money_proposals set state = 'posted' where id = $1`, [proposalId]),
  );
  await expect(alone).rejects.toMatchObject({ constraint: 'proposal_is_posted_by_a_checker' });
});

test('a second account of the maker is no second person: by document, by browser', async () => {
  const { ground, maker, fund, approve } = await aScene();
  const { proposalId } = await fund();
  const second = await ground.person(['admin']);
  const document = (personId: string, names: string) =>
    inTenant(ground.tenant.id, (tx) =>
      tx.$client.query(
        `insert into identity_documents (tenant_id, id, person_id, kind, number, number_fingerprint, given_names, family_name, birth_date, created_at)
         values ($1, $2, $3, 'national_id', '\\x00', $4, $5, 'Uwase', '1990-01-01', $6)`,
        [ground.tenant.id, randomUUID(), personId, Buffer.from(personId), names, NOON],
      ),
    );
  await document(maker.principal.id, 'Ana Marie');
  await document(second.principal.id, 'Marie Ána');
  expect(await code(approve(proposalId, second))).toBe('proposal_same_hands');

  const third = await ground.person(['admin']);
  const deviceId = randomUUID();
  await inTenant(ground.tenant.id, async (tx) => {
    await tx.$client.query(
      `insert into devices (tenant_id, id, user_agent, first_seen_at, last_seen_at) values ($1, $2, 'b', $3, $3)`,
      [ground.tenant.id, deviceId, NOON],
    );
    await tx.$client.query(
      `insert into known_devices (tenant_id, device_id, person_id, first_used_at, last_used_at) values ($1, $2, $3, $4, $4)`,
      [ground.tenant.id, deviceId, maker.principal.id, NOON],
    );
  });
  const inMakersBrowser = { ...third, request: { ...third.request, deviceId } };
  expect(await code(approve(proposalId, inMakersBrowser))).toBe('proposal_same_hands');
  expect(await code(approve(proposalId, third))).toBe('done');
});

test('an admin who works as an agent neither proposes nor approves money for their own float', async () => {
  const { ground, fund, approve, checker } = await aScene();
  const both = await anAgent(ground, 10_000n);
  const admin = { ...(await ground.person(['admin'])), principal: { ...both.principal } };
  const asAdmin: Person = {
    ...admin,
    principal: { ...both.principal, permissions: checker.principal.permissions },
  };
  const own = { personId: both.principal.id, amount: '5000', reason: 'For me', key: key() };
  expect(await code(perform(proposeFunding, asAdmin, own))).toBe('proposal_own_money');
  const { proposalId } = await perform(proposeFunding, checker, { ...own, key: key() });
  expect(await code(approve(proposalId, asAdmin))).toBe('proposal_own_money');
  const others = await fund();
  expect(await code(approve(others.proposalId, asAdmin))).toBe('done');
});

test('of several who decide at once one does, whether they approve or reject, and the books show it once', async () => {
  const { ground, agent, fund, maker } = await aScene();
  const checkers = [];
  for (let each = 0; each < 4; each += 1) checkers.push(await ground.person(['admin']));
  for (let round = 1; round <= 4; round += 1) {
    const before = await balanceOf(ground, agent, 'float');
    const { proposalId } = await fund('10000');
    const codes = await Promise.all([
      ...checkers.map((one, index) =>
        code(
          index % 2 === 0
            ? perform(approveProposal, one, { proposalId, key: key() })
            : perform(rejectProposal, one, { proposalId, reason: 'Not today', key: key() }),
        ),
      ),
      code(perform(withdrawProposal, maker, { proposalId, key: key() })),
    ]);
    expect(codes.toSorted()).toEqual(['done', ...Array(4).fill('proposal_is_decided')]);
    const { state } = await ask(showProposal, maker, { proposalId });
    const moved = (await balanceOf(ground, agent, 'float')) - before;
    expect(moved).toBe(state === 'posted' ? 10_000n : 0n);
  }
  expect(await faultsOfBooks(ground.tenant)).toEqual([]);
});

test('it is over when nobody decides it in time, on read and on approval alike', async () => {
  const { maker, checker, fund, approve } = await aScene();
  const { proposalId, expiresAt } = await fund();
  expect(expiresAt).toEqual(after(NOON, 3 * DAY_MS));
  const at = (one: Person, ms: number) =>
    later(
      {
        ...one,
        session: { ...one.session, provedAt: after(expiresAt, ms), lastSeenAt: after(expiresAt, ms) },
      },
      after(expiresAt, ms),
    );
  expect((await ask(showProposal, at(maker, -1), { proposalId })).state).toBe('pending_approval');
  expect((await ask(showProposal, at(maker, 0), { proposalId })).state).toBe('expired');
  expect((await ask(listProposals, at(maker, 0), {})).proposals).toEqual([]);
  const counted = async (ms: number) => (await ask(moneyOverview, at(maker, ms), {})).approvals.count;
  expect([await counted(-1), await counted(0)]).toEqual([1, 0]);
  expect((await ask(listProposals, at(maker, 0), { state: 'expired' })).proposals).toHaveLength(1);
  expect(await code(approve(proposalId, at(checker, 0)))).toBe('proposal_is_over');
  expect(await code(approve(proposalId, at(checker, -1)))).toBe('done');
});

test('the same key answers as before, and only its maker takes a proposal back', async () => {
  const { ground, maker, checker, agent, fund } = await aScene();
  const { proposalId } = await fund();
  const again = { proposalId, key: key() };
  const first = await perform(approveProposal, checker, again);
  expect(await perform(approveProposal, checker, again)).toEqual(first);
  expect(await balanceOf(ground, agent, 'float')).toBe(150_000n);
  const other = await fund();
  const back = { proposalId: other.proposalId, key: key() };
  expect(await code(perform(withdrawProposal, checker, back))).toBe('proposal_makers_alone');
  expect(await code(perform(withdrawProposal, maker, back))).toBe('done');
  expect(await code(perform(approveProposal, checker, { proposalId: other.proposalId, key: key() }))).toBe(
    'proposal_is_decided',
  );
});

test('proposals of another tenant do not exist', async () => {
  const { fund } = await aScene();
  const { proposalId } = await fund();
  const elsewhere = await (await aTenant()).person(['owner']);
  expect(await code(ask(showProposal, elsewhere, { proposalId }))).toBe('not_found');
  expect(await code(perform(approveProposal, elsewhere, { proposalId, key: key() }))).toBe('not_found');
});
