import { expect, test } from 'vitest';
import { aTenant, later, NOON } from '@/testing/ground';
import { aBrowser, aMember, lookedUp, redeemed, signedInMember, toldTo } from '@/testing/members';
import { addPasskey, asserted, lastEvent, storedPasskeys, under } from '@/testing/passkeys';
import { after, MINUTE_MS } from '../../base/clock';
import { ask } from '../../command/ask';
import { perform } from '../../command/perform';
import { removePasskey } from '../remove-factor';
import { signIn } from '../sign-in';
import { signInSecondFactor } from '../sign-in-second-factor';
import { stepUp } from '../step-up';
import { totpCode } from '../totp';
import { signInWays, stepUpWays } from '../ways';
import { beginPasskey } from './begin-enrolment';
import { ownPasskeys, renamePasskey } from './own-passkeys';
import { beginSecondFactorPasskey, signInSecondFactorPasskey } from './second-factor';
import { beginPasskeySignIn, signInWithPasskey } from './sign-in';
import { beginStepUpPasskey, stepUpPasskey } from './step-up';

const GOOGLE = 'ea9b8d66-4d01-1d21-3ce4-b6b48cb575d4';
const PASSWORD = 'four words are enough';

async function somebody({ withTotp = false } = {}) {
  const ground = await aTenant();
  const member = await aMember(ground, { withTotp });
  return { ground, member, person: await signedInMember(ground, member) };
}

test('the first passkey needs the session alone, brings ten recovery codes, is told, and lifts the session', async () => {
  const { ground, member, person } = await somebody();
  const { recoveryCodes, ticket } = await addPasskey(person, { aaguid: GOOGLE });
  expect(new Set(recoveryCodes).size).toBe(10);
  const raised = await redeemed(ground, person as never, ticket);
  expect(raised.session).toMatchObject({ assurance: 2, provedAt: NOON, provedBy: 'passkey' });
  expect(raised.principal.enrolled).toEqual({ totp: false, passkey: true });
  const [stored] = await storedPasskeys(ground, member.personId);
  expect(stored).toMatchObject({ name: 'Google Password Manager', aaguid: GOOGLE, backedUp: true });
  expect(await toldTo(ground, member.personId)).toContain('email passkeyAdded');
  expect(await lastEvent(ground, 'auth.passkey.enrol')).toMatchObject({
    outcome: 'done',
    severity: 'notice',
    change: { method: 'passkey', assurance: [1, 2] },
  });
});

test('a passkey that cannot leave its device makes the session AAL3', async () => {
  const { ground, person } = await somebody();
  const { ticket } = await addPasskey(person, { backupEligible: false });
  const { session } = await redeemed(ground, person as never, ticket);
  expect(session).toMatchObject({ assurance: 3, provedBy: 'device-passkey' });
});

test('what the browser is asked for: kept by the device, with the user verified, on this host, and no attestation', async () => {
  const { person, ground } = await somebody();
  const at = { ...person, request: { ...person.request, origin: 'https://id.mtn.example:8443' } };
  const { options } = await perform(beginPasskey, at, {});
  expect(options).toMatchObject({
    rp: { id: 'id.mtn.example', name: ground.tenant.name },
    attestation: 'none',
    authenticatorSelection: {
      residentKey: 'required',
      requireResidentKey: true,
      userVerification: 'required',
    },
  });
  expect(Buffer.from(options.challenge, 'base64url')).toHaveLength(32);
  for (const passkey of [{ deviceBound: true }, { aaguids: [GOOGLE] }])
    expect((await perform(beginPasskey, under(person, { passkey }), {})).options.attestation).toBe('direct');
});

test('every further factor needs one that is there, fresh: an authenticator for a passkey, and a passkey for the next', async () => {
  const { ground, member, person } = await somebody({ withTotp: true });
  const tenOn = await lookedUp(
    ground,
    later(person as never, after(NOON, 10 * MINUTE_MS)),
    person.session.id,
  );
  await expect(perform(beginPasskey, tenOn, {})).rejects.toMatchObject({ code: 'needs_fresh_second_factor' });
  const { passkey, recoveryCodes } = await addPasskey(person);
  expect(recoveryCodes).toEqual([]);
  const begun = await perform(beginStepUpPasskey, tenOn, {});
  await perform(stepUpPasskey, tenOn, {
    response: asserted(tenOn, begun, passkey, { userHandle: member.personId }),
  });
  const fresh = await lookedUp(ground, tenOn as never, person.session.id);
  const { options } = await perform(beginPasskey, fresh, {});
  expect(options.excludeCredentials).toMatchObject([{ id: passkey.id.toString('base64url') }]);
});

test('where sensitive deeds want a device-bound passkey, an authenticator adds the first one and no further one', async () => {
  const { ground, person } = await somebody({ withTotp: true });
  const strict = under(person, { secondFactor: { freshBy: 'device-passkey' } });
  const stale = later(strict, after(NOON, 6 * MINUTE_MS));
  await expect(perform(beginPasskey, stale, {})).rejects.toMatchObject({ code: 'needs_fresh_second_factor' });
  await addPasskey(strict, { backupEligible: false });
  for (const who of [strict, stale])
    await expect(perform(beginPasskey, who, {})).rejects.toMatchObject({ code: 'needs_device_passkey' });
  expect((await storedPasskeys(ground, person.principal.id)).length).toBe(1);
});

test.each([
  ['a synced passkey', true, 2, 'passkey'],
  ['a device-bound one', false, 3, 'device-passkey'],
] as const)(
  '%s signs in by itself, without a password or a further factor',
  async (_title, backupEligible, level, method) => {
    const { ground, member, person } = await somebody();
    const { passkey } = await addPasskey(person, { backupEligible });
    const browser = aBrowser(ground);
    const begun = await perform(beginPasskeySignIn, browser, {});
    expect(begun.options.allowCredentials).toEqual([]);
    const answer = await perform(signInWithPasskey, browser, {
      response: asserted(browser, begun, passkey, { userHandle: member.personId }),
    });
    if (answer.next !== 'session') throw new Error('a further factor was asked for');
    const { session, principal } = await redeemed(ground, browser, answer.ticket);
    expect(principal.id).toBe(member.personId);
    expect(session).toMatchObject({ assurance: level, methods: [method], provedBy: method });
    const [stored] = await storedPasskeys(ground, member.personId);
    expect(stored?.counter).toBe('1');
  },
);

test('an authenticator that does not count its uses is taken again and again', async () => {
  const { ground, member, person } = await somebody();
  const { passkey } = await addPasskey(person);
  for (let time = 0; time < 3; time += 1) {
    const browser = aBrowser(ground);
    const begun = await perform(beginPasskeySignIn, browser, {});
    const response = asserted(browser, begun, passkey, { counter: 0, userHandle: member.personId });
    await expect(perform(signInWithPasskey, browser, { response })).resolves.toMatchObject({
      next: 'session',
    });
  }
});

test('a tenant that takes no passkey as second factor asks for the authenticator after it', async () => {
  const { ground, member, person } = await somebody({ withTotp: true });
  const { passkey } = await addPasskey(person);
  const browser = under(aBrowser(ground), { secondFactor: { kinds: 'totp' } });
  const begun = await perform(beginPasskeySignIn, browser, {});
  const answer = await perform(signInWithPasskey, browser, {
    response: asserted(browser, begun, passkey, { userHandle: member.personId }),
  });
  if (answer.next !== 'second-factor') throw new Error('no further factor was asked for');
  const { signInId } = answer;
  expect(await ask(signInWays, browser, { signInId })).toEqual({
    ways: [{ way: 'totp' }, { way: 'recovery' }],
  });
  await expect(perform(beginSecondFactorPasskey, browser, { signInId })).rejects.toMatchObject({
    code: 'passkey_refused',
  });
  const code = totpCode(member.secret, after(NOON, MINUTE_MS));
  const minuteOn = later(browser, after(NOON, MINUTE_MS));
  await expect(perform(signInSecondFactor, minuteOn, { signInId, code })).resolves.toMatchObject({
    ticket: expect.any(String),
  });
});

test('after the password a passkey is the second factor, and it is offered first', async () => {
  const { ground, member, person } = await somebody();
  const { passkey } = await addPasskey(person);
  const browser = aBrowser(ground);
  const first = await perform(signIn, browser, { identifier: member.email, password: PASSWORD });
  if (first.next !== 'second-factor') throw new Error('no second factor was asked for');
  const { signInId } = first;
  const { ways } = await ask(signInWays, browser, { signInId });
  expect(ways.map(({ way }) => way)).toEqual(['passkey', 'recovery', 'sms', 'whatsapp']);
  const begun = await perform(beginSecondFactorPasskey, browser, { signInId });
  expect(begun.options.allowCredentials).toMatchObject([{ id: passkey.id.toString('base64url') }]);
  const { ticket } = await perform(signInSecondFactorPasskey, browser, {
    signInId,
    response: asserted(browser, begun, passkey),
  });
  const { session } = await redeemed(ground, browser, ticket);
  expect(session).toMatchObject({ assurance: 2, methods: ['password', 'passkey'] });
});

test('of a sign-in that is nobody’s, late or another browser’s the same is told as of none', async () => {
  const { ground, member, person } = await somebody();
  await addPasskey(person);
  const browser = aBrowser(ground);
  const { signInId = '' } = (await perform(signIn, browser, {
    identifier: member.email,
    password: PASSWORD,
  })) as { signInId?: string };
  const told = await Promise.all([
    ask(signInWays, aBrowser(ground), { signInId }),
    ask(signInWays, later(browser, after(NOON, 6 * MINUTE_MS)), { signInId }),
    ask(signInWays, browser, { signInId: 'no id at all' }),
    ask(signInWays, browser, { signInId: '' }),
  ]);
  expect(new Set(told.map((one) => JSON.stringify(one))).size).toBe(1);
  expect(await ask(signInWays, browser, { signInId })).not.toEqual(told[0]);
});

test('a session is raised by a passkey again, and where a device-bound one is wanted only such a one is asked for', async () => {
  const { ground, member, person } = await somebody();
  const { passkey: synced } = await addPasskey(person);
  const fresh = await lookedUp(ground, person as never, person.session.id);
  expect((await ask(stepUpWays, fresh, { want: 'device-passkey' })).ways).toEqual([]);
  const { passkey: bound } = await addPasskey(fresh, { backupEligible: false });
  const tenOn = await lookedUp(
    ground,
    later(person as never, after(NOON, 10 * MINUTE_MS)),
    person.session.id,
  );
  expect((await ask(stepUpWays, tenOn, { want: 'device-passkey' })).ways).toEqual([{ way: 'passkey' }]);
  const wanted = await perform(beginStepUpPasskey, tenOn, { want: 'device-passkey' });
  expect(wanted.options.allowCredentials?.map(({ id }) => id)).toEqual([bound.id.toString('base64url')]);
  const any = await perform(beginStepUpPasskey, tenOn, {});
  expect(any.options.allowCredentials?.map(({ id }) => id)).toEqual([
    synced.id.toString('base64url'),
    bound.id.toString('base64url'),
  ]);
  await perform(stepUpPasskey, tenOn, {
    response: asserted(tenOn, wanted, bound, { userHandle: member.personId }),
  });
  const raised = await lookedUp(ground, tenOn as never, person.session.id);
  expect(raised.session).toMatchObject({
    assurance: 3,
    provedBy: 'device-passkey',
    provedAt: tenOn.request.at,
  });
});

test('a kind that the tenant no longer takes counts until the other is there, and then no more', async () => {
  const { ground, member, person } = await somebody({ withTotp: true });
  const strict = { secondFactor: { kinds: 'passkey', otherwise: 'required' } };
  const minuteOn = under(later(person, after(NOON, MINUTE_MS)), strict);
  expect(await ask(stepUpWays, minuteOn, {})).toMatchObject({
    ways: [{ way: 'totp' }, { way: 'recovery' }],
    missing: 'passkey',
  });
  await perform(stepUp, minuteOn, { code: totpCode(member.secret, minuteOn.request.at) });
  const { passkey } = await addPasskey(minuteOn);
  const twoOn = under(later(person, after(NOON, 2 * MINUTE_MS)), strict);
  expect(await ask(stepUpWays, twoOn, {})).toMatchObject({
    ways: [{ way: 'passkey' }, { way: 'recovery' }],
    missing: null,
  });
  await expect(
    perform(stepUp, twoOn, { code: totpCode(member.secret, twoOn.request.at) }),
  ).rejects.toMatchObject({ code: 'factor_refused' });
  expect(passkey.backupEligible).toBe(true);
  expect((await storedPasskeys(ground, member.personId)).length).toBe(1);
});

test('a passkey is named anew and removed, which is told; nobody names or removes another’s', async () => {
  const { ground, member, person } = await somebody();
  await addPasskey(person);
  const fresh = await lookedUp(ground, person as never, person.session.id);
  const { passkeys } = await ask(ownPasskeys, fresh, {});
  const [{ id: passkeyId = '' } = {}] = passkeys;
  const other = await signedInMember(ground, await aMember(ground));
  await expect(perform(renamePasskey, other, { passkeyId, name: 'Mine' })).rejects.toMatchObject({
    code: 'not_found',
  });
  await expect(perform(removePasskey, other, { passkeyId })).rejects.toMatchObject({ code: 'not_found' });
  await perform(renamePasskey, fresh, { passkeyId, name: 'My telephone' });
  expect(await ask(ownPasskeys, fresh, {})).toMatchObject({
    passkeys: [{ name: 'My telephone', deviceBound: false, taken: true, lastUsedAt: null }],
  });
  await perform(removePasskey, fresh, { passkeyId });
  expect(await ask(ownPasskeys, fresh, {})).toEqual({ passkeys: [] });
  expect(await toldTo(ground, member.personId)).toContain('email passkeyRemoved');
});
