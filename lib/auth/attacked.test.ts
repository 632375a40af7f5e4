import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { aTenant, type Ground, NOON } from '@/testing/ground';
import { aBrowser, aMember, lookedUp, MEMBER_PASSWORD, type Member, signedInMember } from '@/testing/members';
import { addPasskey, storedPasskeys } from '@/testing/passkeys';
import { codePostedTo, tokenPostedTo } from '@/testing/posted';
import { code } from '@/testing/recovery-scene';
import { after, HOUR_MS, MINUTE_MS } from '../base/clock';
import { ask } from '../command/ask';
import { perform } from '../command/perform';
import { changeAddress } from '../person/address/change-address';
import { confirmAddress } from '../person/address/confirm-address';
import { takeBackAddress } from '../person/address/take-back';
import { tenantSettings } from '../policy/tenant';
import { changePassword } from './password-change';
import { forgotPassword } from './password-forgot';
import { resetPassword } from './password-reset';
import { dropLostFactors } from './recovery/drop-factors';
import { renewCredentials } from './recovery/renew-credentials';
import { secureOwnAccount } from './recovery/secure';
import { removePasskey } from './remove-factor';
import { signIn } from './sign-in';
import { signInSecondFactor } from './sign-in-second-factor';
import { stepUp } from './step-up';
import { storePassword } from './store-password';
import { totpCode } from './totp';
import { beginTotp, confirmTotp } from './totp-enrolment';
import { stepUpWays } from './ways';

// Each of these was a way in for somebody who holds part of an account.

const NEXT_PASSWORD = 'seven quiet herons at dusk';
const soon = after(NOON, MINUTE_MS);

const OLD_PARAMETERS = '$argon2id$v=19$m=8,t=1,p=1$';

/** Stores a member's password with parameters that are not those of today. */
async function hashedLongAgo({ tenant }: Ground, { personId }: Member): Promise<void> {
  const { hash } = await import('@node-rs/argon2');
  const old = await hash(MEMBER_PASSWORD, { algorithm: 2, memoryCost: 8, timeCost: 1, parallelism: 1 });
  expect(old.startsWith(OLD_PARAMETERS)).toBe(true);
  await inTenant(tenant.id, (tx) => storePassword(tx, tenant.id, personId, old, NOON));
}

test('a sign-in whose password is replaced while it is looked at opens nothing, and puts no old password back', async () => {
  const ground = await aTenant();
  const { tenant } = ground;
  const member = await aMember(ground, { withTotp: false });
  await hashedLongAgo(ground, member);
  const thief = aBrowser(ground);
  const input = { identifier: member.email, password: MEMBER_PASSWORD };
  const looked = await signIn.prepare?.({ actor: thief, tenant, now: NOON }, input);
  await perform(forgotPassword, aBrowser(ground), { identifier: member.email });
  const token = await tokenPostedTo(tenant, member.email);
  await perform(resetPassword, aBrowser(ground), { token, password: NEXT_PASSWORD });
  const ended = await inTenant(tenant.id, (tx) =>
    signIn.run({ tx, actor: thief, tenant, now: NOON }, input, looked as never),
  );
  expect(ended).toMatchObject({ refused: { code: 'sign_in_refused' } });
  expect(await code(perform(signIn, thief, input))).toBe('sign_in_refused');
  expect(await code(perform(signIn, aBrowser(ground), { ...input, password: NEXT_PASSWORD }))).toBe('done');
});

test.each(['changed', 'reset'])(
  'a sign-in that was begun with the old password ends when the password is %s',
  async (how) => {
    const ground = await aTenant();
    const member = await aMember(ground);
    const thief = aBrowser(ground, soon);
    const begun = await perform(signIn, thief, { identifier: member.email, password: MEMBER_PASSWORD });
    if (begun.next !== 'second-factor') throw new Error('A second factor was to be asked for.');
    if (how === 'changed') {
      const owner = await signedInMember(ground, member);
      await perform(changePassword, owner, { password: NEXT_PASSWORD });
    } else {
      await perform(forgotPassword, aBrowser(ground), { identifier: member.email });
      const token = await tokenPostedTo(ground.tenant, member.email);
      const input = { token, password: NEXT_PASSWORD, code: totpCode(member.secret, NOON) };
      await perform(resetPassword, aBrowser(ground), input);
    }
    const second = { signInId: begun.signInId, code: totpCode(member.secret, soon) };
    expect(await code(perform(signInSecondFactor, thief, second))).toBe('sign_in_expired');
  },
);

test('once the last factor was given up with a recovery code, a password alone enrols no new one', async () => {
  const ground = await aTenant();
  const member = await aMember(ground);
  const owner = await signedInMember(ground, member, { code: member.recoveryCodes[0] });
  await perform(dropLostFactors, owner, { factorIds: [member.factorId] });
  const thief = await signedInMember(ground, member, { at: soon });
  expect(await code(perform(beginTotp, thief, {}))).toBe('needs_fresh_second_factor');
  expect(await code(addPasskey(thief))).toBe('needs_fresh_second_factor');
  expect(await ask(stepUpWays, thief, {})).toMatchObject({
    enrolled: true,
    ways: [{ way: 'recovery' }, { way: 'sms' }, {}],
  });
  const again = await lookedUp(ground, aBrowser(ground, soon), owner.session.id);
  expect((await addPasskey(again)).recoveryCodes).toHaveLength(10);
  // Who comes back later shows another of the codes.
  const other = await aMember(ground);
  const first = await signedInMember(ground, other, { code: other.recoveryCodes[0] });
  await perform(dropLostFactors, first, { factorIds: [other.factorId] });
  const back = await signedInMember(ground, other, { at: soon });
  await perform(stepUp, back, { code: other.recoveryCodes[1] });
  expect(
    await code(perform(beginTotp, await lookedUp(ground, aBrowser(ground, soon), back.session.id), {})),
  ).toBe('done');
});

test('a factor is enrolled by no session that has ended meanwhile', async () => {
  const ground = await aTenant();
  const member = await aMember(ground, { withTotp: false });
  const thief = await signedInMember(ground, member);
  const { factorId, secret } = await perform(beginTotp, thief, {});
  await perform(changePassword, await signedInMember(ground, member), {
    currentPassword: MEMBER_PASSWORD,
    password: NEXT_PASSWORD,
  });
  expect(await code(perform(confirmTotp, thief, { factorId, code: totpCode(secret, NOON) }))).toBe(
    'not_signed_in',
  );
  expect(await code(addPasskey(thief))).toBe('not_signed_in');
  expect(
    await code(
      perform(changePassword, thief, {
        currentPassword: NEXT_PASSWORD,
        password: 'eight loud geese at dawn',
      }),
    ),
  ).toBe('not_signed_in');
});

test('a passkey that is removed takes the other sessions with it', async () => {
  const ground = await aTenant();
  const member = await aMember(ground);
  const owner = await signedInMember(ground, member);
  await addPasskey(owner);
  const thief = await signedInMember(ground, member, { at: soon });
  const [{ id: passkeyId } = { id: '' }] = await storedPasskeys(ground, member.personId);
  await perform(removePasskey, owner, { passkeyId });
  await expect(lookedUp(ground, aBrowser(ground, soon), thief.session.id)).rejects.toThrow('over');
  await lookedUp(ground, aBrowser(ground, soon), owner.session.id);
});

test('whoever had both addresses replaced takes both back', async () => {
  const ground = await aTenant();
  const { tenant } = ground;
  const member = await aMember(ground);
  const thief = await signedInMember(ground, member);
  for (const address of ['thief@example.com', '+250788999001']) {
    await perform(changeAddress, thief, { address });
    await perform(confirmAddress, thief, { address, code: await codePostedTo(tenant, address) });
  }
  for (const address of [member.email, member.mobile])
    expect(
      await code(perform(takeBackAddress, aBrowser(ground), { token: await tokenPostedTo(tenant, address) })),
    ).toBe('done');
});

test('a thief who secured the account first does not keep its owner from securing it with a recovery code', async () => {
  const ground = await aTenant();
  const member = await aMember(ground);
  const thief = await signedInMember(ground, member);
  await perform(secureOwnAccount, thief, {});
  const owner = await signedInMember(ground, member, { code: member.recoveryCodes[0] });
  await perform(secureOwnAccount, owner, {});
  const back = await signedInMember(ground, member, { at: soon });
  expect(await code(perform(renewCredentials, back, { password: NEXT_PASSWORD }))).toBe(
    'needs_recovery_code',
  );
});

test('a browser that was known is a stranger once the credentials are new', async () => {
  const ground = await aTenant();
  const member = await aMember(ground);
  const thief = await signedInMember(ground, member);
  await perform(secureOwnAccount, thief, {});
  const owner = await signedInMember(ground, member, { at: soon });
  await perform(renewCredentials, owner, { password: NEXT_PASSWORD });
  const { rows } = await inTenant(ground.tenant.id, (tx) =>
    tx.$client.query('select device_id from known_devices where tenant_id = $1 and person_id = $2', [
      ground.tenant.id,
      member.personId,
    ]),
  );
  expect(rows).toEqual([{ device_id: owner.request.deviceId }]);
});

test('a tenant that shortens the life of sessions ends those that are too old at once', async () => {
  const ground = await aTenant();
  const member = await aMember(ground);
  const person = await signedInMember(ground, member);
  const under = (settings: Record<string, unknown>): Ground => ({
    ...ground,
    tenant: { ...ground.tenant, settings: tenantSettings.parse(settings) },
  });
  const browser = aBrowser(ground, after(NOON, 10 * MINUTE_MS));
  await lookedUp(ground, browser, person.session.id);
  const later2 = aBrowser(ground, after(NOON, 30 * MINUTE_MS));
  await expect(lookedUp(under({ sessionIdleMs: 5 * MINUTE_MS }), later2, person.session.id)).rejects.toThrow(
    'over',
  );
  await lookedUp(ground, later2, person.session.id);
  const over = aBrowser(ground, after(NOON, 59 * MINUTE_MS));
  await lookedUp(ground, over, person.session.id);
  const end = aBrowser(ground, after(NOON, HOUR_MS + MINUTE_MS));
  await expect(lookedUp(under({ sessionAbsoluteMs: HOUR_MS }), end, person.session.id)).rejects.toThrow(
    'over',
  );
});
