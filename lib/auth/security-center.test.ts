import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { aTenant, facts, later, NOON } from '@/testing/ground';
import { aBrowser, aMember, lookedUp, signedInMember } from '@/testing/members';
import { after, MINUTE_MS } from '../base/clock';
import { ask } from '../command/ask';
import { perform } from '../command/perform';
import { ownActivity } from '../person/own-activity';
import { endOtherSessions, endSession, forgetDevice } from './end-session';
import { forgiveFailures, ownSecurity } from './security-center';
import { signIn } from './sign-in';

const at = (minutes: number) => after(NOON, minutes * MINUTE_MS);

async function twoBrowsers() {
  const ground = await aTenant();
  const member = await aMember(ground);
  const first = await signedInMember(ground, member);
  const second = await signedInMember(ground, member, { at: at(2) });
  return { ground, member, first, second };
}

test('the centre names every factor, the codes that are left, both sessions and both browsers', async () => {
  const { first, second } = await twoBrowsers();
  const seen = await ask(ownSecurity, second, {});
  expect(seen).toMatchObject({
    demand: 'optional',
    missing: null,
    passwordChangedAt: NOON,
    recoveryCodesLeft: 10,
    apps: [{ name: 'Authenticator', since: NOON }],
    passkeys: [],
    failures: { count: 0, of: 100 },
  });
  expect(seen.sessions).toMatchObject([
    { id: second.session.id, current: true, methods: ['password', 'totp'], assurance: 2, since: at(2) },
    { id: first.session.id, current: false, since: NOON },
  ]);
  expect(seen.devices).toMatchObject([
    { id: second.request.deviceId, current: true },
    { id: first.request.deviceId, current: false },
  ]);
});

test('a session that is ended in one browser is dead in the other, and its own lives on', async () => {
  const { ground, first, second } = await twoBrowsers();
  await perform(endSession, second, { sessionId: first.session.id });
  await expect(lookedUp(ground, aBrowser(ground, at(3)), first.session.id)).rejects.toThrow('over');
  await lookedUp(ground, aBrowser(ground, at(3)), second.session.id);
  await expect(perform(endSession, second, { sessionId: first.session.id })).rejects.toMatchObject({
    code: 'not_found',
  });
});

test('somebody else’s session is not found, and lives on', async () => {
  const { ground, first } = await twoBrowsers();
  const stranger = await signedInMember(ground, await aMember(ground), { at: at(4) });
  await expect(perform(endSession, stranger, { sessionId: first.session.id })).rejects.toMatchObject({
    code: 'not_found',
  });
  await lookedUp(ground, aBrowser(ground, at(4)), first.session.id);
});

test('all others end at once, and only they', async () => {
  const { ground, member, first, second } = await twoBrowsers();
  const third = await signedInMember(ground, member, { at: at(4) });
  expect(await perform(endOtherSessions, third, {})).toEqual({ ended: 2 });
  for (const { session } of [first, second])
    await expect(lookedUp(ground, aBrowser(ground, at(5)), session.id)).rejects.toThrow('over');
  await lookedUp(ground, aBrowser(ground, at(5)), third.session.id);
});

test('a browser that is forgotten is known no more, and its session ends', async () => {
  const { ground, first, second } = await twoBrowsers();
  expect(await perform(forgetDevice, second, { deviceId: first.request.deviceId })).toEqual({ ended: 1 });
  await expect(lookedUp(ground, aBrowser(ground, at(3)), first.session.id)).rejects.toThrow('over');
  expect((await ask(ownSecurity, second, {})).devices).toMatchObject([{ id: second.request.deviceId }]);
  const other = await signedInMember(ground, await aMember(ground), { at: at(6) });
  await expect(perform(forgetDevice, other, { deviceId: second.request.deviceId })).rejects.toMatchObject({
    code: 'not_found',
  });
});

test('wrong passwords of strangers are counted, seen with their place, and forgiven by a fresh second factor', async () => {
  const { ground, member, second } = await twoBrowsers();
  const request = facts(at(3), {
    ip: '41.186.0.1',
    userAgent: 'Chrome/140.0 (Android 15)',
    deviceId: randomUUID(),
  });
  const guesser = { ...ground.stranger(at(3)), request };
  for (const password of ['a first long guess', 'a second long guess'])
    await expect(perform(signIn, guesser, { identifier: member.email, password })).rejects.toMatchObject({
      code: 'sign_in_refused',
    });
  expect((await ask(ownSecurity, later(second, at(4)), {})).failures.count).toBe(2);
  const { events } = await ask(ownActivity, second, { kind: 'sign-in', outcome: 'refused' });
  expect(events).toMatchObject([
    { command: 'auth.sign-in', by: 'stranger', ip: '41.186.0.1', country: 'RW', browser: 'Chrome · Android' },
    { command: 'auth.sign-in', by: 'stranger' },
  ]);

  await expect(perform(forgiveFailures, later(second, at(30)), {})).rejects.toMatchObject({
    code: 'needs_fresh_second_factor',
  });
  await perform(forgiveFailures, later(second, at(4)), {});
  expect((await ask(ownSecurity, later(second, at(4)), {})).failures.count).toBe(0);
});
