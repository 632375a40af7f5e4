import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { identityDocuments } from '@/db/schema/person';
import { aTenant, type Ground, later, NOON } from '@/testing/ground';
import { linkTokensTo } from '@/testing/links';
import {
  aBrowser,
  aMember,
  lookedUp,
  MEMBER_PASSWORD,
  type Member,
  redeemed,
  signedInMember,
  toldTo,
} from '@/testing/members';
import { answerQuestion } from '../../auth/question';
import { signIn } from '../../auth/sign-in';
import { totpCode } from '../../auth/totp';
import { beginTotp, confirmTotp } from '../../auth/totp-enrolment';
import { after, DAY_MS, MINUTE_MS } from '../../base/clock';
import { newId } from '../../base/id';
import { ask } from '../../command/ask';
import { perform } from '../../command/perform';
import type { Person } from '../../policy/actor';
import { holdsOn } from '../../trust/hold';
import { documentFingerprint, sealDocument } from '../document';
import { showProfile } from '../profile';
import { approveRecovery, refuseRecovery } from './approve';
import { askRecovery } from './ask';
import { cancelRecovery, claimRecovery, lookAtRecovery } from './claim-case';
import { completeRecovery } from './complete';
import { decideRecovery } from './decide';
import { objectToRecovery } from './object';
import { openRecovery } from './open-case';
import { findRecovery, listRecoveries, showRecovery } from './queries';

const DOCUMENT = '1199080012345678';
const NEW_PASSWORD = 'quiet lake under the hills';
const READY = after(NOON, DAY_MS);

async function aScene() {
  const ground = await aTenant();
  const member = await aMember(ground);
  await withDocument(ground, member);
  const [agent, admin, third] = [
    await ground.person(['agent']),
    await ground.person(['admin']),
    await ground.person(['admin']),
  ];
  const given = await perform(askRecovery, ground.stranger(), { identifier: member.email });
  const read = { number: given.number, documentKind: 'national_id', documentNumber: DOCUMENT };
  const caseOf = async () => {
    const { cases } = await ask(listRecoveries, admin, {});
    return cases[0]?.id ?? '';
  };
  const open = () => perform(openRecovery, agent, read);
  const approve = async (by: Person = admin) =>
    perform(approveRecovery, by, { caseId: await caseOf(), reason: 'The photograph is theirs' });
  const complete = (at = READY, browser = aBrowser(ground, at)) =>
    perform(completeRecovery, browser, { ...given, password: NEW_PASSWORD });
  return { ground, member, agent, admin, third, given, read, caseOf, open, approve, complete };
}

async function withDocument({ tenant }: Ground, { personId }: Member) {
  const id = newId(NOON);
  await inTenant(tenant.id, (tx) =>
    tx.insert(identityDocuments).values({
      ...{ tenantId: tenant.id, id, personId, kind: 'national_id', createdAt: NOON },
      number: sealDocument(tenant.id, id, DOCUMENT),
      numberFingerprint: documentFingerprint('national_id', DOCUMENT),
      ...{ givenNames: 'Mary', familyName: 'Member', birthDate: '1990-08-01' },
    }),
  );
}

const code = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (refusal) => refusal.code,
  );

test('two members of staff and a day later the account is back, with nothing of what opened it before', async () => {
  const { ground, member, given, open, approve, complete } = await aScene();
  const old = await signedInMember(ground, member);
  await open();
  await expect(lookedUp(ground, aBrowser(ground), old.session.id)).rejects.toThrow('over');
  await approve();
  const browser = aBrowser(ground, READY);
  const { ticket } = await complete(READY, browser);
  const back = await redeemed(ground, browser, ticket);
  expect(back.session.assurance).toBe(1);
  expect(await code(ask(showProfile, back, {}))).toBe('needs_new_factor');

  const { factorId, secret } = await perform(beginTotp, back, {});
  const { recoveryCodes } = await perform(confirmTotp, back, { factorId, code: totpCode(secret, READY) });
  expect(recoveryCodes).toHaveLength(10);
  const free = await lookedUp(ground, browser, back.session.id);
  expect(free.principal.name).toBe('Mary Member');
  expect(await ask(showProfile, free, {})).toMatchObject({ emailVerified: true });
  // Money, SIM and messages stay held: the telephone is still in other hands.
  const { tenant } = ground;
  expect(await inTenant(tenant.id, (tx) => holdsOn(tx, tenant.id, member.personId))).toEqual([
    'messages',
    'money_out',
    'sim_swap',
  ]);
  expect(
    await code(
      perform(signIn, aBrowser(ground, READY), { identifier: member.email, password: MEMBER_PASSWORD }),
    ),
  ).not.toBe('done');
  for (const secondFactor of [totpCode(member.secret, READY), member.recoveryCodes[0]])
    await expect(
      signedInMember(ground, member, { at: READY, code: secondFactor, password: NEW_PASSWORD }),
    ).rejects.toMatchObject({ code: 'factor_refused' });
  expect(await code(complete())).toBe('recovery_not_in_this_state');
  expect(await ask(lookAtRecovery, ground.stranger(READY), given)).toMatchObject({ state: 'done' });
});

test('its owner is told on every channel at opening, at approval and at the end', async () => {
  const { ground, member, open, approve, complete } = await aScene();
  expect(await toldTo(ground, member.personId)).toEqual([]);
  await open();
  await approve();
  await complete();
  const told = await toldTo(ground, member.personId);
  for (const template of ['recoveryOpened', 'recoveryApproved', 'recoveryDone'])
    expect(told.filter((one) => one.endsWith(template))).toEqual([`email ${template}`, `sms ${template}`]);
});

test('a name that nobody has gets the same answer, and at the counter the same refusal as a wrong document', async () => {
  const { ground, agent, given, read } = await aScene();
  const nobody = await perform(askRecovery, ground.stranger(), { identifier: 'nobody@example.com' });
  const shape = (text: string) => text.replace(/[a-z2-7]/g, 'x').replace(/[A-Z2-9]/g, 'X');
  expect([nobody.number, nobody.claim].map((text) => text.length)).toEqual(
    [given.number, given.claim].map((text) => text.length),
  );
  expect(shape(nobody.claim)).toBe(shape(given.claim));
  const [seen, unseen] = [
    (await ask(findRecovery, agent, { number: given.number })).found,
    (await ask(findRecovery, agent, { number: nobody.number })).found,
  ];
  expect(Object.keys(seen ?? {})).toEqual(Object.keys(unseen ?? {}));
  expect(JSON.stringify(seen)).not.toContain('Mary');
  expect(unseen?.named).toBe('n•••@e•••.com');
  expect(await code(perform(openRecovery, agent, { ...read, number: nobody.number }))).toBe(
    'recovery_document_differs',
  );
  expect(await code(perform(openRecovery, agent, { ...read, documentNumber: '1199080000000000' }))).toBe(
    'recovery_document_differs',
  );
});

test('a document that does not match is counted, and the third closes the case', async () => {
  const { agent, read, open } = await aScene();
  const wrong = { ...read, documentNumber: '1199080000000000' };
  expect(await code(perform(openRecovery, agent, wrong))).toBe('recovery_document_differs');
  expect(await code(perform(openRecovery, agent, wrong))).toBe('recovery_document_differs');
  expect(await code(perform(openRecovery, agent, wrong))).toBe('recovery_closed_by_mismatch');
  expect(await code(open())).toBe('recovery_not_in_this_state');
});

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

test('it is given back neither before it was approved, nor a moment before the day is over, nor a week too late', async () => {
  const { open, approve, complete } = await aScene();
  expect(await code(complete())).toBe('recovery_not_in_this_state');
  await open();
  expect(await code(complete())).toBe('recovery_not_in_this_state');
  await approve();
  expect(await code(complete(after(READY, -1)))).toBe('recovery_still_waits');
  expect(await code(complete(after(READY, 7 * DAY_MS)))).toBe('recovery_not_in_this_state');
});

test('of three that complete it at once one is given the account', async () => {
  const { open, approve, complete } = await aScene();
  await open();
  await approve();
  const codes = await Promise.all([1, 2, 3].map(() => code(complete())));
  expect(codes.toSorted()).toEqual(['done', 'recovery_not_in_this_state', 'recovery_not_in_this_state']);
});

test('the secret opens the case in another browser, a wrong one is counted, and staff are never shown it', async () => {
  const { ground, admin, given, caseOf, open } = await aScene();
  await open();
  const wrong = { ...given, claim: given.claim.replace(/./g, (sign) => (sign === '-' ? '-' : 'a')) };
  expect(await code(perform(claimRecovery, aBrowser(ground), wrong))).toBe('recovery_claim_refused');
  expect(
    await code(perform(claimRecovery, aBrowser(ground), { ...given, claim: given.claim.toUpperCase() })),
  ).toBe('done');
  expect(await code(ask(lookAtRecovery, aBrowser(ground), wrong))).toBe('recovery_claim_refused');
  const shown = await ask(showRecovery, admin, { caseId: await caseOf() });
  expect(shown.wrongClaims).toBe(1);
  expect(JSON.stringify(shown)).not.toContain(given.claim);
  expect(shown.person).toMatchObject({ name: 'Mary M.', email: expect.stringContaining('•••') });
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

test('whoever asked may take it back, and staff may refuse it', async () => {
  const { ground, given, open, complete } = await aScene();
  await open();
  await perform(cancelRecovery, ground.stranger(), given);
  expect(await code(complete())).toBe('recovery_not_in_this_state');
  const other = await aScene();
  await other.open();
  await perform(refuseRecovery, other.admin, {
    caseId: await other.caseOf(),
    reason: 'Somebody else’s photograph',
  });
  expect(await code(other.complete())).toBe('recovery_not_in_this_state');
});

test('a second case of the same person is not opened beside the first, unless that one has ended by itself', async () => {
  const { ground, member, agent, read, open } = await aScene();
  await open();
  const second = await perform(askRecovery, ground.stranger(), { identifier: member.mobile });
  const again = { ...read, number: second.number };
  expect(await code(perform(openRecovery, agent, again))).toBe('recovery_is_open');
  const late = after(NOON, 6.5 * DAY_MS);
  const third = await perform(askRecovery, ground.stranger(late), { identifier: member.mobile });
  const day = after(NOON, 7 * DAY_MS);
  const fresh = later({ ...agent, session: { ...agent.session, provedAt: day } }, day);
  expect(await code(perform(openRecovery, fresh, { ...read, number: third.number }))).toBe('done');
});

test('the case of another tenant does not exist', async () => {
  const { given, read, caseOf, open } = await aScene();
  await open();
  const elsewhere = await aTenant();
  const [agent, admin] = [await elsewhere.person(['agent']), await elsewhere.person(['admin'])];
  expect(await code(perform(openRecovery, agent, read))).toBe('not_found');
  expect(
    await code(perform(approveRecovery, admin, { caseId: await caseOf(), reason: 'None of theirs' })),
  ).toBe('not_found');
  expect(
    await code(perform(completeRecovery, elsewhere.stranger(READY), { ...given, password: NEW_PASSWORD })),
  ).toBe('recovery_claim_refused');
});
