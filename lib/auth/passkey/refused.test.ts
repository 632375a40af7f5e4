import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { aTenant, type Ground, later, NOON } from '@/testing/ground';
import { aBrowser, aMember, type Member, signedInMember, toldTo } from '@/testing/members';
import { addPasskey, asserted, lastEvent, registered, storedPasskeys, under } from '@/testing/passkeys';
import { after, MINUTE_MS } from '../../base/clock';
import { perform } from '../../command/perform';
import type { Person, Stranger } from '../../policy/actor';
import { signIn } from '../sign-in';
import { beginPasskey } from './begin-enrolment';
import { enrolPasskey } from './enrol';
import { type Conduct, newSoftPasskey, type SoftPasskey } from './sample-authenticator';
import { beginSecondFactorPasskey, signInSecondFactorPasskey } from './second-factor';
import { beginPasskeySignIn, signInWithPasskey } from './sign-in';
import { beginStepUpPasskey, stepUpPasskey } from './step-up';

const ELSEWHERE = 'https://evil.example';
const LISTED = 'ee882879-721c-4913-9775-3dfcce97072a';

type Scene = { ground: Ground; member: Member; person: Person; passkey: SoftPasskey; browser: Stranger };

async function scene(kind: { backupEligible?: boolean } = {}): Promise<Scene> {
  const ground = await aTenant();
  const member = await aMember(ground, { withTotp: false });
  const person = await signedInMember(ground, member);
  const { passkey } = await addPasskey(person, kind);
  return { ground, member, person, passkey, browser: aBrowser(ground) };
}

/** A sign-in whose authenticator behaves otherwise than a good one. */
async function tryWith({ member, passkey, browser }: Scene, over: Partial<Conduct>) {
  const begun = await perform(beginPasskeySignIn, browser, {});
  const response = asserted(browser, begun, passkey, { userHandle: member.personId, ...over });
  return perform(signInWithPasskey, browser, { response });
}

test.each<[string, Partial<Conduct>, string]>([
  ['a bogus signature', { bogusSignature: true }, 'signature'],
  ['a user who was not verified', { userVerified: false }, 'user verification'],
  ['another origin', { origin: ELSEWHERE }, 'origin'],
  ['another relying party', { rpId: 'evil.example' }, 'relying party'],
  ['the handle of somebody else', { userHandle: randomUUID() }, 'owner'],
  ['no handle', { userHandle: undefined }, 'owner'],
  ['another backup eligibility than it was made with', { backupEligible: false }, 'backup eligibility'],
])(
  'a sign-in with %s is refused in one sentence, and why is in the audit log',
  async (_title, over, fault) => {
    const here = await scene();
    await expect(tryWith(here, over)).rejects.toMatchObject({ code: 'passkey_refused', status: 401 });
    const event = await lastEvent(here.ground, 'auth.passkey.sign-in');
    expect(event).toMatchObject({ outcome: 'passkey_refused', severity: 'warning', change: { fault } });
    const [stored] = await storedPasskeys(here.ground, here.member.personId);
    expect(event?.subject).toBe(`passkey:${stored?.id}`);
    expect(stored?.counter).toBe('0');
  },
);

test('a passkey that nobody has, and one of another tenant, are refused as a wrong one is', async () => {
  const [here, there] = [await scene(), await scene()];
  for (const passkey of [newSoftPasskey(), there.passkey]) {
    await expect(tryWith({ ...here, passkey }, {})).rejects.toMatchObject({ code: 'passkey_refused' });
    expect(await lastEvent(here.ground, 'auth.passkey.sign-in')).toMatchObject({
      change: { fault: 'unknown passkey' },
    });
  }
});

/** The audit log holds that a challenge was refused, as a warning that names the fault. */
async function expectChallengeAudited(ground: Ground, command: string) {
  expect(await lastEvent(ground, command)).toMatchObject({
    outcome: 'challenge_refused',
    severity: 'warning',
    change: { fault: 'challenge' },
  });
}

test('a challenge is good once, whether its answer was right or wrong', async () => {
  const { ground, member, passkey, browser } = await scene();
  for (const bogusSignature of [false, true]) {
    const begun = await perform(beginPasskeySignIn, browser, {});
    const answer = (over: Partial<Conduct>) => ({
      response: asserted(browser, begun, passkey, { userHandle: member.personId, counter: 5, ...over }),
    });
    await perform(signInWithPasskey, browser, answer({ bogusSignature })).catch(() => undefined);
    await expect(perform(signInWithPasskey, browser, answer({ counter: 9 }))).rejects.toMatchObject({
      code: 'challenge_refused',
    });
    await expectChallengeAudited(ground, 'auth.passkey.sign-in');
  }
});

test('a challenge is good for five minutes, in the browser that was handed it', async () => {
  const { ground, member, passkey, browser } = await scene();
  const begun = await perform(beginPasskeySignIn, browser, {});
  const response = asserted(browser, begun, passkey, { userHandle: member.personId });
  for (const who of [aBrowser(ground), later(browser, after(NOON, 5 * MINUTE_MS))]) {
    await expect(perform(signInWithPasskey, who, { response })).rejects.toMatchObject({
      code: 'challenge_refused',
    });
    await expectChallengeAudited(ground, 'auth.passkey.sign-in');
  }
  await expect(
    perform(signInWithPasskey, later(browser, after(NOON, 5 * MINUTE_MS - 1)), { response }),
  ).resolves.toMatchObject({ next: 'session' });
});

test('a challenge of one purpose answers no other', async () => {
  const { ground, member, person, passkey, browser } = await scene();
  const device = { ...person.request, deviceId: browser.request.deviceId };
  const here = { ...person, request: device };
  const begun = await perform(beginPasskeySignIn, browser, {});
  const response = asserted(here, begun, passkey, { userHandle: member.personId });
  await expect(perform(stepUpPasskey, here, { response })).rejects.toMatchObject({
    code: 'challenge_refused',
  });
  await expectChallengeAudited(ground, 'auth.step-up.passkey');
  const stepping = await perform(beginStepUpPasskey, here, {});
  await expect(
    perform(signInWithPasskey, browser, {
      response: asserted(browser, stepping, passkey, { userHandle: member.personId }),
    }),
  ).rejects.toMatchObject({ code: 'challenge_refused' });
  await expectChallengeAudited(ground, 'auth.passkey.sign-in');
});

test('a challenge of one person answers for no other, and nobody’s passkey is anybody else’s', async () => {
  const { ground, person, passkey } = await scene();
  const other = await signedInMember(ground, await aMember(ground, { withTotp: false }));
  const neighbour = { ...other, request: { ...other.request, deviceId: person.request.deviceId } };
  const begun = await perform(beginStepUpPasskey, person, {});
  await expect(
    perform(stepUpPasskey, neighbour, { response: asserted(neighbour, begun, passkey) }),
  ).rejects.toMatchObject({ code: 'challenge_refused' });
  await expectChallengeAudited(ground, 'auth.step-up.passkey');

  const { passkey: theirs } = await addPasskey(neighbour);
  await expect(
    perform(stepUpPasskey, person, { response: asserted(person, begun, theirs) }),
  ).rejects.toMatchObject({ code: 'passkey_refused' });
  expect(await lastEvent(ground, 'auth.step-up.passkey')).toMatchObject({ change: { fault: 'owner' } });
});

test('as second factor only a passkey of whoever showed the password is taken', async () => {
  const { ground, member, browser } = await scene();
  const stranger = await signedInMember(ground, await aMember(ground, { withTotp: false }));
  const { passkey: theirs } = await addPasskey(stranger);
  const first = await perform(signIn, browser, {
    identifier: member.email,
    password: 'four words are enough',
  });
  if (first.next !== 'second-factor') throw new Error('no second factor was asked for');
  const { signInId } = first;
  const begun = await perform(beginSecondFactorPasskey, browser, { signInId });
  await expect(perform(beginSecondFactorPasskey, aBrowser(ground), { signInId })).rejects.toMatchObject({
    code: 'sign_in_expired',
  });
  await expect(
    perform(signInSecondFactorPasskey, browser, { signInId, response: asserted(browser, begun, theirs) }),
  ).rejects.toMatchObject({ code: 'passkey_refused' });
  expect(await lastEvent(ground, 'auth.second-factor.passkey')).toMatchObject({ outcome: 'passkey_refused' });
});

test('a counter that does not go on is a copy: refused, critical, and its owner is told', async () => {
  const here = await scene();
  await tryWith(here, { counter: 7 });
  for (const counter of [7, 3, 0]) {
    await expect(tryWith(here, { counter })).rejects.toMatchObject({ code: 'passkey_copied' });
    expect(await lastEvent(here.ground, 'auth.passkey.sign-in')).toMatchObject({
      outcome: 'passkey_copied',
      severity: 'critical',
      change: { counter: [7, counter] },
    });
  }
  const told = await toldTo(here.ground, here.member.personId);
  expect(told.filter((one) => one === 'email passkeyCopied')).toHaveLength(3);
});

test('a low counter under a bogus signature raises no alarm', async () => {
  const here = await scene();
  await tryWith(here, { counter: 7 });
  await expect(tryWith(here, { counter: 3, bogusSignature: true })).rejects.toMatchObject({
    code: 'passkey_refused',
  });
  expect(await toldTo(here.ground, here.member.personId)).not.toContain('email passkeyCopied');
});

test('of two answers to one challenge at once, one counts', async () => {
  const { member, passkey, browser } = await scene();
  const begun = await perform(beginPasskeySignIn, browser, {});
  const tries = await Promise.allSettled(
    [1, 2, 3, 4].map((counter) =>
      perform(signInWithPasskey, browser, {
        response: asserted(browser, begun, passkey, { userHandle: member.personId, counter }),
      }),
    ),
  );
  expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

test('an account that is closed is refused as a wrong passkey is', async () => {
  const here = await scene();
  await inTenant(here.ground.tenant.id, (tx) =>
    tx.$client.query(`update users set status = 'suspended' where tenant_id = $1 and id = $2`, [
      here.ground.tenant.id,
      here.member.personId,
    ]),
  );
  await expect(tryWith(here, {})).rejects.toMatchObject({ code: 'passkey_refused' });
  expect(await lastEvent(here.ground, 'auth.passkey.sign-in')).toMatchObject({
    outcome: 'passkey_refused',
    change: { fault: 'account' },
  });
});

test('a synced passkey that was added before a tenant wants them device-bound is taken no more, and said why', async () => {
  const here = await scene();
  const strict = { ...here, browser: under(here.browser, { passkey: { deviceBound: true } }) };
  await expect(tryWith(strict, {})).rejects.toMatchObject({
    code: 'passkey_is_synced',
    message: expect.stringContaining('add a security key'),
  });
  expect(await lastEvent(here.ground, 'auth.passkey.sign-in')).toMatchObject({ change: { fault: 'make' } });
  const bound = await scene({ backupEligible: false });
  const fine = { ...bound, browser: under(bound.browser, { passkey: { deviceBound: true } }) };
  await expect(tryWith(fine, {})).resolves.toMatchObject({ next: 'session' });
});

test('a make that the tenant does not list is refused when it is added and when it is used', async () => {
  const here = await scene();
  const passkey = { aaguids: [LISTED] };
  await expect(tryWith({ ...here, browser: under(here.browser, { passkey }) }, {})).rejects.toMatchObject({
    code: 'passkey_model_refused',
  });
  const newcomer = await signedInMember(here.ground, await aMember(here.ground, { withTotp: false }));
  const strict = under(newcomer, { passkey });
  await expect(addPasskey(strict)).rejects.toMatchObject({ code: 'passkey_model_refused' });
  expect(await lastEvent(here.ground, 'auth.passkey.enrol')).toMatchObject({ change: { fault: 'make' } });
  await expect(addPasskey(strict, { aaguid: LISTED })).resolves.toMatchObject({ ticket: expect.any(String) });
});

test('where nobody signs in with a passkey alone, neither half of it is done', async () => {
  const here = await scene();
  const begun = await perform(beginPasskeySignIn, here.browser, {});
  const off = under(here.browser, { ways: { passkey: false } });
  const response = asserted(off, begun, here.passkey, { userHandle: here.member.personId });
  const refused = { code: 'passkey_is_no_way_in' };
  await expect(perform(beginPasskeySignIn, off, {})).rejects.toMatchObject(refused);
  await expect(perform(signInWithPasskey, off, { response })).rejects.toMatchObject(refused);
});

test.each<[string, Partial<Conduct>, string]>([
  ['a user who was not verified', { userVerified: false }, 'user verification'],
  ['another origin', { origin: ELSEWHERE }, 'origin'],
  ['another relying party', { rpId: 'evil.example' }, 'relying party'],
])('a new passkey with %s is not added, and its challenge is spent', async (_title, over, fault) => {
  const { ground, person, member } = await scene();
  const newcomer = await signedInMember(ground, await aMember(ground, { withTotp: false }));
  const begun = await perform(beginPasskey, newcomer, {});
  const passkey = newSoftPasskey();
  await expect(
    perform(enrolPasskey, newcomer, { response: registered(newcomer, begun, passkey, over) }),
  ).rejects.toMatchObject({ code: 'passkey_not_added' });
  expect(await lastEvent(ground, 'auth.passkey.enrol')).toMatchObject({
    outcome: 'passkey_not_added',
    severity: 'warning',
    change: { fault },
  });
  await expect(
    perform(enrolPasskey, newcomer, { response: registered(newcomer, begun, passkey) }),
  ).rejects.toMatchObject({ code: 'challenge_refused' });
  expect(await storedPasskeys(ground, newcomer.principal.id)).toEqual([]);
  expect(person.principal.id).toBe(member.personId);
});

test('a credential is known once in a tenant, and may be known in another', async () => {
  const { ground, passkey } = await scene();
  const other = await signedInMember(ground, await aMember(ground, { withTotp: false }));
  const begun = await perform(beginPasskey, other, {});
  await expect(
    perform(enrolPasskey, other, { response: registered(other, begun, passkey) }),
  ).rejects.toMatchObject({ code: 'passkey_is_known' });
  expect(await lastEvent(ground, 'auth.passkey.enrol')).toMatchObject({ outcome: 'passkey_is_known' });

  const there = await aTenant();
  const abroad = await signedInMember(there, await aMember(there, { withTotp: false }));
  const begunThere = await perform(beginPasskey, abroad, {});
  await expect(
    perform(enrolPasskey, abroad, { response: registered(abroad, begunThere, passkey) }),
  ).resolves.toMatchObject({ ticket: expect.any(String) });
});

test('what is no answer of a passkey is said of its field, and changes nothing', async () => {
  const { browser } = await scene();
  for (const response of ['', '{', 'null', '[]', '{"id":"a"}', JSON.stringify({ id: 'ä'.repeat(9) })])
    await expect(perform(signInWithPasskey, browser, { response })).rejects.toMatchObject({
      code: 'invalid_input',
      field: 'response',
    });
});
