import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { sessions } from '@/db/schema/auth';
import { answerTo, codeOf, type Spec } from '@/testing/deeds';
import { aTenant, later, NOON } from '@/testing/ground';
import { aBrowser, aMember, MEMBER_PASSWORD, signedInMember, toldTo } from '@/testing/members';
import { postedTo, tokenPostedTo } from '@/testing/posted';
import { after, MINUTE_MS } from '../base/clock';
import { perform } from '../command/perform';
import type { Tenant } from '../policy/tenant';
import { tenantSettings } from '../policy/tenant';
import { placeHold } from '../trust/hold';
import { changePassword } from './password-change';
import { forgotPassword } from './password-forgot';
import { resetPassword } from './password-reset';
import { refusalOfPassword } from './password-rules';
import { signIn } from './sign-in';
import { totpCode } from './totp';

const mary = {
  name: 'Mary Uwimana',
  email: 'mary.uwimana@example.com',
  mobile: '+250788123456',
  roles: ['user'],
  hasFactor: false,
};
const NEW = 'seven quiet herons at dusk';

async function judge(
  password: string,
  over: { password?: object; roles?: string[]; hasFactor?: boolean } = {},
) {
  const ground = await aTenant({ name: 'Kivu Telecom' });
  const signInSettings = { password: { blocklist: ['umuganda'], ...over.password } };
  const settings = tenantSettings.parse({ signIn: signInSettings });
  const tenant: Tenant = { ...ground.tenant, settings };
  const { roles = mary.roles, hasFactor = false } = over;
  return refusalOfPassword(tenant, password, { ...mary, roles, hasFactor })?.code;
}

test.each([
  ['fourteen letter', undefined],
  ['fourteen lette', 'password_too_short'],
  ['password1234567', 'password_is_known'],
  ['123456789012345', 'password_is_known'],
  ['1234567qwerty1234567', 'password_is_known'],
  ['aaaaaaaaaaaaaaaaaaaa', 'password_is_known'],
  ['dragondragondragon', 'password_is_known'],
  ['password password', 'password_is_known'],
  ['dragon-dragon-dragon', 'password_is_known'],
  ['MaryUwimana-2024-Kivu', 'password_says_who_you_are'],
  ['umuganda umuganda 99', 'password_says_who_you_are'],
  ['+250788123456+250788123456', 'password_says_who_you_are'],
  ['mary likes nine herons', undefined],
  ['日本語の合言葉はとても長いです', undefined],
  [NEW, undefined],
])('%s is judged %s', async (password, code) => {
  expect(await judge(password)).toBe(code);
});

test('a shorter one is enough beside a second factor that is demanded and enrolled, and nowhere else', async () => {
  const short = { password: { minLengthBeside: 8 } };
  expect(await judge('heron dusk', { ...short, roles: ['agent'], hasFactor: true })).toBeUndefined();
  expect(await judge('heron dusk', { ...short, roles: ['agent'] })).toBe('password_too_short');
  expect(await judge('heron dusk', { ...short, roles: ['user'], hasFactor: true })).toBe(
    'password_too_short',
  );
});

const answer = async (spec: unknown, who: Parameters<typeof answerTo>[1], input: unknown) =>
  codeOf(await answerTo(spec as Spec, who, input));

test('who has no second factor changes the password with the current one, wrong ones of which are counted', async () => {
  const ground = await aTenant();
  const member = await aMember(ground, { withTotp: false });
  const [here, there] = [await signedInMember(ground, member), await signedInMember(ground, member)];
  expect(await answer(changePassword, here, { password: NEW })).toBe('current_password_wrong');
  expect(await answer(changePassword, here, { currentPassword: 'not the one', password: NEW })).toBe(
    'current_password_wrong',
  );
  expect(
    await answer(changePassword, here, { currentPassword: MEMBER_PASSWORD, password: MEMBER_PASSWORD }),
  ).toBe('password_was_used');
  expect(await perform(changePassword, here, { currentPassword: MEMBER_PASSWORD, password: NEW })).toEqual({
    ended: 1,
  });
  const live = await liveSessions(ground.tenant);
  expect(live).toContain(here.session.id);
  expect(live).not.toContain(there.session.id);
  expect(await toldTo(ground, member.personId)).toEqual(
    expect.arrayContaining(['email passwordChanged', 'sms passwordChanged']),
  );
  const identifier = member.email;
  expect(await answer(signIn, aBrowser(ground), { identifier, password: MEMBER_PASSWORD })).toBe(
    'sign_in_refused',
  );
  expect(await answer(signIn, aBrowser(ground), { identifier, password: NEW })).toBe('done');
});

test('the current password cannot be guessed in a stolen session', async () => {
  const ground = await aTenant();
  const here = await signedInMember(ground, await aMember(ground, { withTotp: false }));
  for (let guess = 0; guess < 10; guess++)
    await answer(changePassword, here, { currentPassword: `guess ${guess}`, password: NEW });
  expect(await answer(changePassword, here, { currentPassword: MEMBER_PASSWORD, password: NEW })).toBe(
    'current_password_wrong',
  );
});

test('who has a second factor shows it fresh, and no password stands in for it', async () => {
  const ground = await aTenant();
  const member = await aMember(ground);
  const person = await signedInMember(ground, member);
  const stale = later(person, after(NOON, 6 * MINUTE_MS));
  const input = { currentPassword: MEMBER_PASSWORD, password: NEW };
  expect(await answer(changePassword, stale, input)).toBe('needs_fresh_second_factor');
  expect(await answer(changePassword, person, { password: NEW })).toBe('done');
});

test('a former password does not come back while the tenant remembers it', async () => {
  const ground = await aTenant();
  const member = await aMember(ground, { withTotp: false });
  const here = await signedInMember(ground, member);
  await perform(changePassword, here, { currentPassword: MEMBER_PASSWORD, password: NEW });
  const back = { currentPassword: NEW, password: MEMBER_PASSWORD };
  expect(await answer(changePassword, here, back)).toBe('password_was_used');
  const { settings } = ground.tenant;
  const forgetful = { ...settings.signIn, password: { ...settings.signIn.password, history: 1 } };
  const tenant = { ...ground.tenant, settings: { ...settings, signIn: forgetful } };
  expect(await answer(changePassword, { ...here, tenant }, back)).toBe('done');
});

test('a forgotten password is set anew by the link, once, with the second factor; every session ends', async () => {
  const ground = await aTenant();
  const member = await aMember(ground);
  const [browser, identifier] = [aBrowser(ground), member.email];
  await signedInMember(ground, member);
  await perform(forgotPassword, browser, { identifier });
  const token = await tokenPostedTo(ground.tenant, identifier);
  const code = totpCode(member.secret, after(NOON, MINUTE_MS));
  const soon = later(browser, after(NOON, MINUTE_MS));
  const wrong = code === '000000' ? '000001' : '000000';
  expect(await answer(resetPassword, soon, { token, password: 'too short' })).toBe('password_too_short');
  expect(await answer(resetPassword, soon, { token, password: NEW })).toBe('reset_needs_factor');
  expect(await answer(resetPassword, soon, { token, password: NEW, code: wrong })).toBe('factor_refused');
  expect(await answer(resetPassword, soon, { token, password: NEW, code })).toBe('done');
  expect(await answer(resetPassword, soon, { token, password: `${NEW} again`, code })).toBe('link_refused');
  expect(await liveSessions(ground.tenant)).toEqual([]);
  expect(await toldTo(ground, member.personId)).toEqual(
    expect.arrayContaining(['email passwordReset', 'sms passwordReset']),
  );
});

test('a link for a new password is nothing when it is late, superseded, of another tenant, or tried three times', async () => {
  const [ground, abroad] = [await aTenant(), await aTenant()];
  const { email: identifier, recoveryCodes } = await aMember(ground);
  const [code = ''] = recoveryCodes;
  const browser = aBrowser(ground);
  const ask = async () => {
    await perform(forgotPassword, browser, { identifier });
    return tokenPostedTo(ground.tenant, identifier);
  };
  const reset = (token: string, at = NOON, factor = code) =>
    answer(resetPassword, later(browser, at), { token, password: NEW, code: factor });
  const first = await ask();
  const second = await ask();
  expect(await reset(first)).toBe('link_refused');
  expect(await reset(second, after(NOON, 15 * MINUTE_MS))).toBe('link_refused');
  expect(await answer(resetPassword, aBrowser(abroad), { token: second, password: NEW, code })).toBe(
    'link_refused',
  );
  for (let miss = 0; miss < 3; miss++)
    expect(await reset(second, NOON, 'abcdefghijklmnop')).toBe('factor_refused');
  expect(await reset(second)).toBe('link_refused');
  const third = await ask();
  const atOnce = await Promise.all(Array.from({ length: 5 }, () => reset(third)));
  expect(atOnce.filter((one) => one === 'done')).toHaveLength(1);
});

test('whose credentials are held back is sent no link, and one from before is worth nothing', async () => {
  const ground = await aTenant();
  const { tenant } = ground;
  const { email: identifier, personId } = await aMember(ground, { withTotp: false });
  await perform(forgotPassword, aBrowser(ground), { identifier });
  const token = await tokenPostedTo(tenant, identifier);
  await inTenant(tenant.id, (tx) =>
    placeHold(tx, tenant.id, NOON, { personId, kind: 'credentials', reason: 'secured', placedBy: null }),
  );
  expect(await answer(forgotPassword, aBrowser(ground), { identifier })).toBe('done');
  expect((await postedTo(tenant, identifier)).map(({ channel }) => channel).toSorted()).toEqual([
    'email',
    'none',
  ]);
  expect(await answer(resetPassword, aBrowser(ground), { token, password: NEW })).toBe('link_refused');
});

async function liveSessions(tenant: Tenant): Promise<string[]> {
  const rows = await inTenant(tenant.id, (tx) =>
    tx.select({ id: sessions.id, revokedAt: sessions.revokedAt }).from(sessions),
  );
  return rows.filter(({ revokedAt }) => revokedAt === null).map(({ id }) => id);
}
