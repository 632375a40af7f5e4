import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { aTenant, later, NOON } from '@/testing/ground';
import { linkTokensTo } from '@/testing/links';
import { type Member, signedInMember } from '@/testing/members';
import { aScene, code, DOCUMENT, withDocument } from '@/testing/recovery-scene';
import { answerQuestion } from '../../auth/question';
import { renewCredentials } from '../../auth/recovery/renew-credentials';
import { after, DAY_MS, MINUTE_MS } from '../../base/clock';
import { ask } from '../../command/ask';
import { perform } from '../../command/perform';
import { approveRecovery } from './approve';
import { askRecovery } from './ask';
import { decideRecovery } from './decide';
import { objectToRecovery } from './object';
import { openRecovery } from './open-case';
import { listRecoveries, showRecovery } from './queries';

test('whoever opened it does not approve it, not even where the first wall is gone', async () => {
  const { ground, admin, read, approve, caseOf, third } = await aScene();
  await perform(openRecovery, admin, read);
  expect(await code(approve(admin))).toBe('recovery_other_eyes');
  const { tenant } = ground;
  const caseId = await caseOf();
  const force = (change: string, values: unknown[]) =>
    inTenant(tenant.id, (tx) =>
      tx.$client.query(`update recovery_cases set ${change} where tenant_id = $1 and id = $2`, [
        tenant.id,
        caseId,
        ...values,
      ]),
    );
  await expect(force('approved_by = $3', [admin.principal.id])).rejects.toMatchObject({
    constraint: 'recovery_is_opened_and_approved_by_two',
  });
  await expect(force('approved_by = $3, decided_by = $3', [third.principal.id])).rejects.toMatchObject({
    constraint: 'recovery_dispute_is_decided_by_a_third',
  });
  await expect(force('approved_by = person_id', [])).rejects.toMatchObject({
    constraint: 'recovery_is_not_in_its_own_hands',
  });
  await expect(force(`state = 'done'`, [])).rejects.toMatchObject({
    constraint: 'recovery_is_approved_after_it_was_opened',
  });
});

test('an agent approves nothing, and nobody takes care of their own account', async () => {
  const { ground, agent, read, open, approve } = await aScene();
  await open();
  expect(await code(approve(await ground.person(['agent'])))).toBe('forbidden');
  expect(agent.principal.permissions).not.toContain('recovery.list');
  const { number } = await perform(askRecovery, ground.stranger(), {
    identifier: agent.principal.email ?? '',
  });
  expect(await code(perform(openRecovery, agent, { ...read, number }))).toBe('recovery_own_case');
});

test('an owner’s account is given back by owners alone', async () => {
  const ground = await aTenant();
  const [agent, admin, owner, subject] = [
    await ground.person(['agent']),
    await ground.person(['admin']),
    await ground.person(['owner']),
    await ground.person(['owner']),
  ];
  await withDocument(ground, { personId: subject.principal.id } as Member);
  const { number } = await perform(askRecovery, ground.stranger(), {
    identifier: subject.principal.email ?? '',
  });
  await perform(openRecovery, agent, { number, documentKind: 'national_id', documentNumber: DOCUMENT });
  const [one] = (await ask(listRecoveries, admin, {})).cases;
  const given = { caseId: one?.id ?? '', reason: 'Known to all of us' };
  expect(await code(perform(approveRecovery, admin, given))).toBe('owners_alone');
  expect(await code(perform(approveRecovery, owner, given))).toBe('done');
});

test('an objection from a link brings in a third person, who is neither of the two, and a new day', async () => {
  const { ground, member, agent, admin, third, caseOf, open, approve, complete } = await aScene();
  await open();
  await approve();
  const [token] = await linkTokensTo(ground, member.personId, 'recoveryApproved');
  await perform(objectToRecovery, ground.stranger(after(NOON, MINUTE_MS)), { token });
  expect(await code(perform(objectToRecovery, ground.stranger(), { token }))).toBe('link_refused');
  expect(await code(complete())).toBe('recovery_is_disputed');
  const verdict = { caseId: await caseOf(), verdict: 'go_on', reason: 'The telephone is reported stolen' };
  for (const hands of [agent, admin])
    expect(['recovery_other_eyes', 'forbidden']).toContain(
      await code(perform(decideRecovery, hands, verdict)),
    );
  const hour = after(NOON, 60 * MINUTE_MS);
  await perform(
    decideRecovery,
    later({ ...third, session: { ...third.session, provedAt: hour } }, hour),
    verdict,
  );
  expect(await code(complete())).toBe('recovery_still_waits');
  // The telephone objects again: it is kept, and stops nothing a second time.
  const [, , again] = await linkTokensTo(ground, member.personId, 'recoveryApproved');
  await perform(objectToRecovery, ground.stranger(after(hour, MINUTE_MS)), { token: again });
  expect(await code(complete(after(hour, DAY_MS)))).toBe('done');
});

test('a third person may also end it, and then the secret opens nothing', async () => {
  const { ground, member, third, caseOf, open, complete } = await aScene();
  await open();
  const [token] = await linkTokensTo(ground, member.personId, 'recoveryOpened');
  await perform(objectToRecovery, ground.stranger(), { token });
  await perform(decideRecovery, third, {
    caseId: await caseOf(),
    verdict: 'refuse',
    reason: 'The owner came in',
  });
  expect(await code(complete())).toBe('recovery_not_in_this_state');
});

test('a no on the telephone disputes the case at the next step', async () => {
  const { ground, member, admin, third, caseOf, open, approve } = await aScene();
  await open();
  const { tenant } = ground;
  await inTenant(tenant.id, async (tx) => {
    const { rows } = await tx.$client.query<{ id: string }>('select id from questions where tenant_id = $1', [
      tenant.id,
    ]);
    const answering = {
      questionId: rows[0]?.id ?? '',
      personId: member.personId,
      answer: 'no',
      by: 'ussd',
    } as const;
    await answerQuestion(tx, tenant.id, NOON, answering);
  });
  expect(await ask(showRecovery, admin, { caseId: await caseOf() })).toMatchObject({
    state: 'disputed',
    disputedBy: 'telephone',
  });
  expect(await code(approve())).toBe('recovery_is_disputed');
  expect(
    await code(
      perform(decideRecovery, third, { caseId: await caseOf(), verdict: 'go_on', reason: 'Asked in person' }),
    ),
  ).toBe('done');
  expect(await code(approve(third))).toBe('recovery_other_eyes');
  expect(await code(approve())).toBe('done');
});

test('while it is under way, the old password and the old authenticator set no new one', async () => {
  const { ground, member, open, approve } = await aScene();
  await open();
  await approve();
  const thief = await signedInMember(ground, member);
  const chosen = { password: 'a password of the thief' };
  expect(await code(perform(renewCredentials, thief, chosen))).toBe('recovery_is_under_way');
});

test('no agent closes the account of the last owner, whom nobody could give it back to', async () => {
  const ground = await aTenant();
  const { tenant } = ground;
  const [owner, agent] = [await ground.person(['owner']), await ground.person(['agent'])];
  await withDocument(ground, { personId: owner.principal.id } as Member);
  const { number } = await perform(askRecovery, ground.stranger(), {
    identifier: owner.principal.email ?? '',
  });
  const read = { number, documentKind: 'national_id', documentNumber: DOCUMENT };
  // The owner with whom the tenant was made leaves.
  await inTenant(tenant.id, (tx) =>
    tx.$client.query(
      `update users set status = 'closed' where tenant_id = $1 and email = 'owner@example.com'`,
      [tenant.id],
    ),
  );
  expect(await code(perform(openRecovery, agent, read))).toBe('owners_alone');
  await ground.person(['owner']);
  expect(await code(perform(openRecovery, agent, read))).toBe('done');
});
