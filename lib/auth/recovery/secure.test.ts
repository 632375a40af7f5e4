import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { aTenant, later, NOON } from '@/testing/ground';
import {
  aBrowser,
  aMember,
  lookedUp,
  MEMBER_PASSWORD,
  redeemed,
  signedInMember,
  toldTo,
} from '@/testing/members';
import { aCustomer, balanceOf } from '@/testing/money';
import { addPasskey, asserted, lastEvent, under } from '@/testing/passkeys';
import { ask } from '../../command/ask';
import { perform } from '../../command/perform';
import { liftPersonHold } from '../../person/lift-hold';
import { showProfile } from '../../person/profile';
import { holdsOn, placeHold } from '../../trust/hold';
import { quoteTransfer } from '../../wallet/quote';
import { transfer } from '../../wallet/transfer';
import { ownFactors } from '../own-security';
import { beginPasskeySignIn, signInWithPasskey } from '../passkey/sign-in';
import { ownSecurity } from '../security-center';
import { signIn } from '../sign-in';
import { signInSecondFactor } from '../sign-in-second-factor';
import { totpCode } from '../totp';
import { beginTotp } from '../totp-enrolment';
import { stepUpWays } from '../ways';
import { dropLostFactors } from './drop-factors';
import { liftOwnHold, ownHolds } from './lift-holds';
import { renewCredentials } from './renew-credentials';
import { secureOwnAccount } from './secure';

const at = (minutes: number) => new Date(NOON.getTime() + minutes * 60_000);
const NEW_PASSWORD = 'quiet lake under the hills';

async function aSecuredMember() {
  const ground = await aTenant();
  const member = await aMember(ground);
  const session = await signedInMember(ground, member);
  await perform(secureOwnAccount, session, {});
  return { ground, member, session };
}

test('one click ends every session, places every hold and tells the owner on every channel', async () => {
  const { ground, member, session } = await aSecuredMember();
  const { tenant } = ground;
  await expect(lookedUp(ground, aBrowser(ground), session.session.id)).rejects.toThrow('over');
  expect(await inTenant(tenant.id, (tx) => holdsOn(tx, tenant.id, member.personId, NOON))).toEqual([
    'credentials',
    'messages',
    'money_out',
    'sim_swap',
  ]);
  expect(await toldTo(ground, member.personId)).toEqual(['email accountSecured', 'sms accountSecured']);
});

test('a sign-in that was half done when the account was secured leads nowhere', async () => {
  const ground = await aTenant();
  const member = await aMember(ground);
  const thief = aBrowser(ground);
  const begun = await perform(signIn, thief, { identifier: member.email, password: MEMBER_PASSWORD });
  if (begun.next !== 'second-factor') throw new Error('no second factor was asked for');
  const session = await signedInMember(ground, member, { code: member.recoveryCodes[0] });
  await perform(secureOwnAccount, session, {});
  const code = totpCode(member.secret, NOON);
  await expect(perform(signInSecondFactor, thief, { signInId: begun.signInId, code })).rejects.toMatchObject({
    code: 'sign_in_expired',
  });
});

test('after it, a complete sign-in may set a new password and nothing else', async () => {
  const { ground, member } = await aSecuredMember();
  const back = await signedInMember(ground, member, { code: member.recoveryCodes[0], at: at(1) });
  for (const blocked of [
    () => ask(showProfile, back, {}),
    () => ask(ownSecurity, back, {}),
    () => perform(beginTotp, back, {}),
    () => perform(liftOwnHold, back, { kind: 'money_out' }),
    () => perform(dropLostFactors, back, { factorIds: [member.factorId] }),
  ])
    await expect(blocked()).rejects.toMatchObject({ code: 'needs_new_credentials' });
  await perform(renewCredentials, back, { password: NEW_PASSWORD, factorIds: member.factorId });

  const free = await lookedUp(ground, { ...aBrowser(ground, at(2)) }, back.session.id);
  expect(await ask(showProfile, free, {})).toMatchObject({ name: 'Mary Member' });
  expect(await ask(ownFactors, free, {})).toMatchObject({ factors: [], recoveryCodesLeft: 9 });
  await expect(
    perform(signIn, aBrowser(ground, at(2)), { identifier: member.email, password: MEMBER_PASSWORD }),
  ).rejects.toMatchObject({ code: 'sign_in_refused' });
  const other = { password: 'eleven grey stones in a row' };
  await expect(perform(renewCredentials, free, other)).rejects.toMatchObject({
    code: 'account_not_secured',
  });
});

test('whoever holds the stolen telephone, its passkey and its authenticator, sets no new password where a recovery code secured the account', async () => {
  const ground = await aTenant();
  const member = await aMember(ground);
  const { passkey } = await addPasskey(await signedInMember(ground, member));
  const byCode = await signedInMember(ground, member, { code: member.recoveryCodes[0] });
  await perform(secureOwnAccount, byCode, {});

  const withPasskey = async (at: Date) => {
    const telephone = aBrowser(ground, at);
    const begun = await perform(beginPasskeySignIn, telephone, {});
    const answer = await perform(signInWithPasskey, telephone, {
      response: asserted(telephone, begun, passkey, { counter: 0, userHandle: member.personId }),
    });
    if (answer.next !== 'session') throw new Error('a further factor was asked for');
    return redeemed(ground, telephone, answer.ticket);
  };
  const thieves = [await withPasskey(at(1)), await signedInMember(ground, member, { at: at(1) })];
  for (const thief of thieves) {
    expect(await ask(ownHolds, thief, {})).toMatchObject({ wantsRecoveryCode: true });
    await expect(perform(renewCredentials, thief, { password: NEW_PASSWORD })).rejects.toMatchObject({
      code: 'needs_recovery_code',
    });
    expect((await ask(stepUpWays, thief, { want: 'recovery-code' })).ways).toEqual([{ way: 'recovery' }]);
  }
  expect(await lastEvent(ground, 'auth.credentials.renew')).toMatchObject({
    outcome: 'needs_recovery_code',
    severity: 'warning',
  });

  const back = await signedInMember(ground, member, { code: member.recoveryCodes[1], at: at(2) });
  const { factors } = await ask(ownFactors, back, {});
  expect(factors.map(({ kind }) => kind).sort()).toEqual(['passkey', 'totp']);
  const factorIds = factors.map(({ id }) => id);
  await perform(renewCredentials, back, { password: NEW_PASSWORD, factorIds });
  for (const thief of thieves)
    await expect(lookedUp(ground, aBrowser(ground, at(3)), thief.session.id)).rejects.toThrow('over');
  await expect(withPasskey(at(3))).rejects.toMatchObject({ code: 'passkey_refused' });
  expect(await toldTo(ground, member.personId)).toContain('email secondFactorsRemoved');
});

test('where sensitive deeds want a device-bound passkey and that is what was stolen, a recovery code still leads back', async () => {
  const ground = await aTenant();
  const member = await aMember(ground);
  await addPasskey(await signedInMember(ground, member), { backupEligible: false });
  const strict = { secondFactor: { freshBy: 'device-passkey' as const } };
  const back = under(await signedInMember(ground, member, { code: member.recoveryCodes[0] }), strict);
  await perform(secureOwnAccount, back, {});
  const again = under(
    await signedInMember(ground, member, { code: member.recoveryCodes[1], at: at(1) }),
    strict,
  );
  const { factors } = await ask(ownFactors, again, {});
  const factorIds = factors.map(({ id }) => id);
  await perform(renewCredentials, again, { password: NEW_PASSWORD, factorIds });
  const free = under(await lookedUp(ground, aBrowser(ground, at(2)), again.session.id), strict);
  await addPasskey(free, { backupEligible: false });
  expect(await ask(ownFactors, free, {})).toMatchObject({ factors: [{ kind: 'passkey' }] });
});

test('whoever must have a factor drops the last one only when they came without it', async () => {
  const ground = await aTenant();
  const member = await aMember(ground);
  const bound = { secondFactor: { otherwise: 'required' as const } };
  const drop = async (code?: string) =>
    perform(dropLostFactors, under(await signedInMember(ground, member, { code }), bound), {
      factorIds: member.factorId,
    });
  await expect(drop()).rejects.toMatchObject({ code: 'factor_is_the_last' });
  await expect(drop(member.recoveryCodes[0])).resolves.toEqual({ dropped: 1 });
});

test('a password alone opens nothing in a secured account, and enrols no new factor', async () => {
  const ground = await aTenant();
  const member = await aMember(ground, { withTotp: false });
  await perform(secureOwnAccount, await signedInMember(ground, member), {});
  const thief = await signedInMember(ground, member, { at: at(1) });
  await expect(perform(renewCredentials, thief, { password: NEW_PASSWORD })).rejects.toMatchObject({
    code: 'needs_fresh_second_factor',
  });
  await expect(perform(beginTotp, thief, {})).rejects.toMatchObject({ code: 'needs_new_credentials' });
});

test('a proof that is no longer fresh sets no new password', async () => {
  const { ground, member } = await aSecuredMember();
  const back = await signedInMember(ground, member, { code: member.recoveryCodes[0], at: at(1) });
  await expect(
    perform(renewCredentials, later(back, at(7)), { password: NEW_PASSWORD }),
  ).rejects.toMatchObject({ code: 'needs_fresh_second_factor' });
});

test('money leaves a secured account no more until its owner lets it, and what others send arrives', async () => {
  const ground = await aTenant();
  const { tenant } = ground;
  const [ana, ben] = [
    await aCustomer(ground, { balance: 9_000n }),
    await aCustomer(ground, { balance: 9_000n }),
  ];
  const pay = async (from: typeof ana, to: typeof ana) => {
    const { quote } = await ask(quoteTransfer, from, { to: to.principal.mobile, amount: '1000' });
    return perform(transfer, from, { quote, key: randomUUID() });
  };
  const { quote } = await ask(quoteTransfer, ana, { to: ben.principal.mobile, amount: '1000' });
  await perform(secureOwnAccount, ana, {});
  const told = { code: 'wallet_is_secured', message: expect.stringContaining('Lift this under Security') };
  await expect(perform(transfer, ana, { quote, key: randomUUID() })).rejects.toMatchObject(told);
  await expect(pay(ana, ben)).rejects.toMatchObject(told);
  await pay(ben, ana);
  expect(await balanceOf(ground, ana)).toBe(10_000n);

  const proved = {
    ...ana,
    session: { ...ana.session, assurance: 2 as const, provedAt: NOON, provedBy: 'totp' },
  };
  await perform(liftOwnHold, proved, { kind: 'money_out' });
  await pay(ana, ben);
  await expect(perform(liftOwnHold, proved, { kind: 'money_out' })).rejects.toMatchObject({
    code: 'nothing_is_held',
  });
  expect(await inTenant(tenant.id, (tx) => holdsOn(tx, tenant.id, ana.principal.id, NOON))).toEqual([
    'credentials',
    'messages',
    'sim_swap',
  ]);
});

test('an agent lets go of nothing, an admin with a reason does, and nobody for themselves or an owner', async () => {
  const ground = await aTenant();
  const { tenant } = ground;
  const [agent, admin, owner] = [
    await ground.person(['agent']),
    await ground.person(['admin']),
    await ground.person(['owner']),
  ];
  const member = await aMember(ground);
  for (const personId of [member.personId, admin.principal.id, owner.principal.id])
    await inTenant(tenant.id, (tx) =>
      placeHold(tx, tenant.id, NOON, { personId, kind: 'money_out', reason: 'a test', placedBy: null }),
    );
  const lift = (personId: string, reason = 'Seen at the shop') => ({ personId, kind: 'money_out', reason });
  await expect(perform(liftPersonHold, agent, lift(member.personId))).rejects.toMatchObject({
    code: 'forbidden',
  });
  await expect(perform(liftPersonHold, admin, lift(member.personId, ' '))).rejects.toMatchObject({
    code: 'invalid_input',
  });
  await expect(perform(liftPersonHold, admin, lift(admin.principal.id))).rejects.toMatchObject({
    code: 'own_hold_elsewhere',
  });
  await expect(perform(liftPersonHold, admin, lift(owner.principal.id))).rejects.toMatchObject({
    code: 'owners_alone',
  });
  await perform(liftPersonHold, admin, lift(member.personId));
  expect(await toldTo(ground, member.personId)).toEqual(['email moneyHoldLifted', 'sms moneyHoldLifted']);
});

test('the use of a recovery code is told with how many are left, and with a warning from two on', async () => {
  const ground = await aTenant();
  const member = await aMember(ground);
  for (const [turn, code] of member.recoveryCodes.entries())
    if (turn < 8) await signedInMember(ground, member, { code, at: at(turn) });
  const mails = (await toldTo(ground, member.personId)).filter((told) => told.startsWith('email recovery'));
  expect(mails).toEqual([
    ...Array.from({ length: 7 }, () => 'email recoveryCodeUsed'),
    'email recoveryCodesRunOut',
  ]);
});
