import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { aTenant, type Ground, later, NOON } from '@/testing/ground';
import { aBrowser, aMember, lookedUp, MEMBER_PASSWORD, signedInMember } from '@/testing/members';
import { signIn } from '../auth/sign-in';
import { after, DAY_MS, HOUR_MS, MINUTE_MS } from '../base/clock';
import { ask } from '../command/ask';
import { perform } from '../command/perform';
import type { Person } from '../policy/actor';
import { refusalOf } from '../policy/authorise';
import type { Tenant } from '../policy/tenant';
import { tenantSettings } from '../policy/tenant';
import { listEvents, showEvent } from './audit-log';
import { showSignIn } from './show-sign-in';
import { readSettings } from './stored-settings';
import { updateSignIn } from './update-sign-in';

const FORM = {
  version: 'none',
  ways: ['password', 'passkey'],
  ...{ otherwise: 'optional', kinds: 'any', freshBy: 'second-factor', byMessage: 'on' },
  ...{ graceDays: 0, minLength: 15, minLengthBeside: 15, history: 10 },
  ...{ messageMinutes: 5, linkMinutes: 10, idleMinutes: 30, absoluteHours: 12, freshMinutes: 5 },
};

/** The tenant as a node sees it once it has looked again. */
async function lookedAgain({ tenant }: Ground): Promise<Tenant> {
  const { settings } = await inTenant(tenant.id, (tx) => readSettings(tx, tenant.id));
  return { ...tenant, settings };
}

const withTenant = (person: Person, tenant: Tenant): Person => ({ ...person, tenant });

test('what is set is stored, shown, and recorded with what was before; a second change of the same state is refused', async () => {
  const ground = await aTenant();
  const admin = await ground.person(['admin']);
  await perform(updateSignIn, admin, {
    ...FORM,
    idleMinutes: 20,
    ways: 'password',
    blocklist: 'Inyange\nkigali',
  });
  const shown = await ask(showSignIn, admin, {});
  expect(shown).toMatchObject({
    version: NOON.toISOString(),
    changedBy: admin.principal.name,
    policy: { sessionIdleMs: 20 * MINUTE_MS, signIn: { ways: { password: true, passkey: false } } },
  });
  expect(shown.policy.signIn.password.blocklist).toEqual(['inyange', 'kigali']);
  await expect(perform(updateSignIn, admin, FORM)).rejects.toMatchObject({
    code: 'settings_changed_meanwhile',
  });
  const { events } = await ask(listEvents, admin, { command: 'tenant.sign-in.update', outcome: 'done' });
  const { change } = await ask(showEvent, admin, { eventId: events[0]?.id });
  expect(change).toMatchObject({ sessionIdleMs: [30 * MINUTE_MS, 20 * MINUTE_MS] });
});

test('of two who change at the same moment, one wins and the other is told', async () => {
  const ground = await aTenant();
  const [one, other] = [await ground.person(['admin']), await ground.person(['owner'])];
  const ends = await Promise.allSettled([
    perform(updateSignIn, one, { ...FORM, idleMinutes: 10 }),
    perform(updateSignIn, other, { ...FORM, idleMinutes: 11 }),
  ]);
  expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(ends.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: { code: 'settings_changed_meanwhile' },
  });
});

test('the last way in stays open, short passwords want a second factor of everybody, and bounds hold', async () => {
  const ground = await aTenant();
  const admin = await ground.person(['admin']);
  const refused = (change: object) => expect(perform(updateSignIn, admin, { ...FORM, ...change })).rejects;
  await refused({ ways: [] }).toMatchObject({
    fieldErrors: { ways: ['One way to sign in must stay open.'] },
  });
  await refused({ minLengthBeside: 8 }).toMatchObject({ field: 'minLengthBeside' });
  await refused({ minLength: 14 }).toMatchObject({ field: 'minLength' });
  await refused({ messageMinutes: 11 }).toMatchObject({ field: 'messageMinutes' });
  await refused({ aaguids: 'not one' }).toMatchObject({ field: 'aaguids' });
  await perform(updateSignIn, admin, { ...FORM, minLengthBeside: 8, otherwise: 'required', agreed: 'on' });
});

test('nobody asks of others what they do not meet, nor closes their own way in', async () => {
  const ground = await aTenant();
  const admin = await ground.person(['admin']);
  await expect(perform(updateSignIn, admin, { ...FORM, kinds: 'passkey' })).rejects.toMatchObject({
    code: 'own_factor_missing',
  });
  await expect(perform(updateSignIn, admin, { ...FORM, freshBy: 'device-passkey' })).rejects.toMatchObject({
    code: 'own_passkey_missing',
  });
  await expect(perform(updateSignIn, admin, { ...FORM, ways: ['passkey'] })).rejects.toMatchObject({
    code: 'own_way_closed',
  });
});

test('a demand says first how many have to enrol and by when, and is done when that was read', async () => {
  const ground = await aTenant();
  const admin = await ground.person(['admin']);
  await aMember(ground);
  await aMember(ground, { withTotp: false });
  const before = (await ask(showSignIn, admin, {})).waiting.people;
  const demand = { ...FORM, demands: ['user:required'], graceDays: 7 };
  await expect(perform(updateSignIn, admin, demand)).rejects.toMatchObject({
    code: 'people_must_enrol',
    values: { people: String(before + 1), until: '2026-06-22' },
  });
  await perform(updateSignIn, admin, { ...demand, agreed: 'on' });
  expect((await ask(showSignIn, admin, {})).waiting).toEqual({
    people: before + 1,
    more: false,
    until: after(NOON, 7 * DAY_MS),
  });
});

test('who lacks a demanded factor goes on until the grace ends, and is sent to enrol after it', async () => {
  const ground = await aTenant();
  const admin = await ground.person(['admin']);
  const member = await signedInMember(ground, await aMember(ground, { withTotp: false }));
  await perform(updateSignIn, admin, { ...FORM, demands: 'user:required', graceDays: 7, agreed: 'on' });
  const tenant = await lookedAgain(ground);
  const when = (ms: number) =>
    refusalOf(withTenant(later(member, after(NOON, ms)), tenant), 'wallet.show', 'session')?.code;
  expect(when(7 * DAY_MS - 1)).toBeUndefined();
  expect(when(7 * DAY_MS)).toBe('needs_enrolment');
  const enrolled = {
    ...member,
    principal: { ...member.principal, enrolled: { totp: false, passkey: true } },
  };
  expect(
    refusalOf(withTenant(later(enrolled, after(NOON, 8 * DAY_MS)), tenant), 'wallet.show', 'session'),
  ).toBeUndefined();
});

test('off asks for no second factor at sign-in, and optional asks of those who have one', async () => {
  const ground = await aTenant();
  const admin = await ground.person(['admin']);
  const member = await aMember(ground);
  const enter = async (minutes: number) => {
    const browser = {
      ...aBrowser(ground, after(NOON, minutes * MINUTE_MS)),
      tenant: await lookedAgain(ground),
    };
    return (await perform(signIn, browser, { identifier: member.email, password: MEMBER_PASSWORD })).next;
  };
  expect(await enter(1)).toBe('second-factor');
  await perform(updateSignIn, admin, { ...FORM, demands: ['user:off'] });
  expect(await enter(2)).toBe('session');
});

test('a session ends when it idles, and at its absolute limit although it was active all the time', async () => {
  const ground = await aTenant({
    settings: tenantSettings.parse({ sessionIdleMs: MINUTE_MS, sessionAbsoluteMs: 5 * MINUTE_MS }),
  });
  const member = await aMember(ground, { withTotp: false });
  const idle = await signedInMember(ground, member);
  const look = (id: string, ms: number) => lookedUp(ground, aBrowser(ground, after(NOON, ms)), id);
  await look(idle.session.id, MINUTE_MS - 1);
  const busy = await signedInMember(ground, member);
  for (let second = 20; second < 300; second += 20) await look(busy.session.id, second * 1_000);
  await expect(look(busy.session.id, 5 * MINUTE_MS)).rejects.toThrow('over');
  const left = await signedInMember(ground, member);
  await expect(look(left.session.id, MINUTE_MS)).rejects.toThrow('over');
});

test('lower limits hold for the sessions that are opened from then on', async () => {
  const ground = await aTenant();
  const member = await aMember(ground, { withTotp: false });
  const admin = await ground.person(['admin']);
  await perform(updateSignIn, admin, { ...FORM, idleMinutes: 5, absoluteHours: 1 });
  const lower = { ...ground, tenant: await lookedAgain(ground) };
  const session = await signedInMember(
    { ...lower, stranger: (at) => ({ ...ground.stranger(at), tenant: lower.tenant }) },
    member,
  );
  const look = (ms: number) => lookedUp(lower, aBrowser(ground, after(NOON, ms)), session.session.id);
  for (let minute = 4; minute < 60; minute += 4) await look(minute * MINUTE_MS);
  await expect(look(HOUR_MS)).rejects.toThrow('over');
});
