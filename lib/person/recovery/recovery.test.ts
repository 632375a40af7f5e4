import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { aTenant, later, NOON } from '@/testing/ground';
import { aBrowser, lookedUp, MEMBER_PASSWORD, redeemed, signedInMember, toldTo } from '@/testing/members';
import { aScene, code, NEW_PASSWORD, READY } from '@/testing/recovery-scene';
import { signIn } from '../../auth/sign-in';
import { totpCode } from '../../auth/totp';
import { beginTotp, confirmTotp } from '../../auth/totp-enrolment';
import { after, DAY_MS } from '../../base/clock';
import { ask } from '../../command/ask';
import { perform } from '../../command/perform';
import { holdsOn } from '../../trust/hold';
import { showProfile } from '../profile';
import { approveRecovery, refuseRecovery } from './approve';
import { askRecovery } from './ask';
import { cancelRecovery, claimRecovery, lookAtRecovery } from './claim-case';
import { completeRecovery } from './complete';
import { openRecovery } from './open-case';
import { findRecovery, showRecovery } from './queries';

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
  expect(await inTenant(tenant.id, (tx) => holdsOn(tx, tenant.id, member.personId, NOON))).toEqual([
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
