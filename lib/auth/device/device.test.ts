import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { aTenant, facts, type Ground, NOON } from '@/testing/ground';
import { aMember, lookedUp, type Member, signedInMember, toldTo } from '@/testing/members';
import { after, MINUTE_MS } from '../../base/clock';
import { QUERY_NAMES } from '../../catalogue';
import { ask } from '../../command/ask';
import { perform } from '../../command/perform';
import { revokePersonDevice } from '../../person/revoke-device';
import type { Person, Stranger } from '../../policy/actor';
import { lookAtActiveSession } from '../active-session';
import { forgetDevice } from '../end-session';
import { secureOwnAccount } from '../recovery/secure';
import { ownSecurity } from '../security-center';
import { signOut } from '../sign-out';
import { stepUp } from '../step-up';
import { totpCode } from '../totp';
import { proveDevice } from './prove';
import { revokeDevice } from './revoke';
import { distrustDevice, readmitDevice, renameDevice, trustDevice } from './trust';

const ground = await aTenant();
const at = (minutes: number) => after(NOON, minutes * MINUTE_MS);

type Browser = { deviceId: string; deviceKey?: string };
const aBrowserWith = (deviceKey?: string): Browser => ({ deviceId: randomUUID(), deviceKey });
const asking = (browser: Browser, minutes: number, where: Ground = ground): Stranger => ({
  ...where.stranger(at(minutes)),
  request: facts(at(minutes), browser),
});

/** Signs a member in at a minute, in a browser. Every minute is a code of its own. */
const signInAt = (member: Member, browser: Browser, minutes: number): Promise<Person> =>
  signedInMember(ground, member, { at: at(minutes), browser: asking(browser, minutes) });

/** The next request of a session, out of any browser. */
const nextOf = ({ session }: Person, browser: Browser, minutes: number): Promise<Person> =>
  lookedUp(ground, asking(browser, minutes), session.id);

const proveAgain = (actor: Person, member: Member) =>
  perform(stepUp, actor, { code: totpCode(member.secret, actor.request.at) });

const rename = (actor: Person, deviceId: string, name = 'Mine') =>
  perform(renameDevice, actor, { deviceId, name });
const devicesOf = async (actor: Person) => (await ask(ownSecurity, actor, {})).devices;
const refusedWith = (code: string) => ({ code });

async function events(command: string): Promise<{ severity: string; change: Record<string, unknown> }[]> {
  const { rows } = await inTenant(ground.tenant.id, (tx) =>
    tx.$client.query(
      `select severity, change from audit_events where tenant_id = $1 and command = $2 and outcome = 'done' order by id`,
      [ground.tenant.id, command],
    ),
  );
  return rows;
}

test('a copied cookie does nothing without the key, however fresh its owner’s second factor, and can only leave or prove', async () => {
  const [member, own] = [await aMember(ground), aBrowserWith('key-a')];
  const first = await signInAt(member, own, 0);
  expect(first.session).toMatchObject({ boundKey: 'key-a', keyProvedAt: NOON, deviceTrust: 'known' });
  for (const thief of [
    { ...own, deviceKey: undefined },
    { ...own, deviceKey: 'key-of-a-thief' },
  ]) {
    const copied = await nextOf(first, thief, 1);
    await expect(rename(copied, own.deviceId)).rejects.toMatchObject(refusedWith('needs_device_proof'));
    await expect(perform(stepUp, copied, { code: '000000' })).rejects.toMatchObject(
      refusedWith('factor_refused'),
    );
    expect(await ask(proveDevice, copied, {})).toEqual({ device: 'missing' });
  }
  const owner = await nextOf(first, own, 1);
  await rename(owner, own.deviceId);
  expect(await ask(proveDevice, owner, {})).toEqual({ device: 'proved' });
  await perform(signOut, await nextOf(first, { ...own, deviceKey: undefined }, 2), {});
});

test('a second factor without a key releases the session: it goes on, of no device any more, and the log warns', async () => {
  const [member, own] = [await aMember(ground), aBrowserWith('key-b')];
  const first = await signInAt(member, own, 0);
  const silent = { ...own, deviceKey: undefined };
  await proveAgain(await nextOf(first, silent, 1), member);
  const released = await nextOf(first, silent, 2);
  expect(released.session).toMatchObject({ boundKey: null, keyProvedAt: null, deviceTrust: 'unknown' });
  await rename(released, own.deviceId);
  expect((await events('auth.step-up')).at(-1)).toMatchObject({
    severity: 'warning',
    change: { deviceKey: 'released' },
  });
});

test('a second factor with another key moves the session to it, and the old key opens nothing', async () => {
  const [member, own] = [await aMember(ground), aBrowserWith('key-c')];
  const first = await signInAt(member, own, 0);
  const renewed = { ...own, deviceKey: 'key-c2' };
  await proveAgain(await nextOf(first, renewed, 1), member);
  expect((await nextOf(first, renewed, 2)).session).toMatchObject({
    boundKey: 'key-c2',
    deviceTrust: 'unknown',
  });
  await expect(rename(await nextOf(first, own, 2), own.deviceId)).rejects.toMatchObject(
    refusedWith('needs_device_proof'),
  );
});

test('a session of no key is bound by a second factor that comes with one, and its browser has a key from then on', async () => {
  const [member, own] = [await aMember(ground), aBrowserWith()];
  const first = await signInAt(member, own, 0);
  expect(first.session.boundKey).toBeNull();
  const signing = { ...own, deviceKey: 'key-d' };
  await rename(await nextOf(first, signing, 1), own.deviceId);
  await proveAgain(await nextOf(first, signing, 2), member);
  const bound = await nextOf(first, signing, 3);
  expect(bound.session).toMatchObject({ boundKey: 'key-d', keyProvedAt: at(3), deviceTrust: 'known' });
  expect(await devicesOf(bound)).toMatchObject([{ hasKey: true, trustable: true, name: 'Mine' }]);
});

test('an open page that shows its key keeps no session alive', async () => {
  const [member, own] = [await aMember(ground), aBrowserWith('key-e')];
  const first = await signInAt(member, own, 0);
  const look = (minutes: number) =>
    lookAtActiveSession(ground.tenant, asking(own, minutes).request, first.session.id, (name) =>
      QUERY_NAMES.has(name),
    );
  const idleMinutes = ground.tenant.settings.sessionIdleMs / MINUTE_MS;
  for (let minutes = 1; minutes < idleMinutes; minutes += 5)
    expect((await look(minutes))?.session.keyProvedAt).toEqual(at(minutes));
  expect(await look(idleMinutes + 1)).toBeUndefined();
});

test('only the browser that shows its key is trusted, from itself; with another key it is known and no more', async () => {
  const [member, own, mute] = [await aMember(ground), aBrowserWith('key-f'), aBrowserWith()];
  const keyless = await signInAt(member, mute, 0);
  const first = await signInAt(member, own, 1);
  const trust = (actor: Person, deviceId: string) => perform(trustDevice, actor, { deviceId });
  await expect(trust(keyless, mute.deviceId)).rejects.toMatchObject(refusedWith('device_has_no_key'));
  await expect(trust(keyless, own.deviceId)).rejects.toMatchObject(refusedWith('device_is_elsewhere'));
  await trust(await nextOf(first, own, 2), own.deviceId);
  expect(await toldTo(ground, member.personId)).toContain('email deviceTrusted');
  expect((await nextOf(first, own, 2)).session.deviceTrust).toBe('trusted');

  const renewed = { ...own, deviceKey: 'key-f2' };
  const second = await signInAt(member, renewed, 3);
  expect(second.session.deviceTrust).toBe('known');
  expect((await nextOf(first, own, 3)).session.deviceTrust).toBe('unknown');
  await trust(await nextOf(second, renewed, 4), own.deviceId);
  await perform(distrustDevice, await nextOf(second, renewed, 4), { deviceId: own.deviceId });
  expect((await nextOf(second, renewed, 4)).session.deviceTrust).toBe('known');
});

test('an account that is secured trusts no browser any more', async () => {
  const [member, own] = [await aMember(ground), aBrowserWith('key-m')];
  const first = await signInAt(member, own, 0);
  await perform(trustDevice, await nextOf(first, own, 1), { deviceId: own.deviceId });
  await perform(secureOwnAccount, await nextOf(first, own, 2), {});
  expect((await signInAt(member, own, 3)).session.deviceTrust).toBe('known');
});

test('two people at one browser trust and name it apart, and neither keeps trust in a key that is gone', async () => {
  const [one, other, shared] = [await aMember(ground), await aMember(ground), aBrowserWith('key-g')];
  const ones = await signInAt(one, shared, 0);
  const others = await signInAt(other, shared, 0);
  await perform(trustDevice, await nextOf(ones, shared, 1), { deviceId: shared.deviceId });
  await rename(await nextOf(ones, shared, 1), shared.deviceId, 'At home');
  expect(await devicesOf(await nextOf(ones, shared, 1))).toMatchObject([
    { trust: 'trusted', name: 'At home' },
  ]);
  expect(await devicesOf(await nextOf(others, shared, 1))).toMatchObject([{ trust: 'known', name: null }]);

  const renewed = { ...shared, deviceKey: 'key-g2' };
  await signInAt(other, renewed, 2);
  expect((await signInAt(one, renewed, 3)).session.deviceTrust).toBe('known');
});

test('a browser that is revoked stays so through every sign-in, until another one lets it in', async () => {
  const [member, lost, own] = [await aMember(ground), aBrowserWith('key-h'), aBrowserWith('key-i')];
  const { deviceId } = lost;
  const stolen = await signInAt(member, lost, 0);
  const first = await signInAt(member, own, 1);
  await expect(perform(revokeDevice, first, { deviceId: own.deviceId })).rejects.toMatchObject(
    refusedWith('device_is_in_use'),
  );
  expect(await perform(revokeDevice, first, { deviceId })).toEqual({ ended: 1 });
  await expect(nextOf(stolen, lost, 2)).rejects.toThrow('over');
  expect(await toldTo(ground, member.personId)).toContain('email deviceRevoked');

  const again = await signInAt(member, lost, 3);
  expect(again.session.deviceTrust).toBe('revoked');
  const tries = [
    [trustDevice, 'trust_too_low'],
    [forgetDevice, 'device_is_revoked'],
    [readmitDevice, 'trust_too_low'],
  ] as const;
  for (const [spec, code] of tries)
    await expect(perform(spec as typeof trustDevice, again, { deviceId })).rejects.toMatchObject({ code });
  const elsewhere = await nextOf(first, own, 4);
  expect(await devicesOf(elsewhere)).toMatchObject([
    { id: deviceId, trust: 'revoked', hasKey: false },
    { id: own.deviceId },
  ]);
  await perform(readmitDevice, elsewhere, { deviceId });
  expect((await nextOf(again, lost, 5)).session.deviceTrust).toBe('known');
});

test('somebody else’s browser is not found, whatever is asked about it', async () => {
  const [member, own] = [await aMember(ground), aBrowserWith('key-j')];
  await signInAt(member, own, 0);
  const stranger = await signInAt(await aMember(ground), aBrowserWith('key-k'), 0);
  for (const spec of [trustDevice, distrustDevice, revokeDevice, readmitDevice, forgetDevice])
    await expect(
      perform(spec as typeof trustDevice, stranger, { deviceId: own.deviceId }),
    ).rejects.toMatchObject(refusedWith('not_found'));
  await expect(rename(stranger, own.deviceId)).rejects.toMatchObject(refusedWith('not_found'));
});

test('staff revoke a customer’s browser with a reason, and the customer is told; an owner’s is for owners', async () => {
  const [member, own, admin] = [await aMember(ground), aBrowserWith('key-l'), await ground.person(['admin'])];
  const first = await signInAt(member, own, 0);
  const input = { deviceId: own.deviceId, reason: 'Their telephone was stolen' };
  await expect(
    perform(revokePersonDevice, admin, { ...input, personId: admin.principal.id }),
  ).rejects.toMatchObject(refusedWith('not_found'));
  const owner = await ground.person(['owner']);
  await expect(
    perform(revokePersonDevice, admin, { ...input, personId: owner.principal.id }),
  ).rejects.toMatchObject(refusedWith('owners_alone'));
  expect(await perform(revokePersonDevice, admin, { ...input, personId: member.personId })).toMatchObject({
    ended: 1,
  });
  await expect(nextOf(first, own, 1)).rejects.toThrow('over');
  expect(await toldTo(ground, member.personId)).toContain('email deviceRevokedByStaff');
  expect((await events('person.device.revoke')).at(-1)?.change).toMatchObject({ reason: input.reason });
});
