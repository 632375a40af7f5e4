import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import type { Ground } from '@/testing/ground';
import { aTenant, facts, later, NOON } from '@/testing/ground';
import { QUERY_NAMES } from '../catalogue';
import { perform } from '../command/perform';
import { insertPerson } from '../person/new-person';
import type { Stranger } from '../policy/actor';
import { findActiveSession } from './active-session';
import { redeemTicket } from './open-session';
import { hashPassword } from './password';
import { sampleFactor } from './sample-factor';
import { signIn } from './sign-in';
import { signInSecondFactor } from './sign-in-second-factor';
import { signOut, signOutEverywhere } from './sign-out';
import { stepUp } from './step-up';
import { storePassword } from './store-password';
import { totpCode } from './totp';
import { beginTotp, confirmTotp } from './totp-enrolment';

const PASSWORD = 'four words are enough';
const MINUTE = 60_000;
const at = (minutes: number) => new Date(NOON.getTime() + minutes * MINUTE);
const isQuery = (name: never) => QUERY_NAMES.has(name);

async function aMember(
  { tenant }: Ground,
  over: { email?: string; mobile?: string; roles?: string[]; withTotp?: boolean } = {},
) {
  const { email = `m-${randomUUID()}@example.com`, mobile = null, roles = ['user'], withTotp = false } = over;
  return inTenant(tenant.id, async (tx) => {
    const personId = await insertPerson(tx, tenant.id, NOON, {
      name: 'Mary Member',
      email,
      emailVerifiedAt: NOON,
      mobile,
      mobileVerifiedAt: mobile ? NOON : null,
      status: 'active',
      roles,
    });
    await storePassword(tx, tenant.id, personId, await hashPassword(PASSWORD), NOON);
    const factor = withTotp
      ? await sampleFactor({ tx, tenant, now: NOON, actorId: personId }, personId)
      : undefined;
    return { personId, email, secret: factor?.secret ?? '' };
  });
}

const browser = (ground: Ground, when = NOON, over: { ip?: string; deviceId?: string } = {}): Stranger => ({
  ...ground.stranger(when),
  request: facts(when, { deviceId: randomUUID(), ...over }),
});

async function signedIn(ground: Ground, who: Stranger, identifier: string) {
  const output = await perform(signIn, who, { identifier, password: PASSWORD });
  if (output.next !== 'session') throw new Error('a second factor was asked for');
  const claims = await redeemTicket(ground.tenant, who.request, output.ticket);
  if (!claims) throw new Error('the ticket was refused');
  const actor = await findActiveSession(ground.tenant, who.request, claims.sid, isQuery as never);
  if (!actor) throw new Error('no session');
  return actor;
}

test('e-mail in any case and the number in any spelling open the same account, at AAL1', async () => {
  const ground = await aTenant();
  const { email, personId } = await aMember(ground, { email: 'mary@example.com', mobile: '+250780000001' });
  for (const identifier of [email.toUpperCase(), '0780000001', '+250 780 000 001', '250780000001']) {
    const { principal, session } = await signedIn(ground, browser(ground), identifier);
    expect(principal.id).toBe(personId);
    expect(session).toMatchObject({ assurance: 1, methods: ['password'], provedAt: null });
  }
});

test('an unknown name, a wrong password, an ended account and no password at all get the same answer', async () => {
  const ground = await aTenant();
  const { email } = await aMember(ground);
  const staffAdded = await inTenant(ground.tenant.id, (tx) =>
    insertPerson(tx, ground.tenant.id, NOON, {
      name: 'No Password',
      mobile: '+250780000009',
      status: 'invited',
      roles: ['user'],
    }),
  );
  expect(staffAdded).toBeTruthy();
  const answers = [];
  for (const [identifier, password] of [
    ['nobody@example.com', PASSWORD],
    [email, 'not the password'],
    ['+250780000009', PASSWORD],
    ['?', PASSWORD],
  ] as const) {
    answers.push(
      await perform(signIn, browser(ground), { identifier, password }).catch((refusal) => [
        refusal.code,
        refusal.message,
        refusal.status,
      ]),
    );
  }
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
});

test('the name of another tenant opens nothing here', async () => {
  const [ours, theirs] = [await aTenant(), await aTenant()];
  const { email } = await aMember(theirs);
  await expect(
    perform(signIn, browser(ours), { identifier: email, password: PASSWORD }),
  ).rejects.toMatchObject({ code: 'sign_in_refused' });
});

test('a stranger who guesses is stopped, says nothing of it, and leaves the owner their own browser', async () => {
  const ground = await aTenant();
  const { email } = await aMember(ground, { mobile: '+250780000002' });
  const home = browser(ground, NOON, { ip: '10.0.0.1' });
  await signedIn(ground, home, email);
  for (let guess = 0; guess < 12; guess++) {
    const attacker = browser(ground, NOON, { ip: `10.1.0.${guess}` });
    const identifier = guess % 2 ? email : '0780000002';
    await expect(perform(signIn, attacker, { identifier, password: `guess ${guess}` })).rejects.toMatchObject(
      { code: 'sign_in_refused' },
    );
  }
  const right = { identifier: email, password: PASSWORD };
  await expect(perform(signIn, browser(ground, NOON, { ip: '10.2.0.1' }), right)).rejects.toMatchObject({
    code: 'sign_in_refused',
  });
  await expect(perform(signIn, home, right)).resolves.toMatchObject({ next: 'session' });
});

test('an unknown name spends a budget of its own, as a known one does', async () => {
  const ground = await aTenant();
  const codes = [];
  for (let guess = 0; guess < 12; guess++) {
    const attacker = browser(ground, NOON, { ip: `10.3.0.${guess}` });
    codes.push(
      await perform(signIn, attacker, { identifier: 'ghost@example.com', password: 'x' }).catch(
        (refusal) => refusal.code,
      ),
    );
  }
  expect(new Set(codes)).toEqual(new Set(['sign_in_refused']));
});

test('one address that tries many names is stopped', async () => {
  const ground = await aTenant();
  const { email } = await aMember(ground);
  for (let guess = 0; guess < 50; guess++) {
    await perform(signIn, browser(ground, NOON, { ip: '10.4.0.1' }), {
      identifier: `n${guess}@example.com`,
      password: 'x',
    }).catch(() => undefined);
  }
  await expect(
    perform(signIn, browser(ground, NOON, { ip: '10.4.0.1' }), { identifier: email, password: PASSWORD }),
  ).rejects.toMatchObject({ code: 'sign_in_refused' });
});

test('with an authenticator the password alone gives no session, and its code gives AAL2 once', async () => {
  const ground = await aTenant();
  const { email, secret, personId } = await aMember(ground, { withTotp: true });
  const who = browser(ground);
  const first = await perform(signIn, who, { identifier: email, password: PASSWORD });
  if (first.next !== 'second-factor') throw new Error('no second factor was asked for');
  const code = totpCode(secret, NOON);
  const elsewhere = browser(ground);
  await expect(
    perform(signInSecondFactor, elsewhere, { signInId: first.signInId, code }),
  ).rejects.toMatchObject({ code: 'sign_in_expired' });
  await expect(
    perform(signInSecondFactor, who, {
      signInId: first.signInId,
      code: code === '000000' ? '000001' : '000000',
    }),
  ).rejects.toMatchObject({ code: 'factor_refused' });
  const { ticket } = await perform(signInSecondFactor, who, { signInId: first.signInId, code });
  expect(await redeemTicket(ground.tenant, elsewhere.request, ticket)).toBeUndefined();
  const claims = await redeemTicket(ground.tenant, who.request, ticket);
  expect(claims).toMatchObject({ personId, assurance: 2 });
  expect(await redeemTicket(ground.tenant, who.request, ticket)).toBeUndefined();

  const again = await perform(signIn, who, { identifier: email, password: PASSWORD });
  if (again.next !== 'second-factor') throw new Error('no second factor was asked for');
  await expect(perform(signInSecondFactor, who, { signInId: again.signInId, code })).rejects.toMatchObject({
    code: 'factor_refused',
  });
});

test('a ticket is worth nothing after a minute, and a sign-in nothing after five', async () => {
  const ground = await aTenant();
  const { email, secret } = await aMember(ground, { withTotp: true });
  const who = browser(ground);
  const first = await perform(signIn, who, { identifier: email, password: PASSWORD });
  if (first.next !== 'second-factor') throw new Error('no second factor was asked for');
  const late = later(who, at(6));
  await expect(
    perform(signInSecondFactor, late, { signInId: first.signInId, code: totpCode(secret, at(6)) }),
  ).rejects.toMatchObject({ code: 'sign_in_expired' });
  const plain = await aMember(ground);
  const output = await perform(signIn, who, { identifier: plain.email, password: PASSWORD });
  if (output.next !== 'session') throw new Error('a second factor was asked for');
  expect(await redeemTicket(ground.tenant, later(who, at(2)).request, output.ticket)).toBeUndefined();
});

test('a session ends idle after 30 minutes, for good after 12 hours, and at once when it is revoked', async () => {
  const ground = await aTenant();
  const { email } = await aMember(ground);
  const who = browser(ground);
  const find = (id: string, minutes: number) =>
    findActiveSession(ground.tenant, later(who, at(minutes)).request, id, isQuery as never);
  const { session } = await signedIn(ground, who, email);
  expect(await find(session.id, 29)).toBeDefined();
  expect(await find(session.id, 58)).toBeDefined();
  expect(await find(session.id, 89)).toBeUndefined();

  const busy = await signedIn(ground, who, email);
  for (let minute = 25; minute < 12 * 60; minute += 25)
    expect(await find(busy.session.id, minute)).toBeDefined();
  expect(await find(busy.session.id, 12 * 60 + 1)).toBeUndefined();

  const [here, there] = [await signedIn(ground, who, email), await signedIn(ground, who, email)];
  await perform(signOut, here, {});
  expect(await find(here.session.id, 0)).toBeUndefined();
  expect(await find(there.session.id, 0)).toBeDefined();
  await perform(signOutEverywhere, there, {});
  expect(await find(there.session.id, 0)).toBeUndefined();
});

test('the first authenticator needs the password alone, brings ten recovery codes, and lifts the session to AAL2', async () => {
  const ground = await aTenant();
  const { email } = await aMember(ground);
  const who = browser(ground);
  const actor = await signedIn(ground, who, email);
  const begun = await perform(beginTotp, actor, {});
  await expect(
    perform(confirmTotp, actor, { factorId: begun.factorId, code: '000000' }),
  ).rejects.toMatchObject({ code: 'factor_refused' });
  const { recoveryCodes } = await perform(confirmTotp, actor, {
    factorId: begun.factorId,
    code: totpCode(begun.secret, NOON),
  });
  expect(new Set(recoveryCodes).size).toBe(10);
  const raised = await findActiveSession(ground.tenant, who.request, actor.session.id, isQuery as never);
  expect(raised?.session).toMatchObject({ assurance: 2, provedAt: NOON });
  expect(raised?.principal.mfaEnabled).toBe(true);

  const [spent = ''] = recoveryCodes;
  const back = await perform(signIn, who, { identifier: email, password: PASSWORD });
  if (back.next !== 'second-factor') throw new Error('no second factor was asked for');
  await perform(signInSecondFactor, who, { signInId: back.signInId, code: spent.toUpperCase() });
  const again = await perform(signIn, who, { identifier: email, password: PASSWORD });
  if (again.next !== 'second-factor') throw new Error('no second factor was asked for');
  await expect(
    perform(signInSecondFactor, who, { signInId: again.signInId, code: spent }),
  ).rejects.toMatchObject({ code: 'factor_refused' });
});

test('who has an authenticator adds another only with the one they have, fresh', async () => {
  const ground = await aTenant();
  const { email, secret } = await aMember(ground);
  expect(secret).toBe('');
  const who = browser(ground);
  const actor = await signedIn(ground, who, email);
  const begun = await perform(beginTotp, actor, {});
  await perform(confirmTotp, actor, { factorId: begun.factorId, code: totpCode(begun.secret, NOON) });
  const sixOn = await findActiveSession(
    ground.tenant,
    later(who, at(6)).request,
    actor.session.id,
    isQuery as never,
  );
  if (!sixOn) throw new Error('no session');
  await expect(perform(beginTotp, sixOn, {})).rejects.toMatchObject({ code: 'needs_fresh_second_factor' });
  await perform(stepUp, sixOn, { code: totpCode(begun.secret, at(6)) });
  const fresh = await findActiveSession(
    ground.tenant,
    later(who, at(6)).request,
    actor.session.id,
    isQuery as never,
  );
  if (!fresh) throw new Error('no session');
  await expect(perform(beginTotp, fresh, {})).resolves.toMatchObject({ factorId: expect.any(String) });
});

test('of two tries with one code at once, one wins', async () => {
  const ground = await aTenant();
  const { email } = await aMember(ground);
  const who = browser(ground);
  const actor = await signedIn(ground, who, email);
  const begun = await perform(beginTotp, actor, {});
  await perform(confirmTotp, actor, { factorId: begun.factorId, code: totpCode(begun.secret, NOON) });
  const code = totpCode(begun.secret, at(2));
  const tries = await Promise.allSettled(
    [1, 2, 3, 4].map(() => perform(stepUp, later(actor, at(2)), { code })),
  );
  expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});
