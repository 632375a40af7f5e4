import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { answerTo, codeOf, type Spec } from '@/testing/deeds';
import { aTenant, later, NOON } from '@/testing/ground';
import { aBrowser, aMember, lookedUp, MEMBER_PASSWORD, redeemed } from '@/testing/members';
import { codePostedTo, tokenPostedTo } from '@/testing/posted';
import { after, MINUTE_MS } from '../base/clock';
import { ask } from '../command/ask';
import { perform } from '../command/perform';
import { resendVerification, verifyAddress } from '../person/verify-address';
import type { Actor, Stranger } from '../policy/actor';
import { sendSignInCode } from './code-send';
import { signInByCode } from './code-sign-in';
import { sendSecondFactor } from './factor-send';
import { forgotPassword } from './password-forgot';
import { resetPassword } from './password-reset';
import { sendResetFactor } from './password-reset-send';
import { signIn } from './sign-in';
import { signInSecondFactor } from './sign-in-second-factor';
import { totpCode } from './totp';
import { signInWays } from './ways';

const answer = async (spec: unknown, who: Actor, input: unknown) =>
  codeOf(await answerTo(spec as Spec, who, input));

test('a code to the phone opens a session at AAL1, and after a password one at AAL2', async () => {
  const ground = await aTenant();
  const [plain, guarded] = [await aMember(ground, { withTotp: false }), await aMember(ground)];
  const browser = aBrowser(ground);
  const { signInId } = await perform(sendSignInCode, browser, { identifier: plain.mobile, channel: 'sms' });
  const opened = await perform(signInByCode, browser, {
    signInId,
    code: await codePostedTo(ground.tenant, plain.mobile),
  });
  const { session } = await redeemed(ground, browser, opened.next === 'session' ? opened.ticket : '');
  expect(session).toMatchObject({ assurance: 1, methods: ['sms-code'], provedAt: null });

  const first = await perform(signIn, browser, { identifier: guarded.email, password: MEMBER_PASSWORD });
  const awaited = first.next === 'second-factor' ? first.signInId : '';
  await perform(sendSecondFactor, browser, { signInId: awaited, channel: 'sms' });
  const code = await codePostedTo(ground.tenant, guarded.mobile);
  const { ticket } = await perform(signInSecondFactor, browser, { signInId: awaited, code });
  const lifted = await redeemed(ground, browser, ticket);
  expect(lifted.session).toMatchObject({
    assurance: 2,
    methods: ['password', 'sms-code'],
    provedBy: 'sms-code',
  });
  expect((await lookedUp(ground, browser, lifted.session.id)).principal.id).toBe(guarded.personId);
});

test('two codes to one phone are one factor: who has an app is not let in by them', async () => {
  const ground = await aTenant();
  const member = await aMember(ground);
  const browser = aBrowser(ground);
  const { signInId } = await perform(sendSignInCode, browser, { identifier: member.mobile, channel: 'sms' });
  const code = await codePostedTo(ground.tenant, member.mobile);
  await expect(perform(signInByCode, browser, { signInId, code })).rejects.toMatchObject({
    code: 'first_factor_pairs_with_nothing',
  });
  const byMail = await perform(sendSignInCode, browser, { identifier: member.email, channel: 'email' });
  const next = await perform(signInByCode, browser, {
    signInId: byMail.signInId,
    code: await codePostedTo(ground.tenant, member.email),
  });
  expect(next).toMatchObject({ next: 'second-factor' });
});

test('a sign-in of which nothing was shown yet cannot be ended with a second factor', async () => {
  const ground = await aTenant();
  const member = await aMember(ground);
  const [code = ''] = member.recoveryCodes;
  const browser = aBrowser(ground);
  const { signInId } = await perform(sendSignInCode, browser, { identifier: member.email, channel: 'email' });
  expect(await answer(signInSecondFactor, browser, { signInId, code })).toBe('factor_refused');
  expect(await answer(sendSecondFactor, browser, { signInId, channel: 'sms' })).toBe('sign_in_expired');
});

test('a tenant switches each way off, and a way that is off is off for everybody', async () => {
  const ground = await aTenant();
  const { settings } = ground.tenant;
  const ways = { ...settings.signIn.ways, smsCode: false };
  const tenant = { ...ground.tenant, settings: { ...settings, signIn: { ...settings.signIn, ways } } };
  const browser: Stranger = { ...aBrowser(ground), tenant };
  for (const identifier of ['nobody@example.com', (await aMember(ground)).email]) {
    expect(await answer(sendSignInCode, browser, { identifier, channel: 'sms' })).toBe('way_is_off');
    expect(await answer(sendSignInCode, browser, { identifier, channel: 'email' })).toBe('done');
  }
});

test('a link for a new password that came by e-mail takes a code by SMS beside it; one that came by SMS does not', async () => {
  const ground = await aTenant();
  const { tenant } = ground;
  const [member, other] = [await aMember(ground), await aMember(ground)];
  const browser = aBrowser(ground);
  const password = 'seven quiet herons at dusk';
  await perform(forgotPassword, browser, { identifier: member.email });
  const token = await tokenPostedTo(tenant, member.email);
  expect(await answer(resetPassword, browser, { token, password })).toBe('reset_needs_factor');
  await perform(sendResetFactor, browser, { token, channel: 'sms' });
  const code = await codePostedTo(tenant, member.mobile);
  expect(await answer(resetPassword, browser, { token, password, code })).toBe('done');

  await perform(forgotPassword, browser, { identifier: other.mobile });
  const bySms = await tokenPostedTo(tenant, other.mobile);
  expect(await answer(sendResetFactor, browser, { token: bySms, channel: 'sms' })).toBe(
    'factor_cannot_be_sent',
  );
  const [recovery = ''] = other.recoveryCodes;
  expect(await answer(resetPassword, browser, { token: bySms, password, code: recovery })).toBe('done');
});

test('a new verification code may be had five times in an hour, and lives ten minutes', async () => {
  const ground = await aTenant();
  const person = await ground.person(['user'], { email: 'nadine@example.com' });
  const claimant = { ...person, principal: { ...person.principal, verified: false } };
  for (let time = 0; time < 5; time++) expect(await answer(resendVerification, claimant, {})).toBe('done');
  expect(await answer(resendVerification, claimant, {})).toBe('code_sent_often');
  const code = await codePostedTo(ground.tenant, 'nadine@example.com');
  const enter = (minutes: number) =>
    answer(verifyAddress, later(claimant, after(NOON, minutes * MINUTE_MS)), { code });
  expect(await enter(10)).toBe('code_refused');
  expect(await enter(9)).toBe('done');
});

test('the page of a second factor offers what can be sent, with the number as its owner knows it again', async () => {
  const ground = await aTenant();
  const member = await aMember(ground);
  const browser = aBrowser(ground);
  const begun = await perform(signIn, browser, { identifier: member.email, password: MEMBER_PASSWORD });
  const signInId = begun.next === 'second-factor' ? begun.signInId : '';
  const ways = async (who: Actor) => (await ask(signInWays, who, { signInId })).ways;
  const sent = (await ways(browser)).filter(({ way }) => way === 'sms' || way === 'whatsapp');
  expect(sent).toHaveLength(2);
  for (const { address } of sent)
    expect(address).toMatch(new RegExp(`^\\+250 .*•.* ${member.mobile.slice(-3)}$`));
  const { settings } = ground.tenant;
  const secondFactor = { ...settings.signIn.secondFactor, byMessage: false };
  const tenant = {
    ...ground.tenant,
    settings: { ...settings, signIn: { ...settings.signIn, secondFactor } },
  };
  expect((await ways({ ...browser, tenant })).map(({ way }) => way)).toEqual(['totp', 'recovery']);
  expect((await ways(aBrowser(ground))).map(({ way }) => way)).toEqual(['totp', 'recovery']);
  expect(await answer(sendSecondFactor, { ...browser, tenant }, { signInId, channel: 'sms' })).toBe(
    'factor_cannot_be_sent',
  );
});

test('the clock of an authenticator that is a step off is written down with the code that was taken', async () => {
  const ground = await aTenant();
  const member = await aMember(ground);
  const browser = aBrowser(ground);
  const begun = await perform(signIn, browser, { identifier: member.email, password: MEMBER_PASSWORD });
  const signInId = begun.next === 'second-factor' ? begun.signInId : '';
  const code = totpCode(member.secret, after(NOON, -30_000));
  expect(await answer(signInSecondFactor, browser, { signInId, code })).toBe('done');
  const { rows } = await inTenant(ground.tenant.id, (tx) =>
    tx.$client.query<{ change: object }>(
      `select change from audit_events where tenant_id = $1 and command = 'auth.second-factor'`,
      [ground.tenant.id],
    ),
  );
  expect(rows.at(-1)?.change).toMatchObject({ method: 'totp', skew: -1 });
});
