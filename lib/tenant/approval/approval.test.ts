import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { users } from '@/db/schema/person';
import { deedApprovals } from '@/db/schema/policy';
import { aTenant, type Ground, later, NOON } from '@/testing/ground';
import { after, DAY_MS, HOUR_MS } from '../../base/clock';
import { ask } from '../../command/ask';
import { perform } from '../../command/perform';
import { removeRole } from '../../person/change-roles';
import type { Person } from '../../policy/actor';
import {
  askApproval,
  fingerprintOfDeed,
  spendApproval,
  standingApproval,
} from '../../trust/decision/approval';
import { listEvents, showEvent } from '../audit-log';
import { approveDeed, refuseDeed } from './decide-approval';
import { listApprovals } from './list-approvals';

const DEPOSIT = { name: 'wallet.deposit', kind: 'command' } as const;
const deedOf = (amount: string) => fingerprintOfDeed('wallet.deposit', { to: '+250788000001', amount });

const asks = (person: Person, amount = '2000000') =>
  askApproval(person, DEPOSIT, deedOf(amount), { amount: `RWF ${amount}` });
const standing = (person: Person, amount = '2000000') =>
  standingApproval(person.tenant.id, person, DEPOSIT, deedOf(amount));
const spend = ({ tenant }: Ground, id: string, now = NOON) =>
  inTenant(tenant.id, (tx) => spendApproval(tx, tenant.id, id, now));

/** An agent who asked for a deposit, two administrators, and the wish's id. */
async function aWish() {
  const ground = await aTenant();
  const [agent, admin, other] = [
    await ground.person(['agent'], { name: 'Aline Agent' }),
    await ground.person(['admin'], { name: 'Ada Admin' }),
    await ground.person(['admin']),
  ];
  await asks(agent);
  const { toDecide } = await ask(listApprovals, admin, {});
  return { ground, agent, admin, other, approvalId: toDecide[0]?.id ?? '' };
}

test('a deed is asked for once, agreed to by somebody else, told to whoever asked, and done once', async () => {
  const { ground, agent, admin, other, approvalId } = await aWish();
  expect(await asks(agent)).toMatchObject({ code: 'second_person_needed', status: 409 });
  await Promise.all([asks(agent, '1'), asks(agent, '1')]);
  const { toDecide, own } = await ask(listApprovals, admin, {});
  expect(toDecide).toMatchObject([
    {
      command: 'wallet.deposit',
      askedBy: 'Aline Agent',
      state: 'waiting',
      summary: { amount: 'RWF 2000000' },
    },
    { summary: { amount: 'RWF 1' } },
  ]);
  expect([toDecide.length, own]).toEqual([2, []]);

  expect(await standing(agent)).toBeUndefined();
  await perform(approveDeed, admin, { approvalId });
  expect(await standing(agent)).toBe(approvalId);
  expect([await standing(other), await standing(agent, '2000001')]).toEqual([undefined, undefined]);
  expect((await ask(listApprovals, agent, {})).own.find(({ id }) => id === approvalId)).toMatchObject({
    ...{ state: 'approved', decidedBy: 'Ada Admin' },
  });
  const told = await inTenant(ground.tenant.id, (tx) =>
    tx.$client.query('select template, person_id from outbox_messages where person_id = $1', [
      agent.principal.id,
    ]),
  );
  expect(told.rows).toEqual([{ template: 'approvalGiven', person_id: agent.principal.id }]);

  expect(await Promise.all([spend(ground, approvalId), spend(ground, approvalId)])).toEqual(
    expect.arrayContaining([true, false]),
  );
  expect(await standing(agent)).toBeUndefined();
  await expect(perform(refuseDeed, other, { approvalId, reason: 'Too late' })).rejects.toMatchObject({
    code: 'approval_already_decided',
  });
  const { events } = await ask(listEvents, admin, { command: 'approval.approve', outcome: 'done' });
  expect(await ask(showEvent, admin, { eventId: events[0]?.id })).toMatchObject({
    subject: `approval:${approvalId}`,
    change: { command: 'wallet.deposit', state: ['waiting', 'approved'] },
  });
});

test('of two who agree at once one does, and of one who agrees and one who refuses the refusal counts', async () => {
  const { agent, admin, other, approvalId } = await aWish();
  const both = await Promise.allSettled(
    [admin, other].map((who) => perform(approveDeed, who, { approvalId })),
  );
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(both.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: { code: 'approval_already_decided' },
  });
  await asks(agent, '7');
  const { toDecide } = await ask(listApprovals, admin, {});
  const second = { approvalId: toDecide.find(({ state }) => state === 'waiting')?.id };
  await Promise.allSettled([
    perform(approveDeed, admin, second),
    perform(refuseDeed, other, { ...second, reason: 'The customer is not here' }),
  ]);
  expect(await standing(agent, '7')).toBeUndefined();
  expect((await ask(listApprovals, agent, {})).own[0]).toMatchObject({
    ...{ state: 'refused', reason: 'The customer is not here' },
  });
  // What was refused may be asked for again, as a new wish.
  await asks(agent, '7');
  expect((await ask(listApprovals, agent, {})).own[0]).toMatchObject({ state: 'waiting' });
});

test('after a day nothing stands: it is not agreed to, not used, and asked for anew', async () => {
  const { ground, agent, admin, approvalId } = await aWish();
  const tomorrow = after(NOON, DAY_MS);
  const late = later(admin, tomorrow);
  const fresh = { ...late, session: { ...late.session, provedAt: tomorrow } };
  await expect(perform(approveDeed, fresh, { approvalId })).rejects.toMatchObject({
    code: 'approval_expired',
  });
  await perform(approveDeed, admin, { approvalId });
  expect(await standing(later(agent, after(tomorrow, -1)))).toBe(approvalId);
  expect(await standing(later(agent, tomorrow))).toBeUndefined();
  expect(await spend(ground, approvalId, tomorrow)).toBe(false);
  await asks(later(agent, tomorrow));
  const { own } = await ask(listApprovals, later(agent, after(tomorrow, HOUR_MS)), {});
  expect(own.map(({ state }) => state)).toEqual(['waiting', 'expired']);
});

test('nobody agrees to their own wish, to what they could not do, or for somebody who may not do it any more', async () => {
  const { ground, agent, admin, other, approvalId } = await aWish();
  const own = later(admin, NOON);
  await asks(own, '9');
  const { own: mine } = await ask(listApprovals, admin, {});
  const about = { approvalId: mine[0]?.id };
  await expect(perform(approveDeed, admin, about)).rejects.toMatchObject({ code: 'approval_of_own_wish' });
  await expect(perform(approveDeed, agent, { approvalId })).rejects.toMatchObject({ code: 'forbidden' });
  const narrow = {
    ...other,
    principal: { ...other.principal, permissions: ['approval.approve', 'approval.list'] as const },
  };
  expect((await ask(listApprovals, narrow, {})).toDecide).toEqual([]);
  await expect(perform(approveDeed, narrow, { approvalId })).rejects.toMatchObject({ code: 'forbidden' });
  // The request still says that they hold the role, which was taken from them meanwhile.
  const owner = await ground.person(['owner']);
  await perform(removeRole, owner, { personId: other.principal.id, role: 'admin' });
  await expect(perform(approveDeed, other, { approvalId })).rejects.toMatchObject({ code: 'forbidden' });

  await inTenant(ground.tenant.id, (tx) =>
    tx.update(users).set({ status: 'suspended' }).where(eq(users.id, agent.principal.id)),
  );
  await expect(perform(approveDeed, admin, { approvalId })).rejects.toMatchObject({
    code: 'approval_asker_may_not',
  });
  await perform(refuseDeed, admin, { approvalId, reason: 'They left' });
});

test('the table itself refuses a wish that is agreed to by whoever asked', async () => {
  const { ground, agent, approvalId } = await aWish();
  const forged = inTenant(ground.tenant.id, (tx) =>
    tx
      .update(deedApprovals)
      .set({ state: 'approved', decidedBy: agent.principal.id })
      .where(eq(deedApprovals.id, approvalId)),
  );
  await expect(forged).rejects.toMatchObject({ cause: { constraint: 'approval_is_given_by_another' } });
});

test('twenty wishes of one person wait, and no more, and another tenant sees none', async () => {
  const { agent, approvalId } = await aWish();
  for (let n = 1; n < 20; n += 1)
    expect(await asks(agent, String(n))).toMatchObject({ code: 'second_person_needed' });
  expect(await asks(agent, '20')).toMatchObject({ code: 'too_many_approvals_waiting' });
  expect(await asks(agent, '19')).toMatchObject({ code: 'second_person_needed' });
  const stranger = await (await aTenant()).person(['owner']);
  expect(await ask(listApprovals, stranger, {})).toEqual({ toDecide: [], own: [] });
  await expect(perform(approveDeed, stranger, { approvalId })).rejects.toMatchObject({ code: 'not_found' });
});
