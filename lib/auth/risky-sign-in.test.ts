import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { inTenant, type Tx } from '@/db/client';
import { aTenant, facts, type Ground, NOON } from '@/testing/ground';
import { after, DAY_MS, HOUR_MS } from '../base/clock';
import { newId } from '../base/id';
import { perform } from '../command/perform';
import type { RequestFacts } from '../policy/actor';
import { learnOnce } from '../trust/keep-learning';
import { afterFirstFactor } from './after-first-factor';
import { openSession } from './open-session';
import { signIn as signInByPassword } from './sign-in';

const HOME = {
  ip: '41.186.0.1',
  userAgent: 'Mozilla/5.0 (Linux; Android 15; SM-A155F) Chrome/138.0.0.0 Mobile Safari/537.36',
};
const AWAY = {
  ip: '8.8.8.8',
  userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0',
};
/** Seven days of sign-ins, then another day. */
const LATER = after(NOON, 9 * DAY_MS);

type Where = Partial<RequestFacts>;
const inside = <T>({ tenant }: Ground, work: (tx: Tx) => Promise<T>) => inTenant(tenant.id, work);

async function open(ground: Ground, personId: string, at: Date, where: Where, methods = ['password']) {
  const { tenant } = ground;
  return inside(ground, (tx) => openSession({ tx, tenant, request: facts(at, where), personId, methods }));
}

/** Somebody who signed in from home each day of a week, on a browser of theirs. */
async function aMember() {
  const ground = await aTenant();
  const { principal } = await ground.person(['user']);
  const deviceId = randomUUID();
  for (let day = 0; day < 7; day++)
    await open(ground, principal.id, after(NOON, day * DAY_MS), { ...HOME, deviceId });
  await learnOnce(ground.tenant.id, NOON);
  return { ground, personId: principal.id, home: { ...HOME, deviceId } };
}

const sessionOf = (ground: Ground, id: string) =>
  inside(ground, async (tx) => {
    const { rows } = await tx.$client.query(
      `select risk, risk_level as level, risk_reasons as reasons, judged_at as "judgedAt", judged_on as "judgedOn"
       from sessions where tenant_id = $1 and id = $2`,
      [ground.tenant.id, id],
    );
    return rows[0];
  });

const member = await aMember();

test('the risk stands in the session, with reasons that add up to it', async () => {
  const { ground, personId, home } = member;
  const opened = await open(ground, personId, LATER, home);
  if (opened.refused) throw opened.refused;
  const session = await sessionOf(ground, opened.sessionId);
  expect(session).toMatchObject({ level: 'low', judgedAt: LATER, judgedOn: expect.stringMatching(/^RW\|/) });
  const sum = session.reasons.reduce((all: number, { points }: { points: number }) => all + points, 0);
  expect(sum).toBe(session.risk);
});

test('whoever signs in for the first time, long after they were created, is judged medium', async () => {
  const ground = await aTenant();
  const { principal } = await ground.person(['owner']);
  const opened = await open(ground, principal.id, after(NOON, 200 * DAY_MS), AWAY);
  if (opened.refused) throw opened.refused;
  expect(await sessionOf(ground, opened.sessionId)).toMatchObject({ level: 'medium', risk: 49 });
});

test('a sign-in that nobody has learned from yet is a history already', async () => {
  const ground = await aTenant();
  const { principal } = await ground.person(['user']);
  const where = { ...HOME, deviceId: randomUUID() };
  await open(ground, principal.id, NOON, where);
  const again = await open(ground, principal.id, after(NOON, HOUR_MS), where);
  if (again.refused) throw again.refused;
  expect(await sessionOf(ground, again.sessionId)).toMatchObject({ level: 'low' });
});

test('what looks too unlike the person is refused, and the sign-in teaches nothing', async () => {
  const { ground, personId } = member;
  const { refused } = await open(ground, personId, LATER, AWAY);
  expect(refused).toMatchObject({ code: 'sign_in_too_unlike', status: 403 });
  const { refused: byCode } = await open(ground, personId, LATER, AWAY, ['password', 'totp']);
  expect(byCode).toMatchObject({ code: 'sign_in_too_unlike' });
});

/** Writes a browser with a key, which a person has trusted since a moment. */
const trusted = (ground: Ground, personId: string, { deviceId, at }: { deviceId: string; at: Date }) =>
  inside(ground, async (tx) => {
    const values = [ground.tenant.id, deviceId, at, personId];
    await tx.$client.query(
      `insert into devices (tenant_id, id, user_agent, key_thumbprint, key_since, first_seen_at, last_seen_at)
       values ($1,$2,'','key-of-theirs',$3,$3,$3)`,
      values.slice(0, 3),
    );
    await tx.$client.query(
      `insert into known_devices (tenant_id, device_id, first_used_at, last_used_at, person_id, trust, trust_changed_at)
       values ($1,$2,$3,$3,$4,'trusted',$3)`,
      values,
    );
  });

test('a passkey is beyond doubt, and a second factor on a device that the person trusts', async () => {
  const { ground, personId } = await aMember();
  const deviceId = randomUUID();
  const at = after(LATER, DAY_MS);
  expect((await open(ground, personId, at, AWAY, ['passkey'])).refused).toBeUndefined();
  await trusted(ground, personId, { deviceId, at });
  const where = { ...AWAY, ip: '1.1.1.1', deviceId, deviceKey: 'key-of-theirs' };
  expect((await open(ground, personId, at, where, ['password', 'totp'])).refused).toBeUndefined();
});

test('who has copied the cookie of a trusted device is in doubt: without its key, and with one of their own', async () => {
  const { ground, personId } = await aMember();
  const [deviceId, at] = [randomUUID(), after(LATER, DAY_MS)];
  await trusted(ground, personId, { deviceId, at });
  const thief = { ...AWAY, ip: '1.1.1.1', deviceId };
  const tooUnlike = { refused: { code: 'sign_in_too_unlike' } };
  const tries = (where: Where) => open(ground, personId, at, where, ['password', 'totp']);
  expect(await tries(thief)).toMatchObject(tooUnlike);
  // Their own account on that cookie gives the device their key; whoever trusted it trusted another one.
  const { principal } = await ground.person(['user']);
  const own = { ...thief, deviceKey: 'key-of-a-thief' };
  await open(ground, principal.id, after(at, HOUR_MS), own);
  expect(await open(ground, personId, after(at, HOUR_MS), own, ['password', 'totp'])).toMatchObject(
    tooUnlike,
  );
});

test('staff who have seen somebody let them in, however unlike themselves they look', async () => {
  const { ground, personId } = await aMember();
  const { tenant } = ground;
  const request = facts(LATER, AWAY);
  const opening = { tenant, request, personId, methods: ['password'], isVouched: true };
  expect((await inside(ground, (tx) => openSession({ tx, ...opening }))).refused).toBeUndefined();
});

test('what looks risky is asked for the second factor also where the tenant asks for none', async () => {
  const { ground, personId, home } = member;
  const { tenant } = ground;
  tenant.settings.signIn.secondFactor.otherwise = 'off';
  const first = (where: Where, hasTotp: boolean) =>
    inside(ground, (tx) =>
      afterFirstFactor(
        { tx, tenant, request: facts(after(LATER, DAY_MS), where), personId, methods: ['password'] },
        { hasTotp, hasPasskey: false, roles: [] },
      ),
    );
  expect(await first(home, true)).toMatchObject({ output: { next: 'session' } });
  expect(await first(AWAY, true)).toMatchObject({ output: { next: 'second-factor' } });
  expect(await first(AWAY, false)).toMatchObject({ refused: { code: 'sign_in_too_unlike' } });
});

test('somebody in the same house on another browser is not turned away', async () => {
  const ground = await aTenant();
  const { principal } = await ground.person(['owner']);
  for (let day = 0; day < 5; day++)
    await open(ground, principal.id, after(NOON, day * DAY_MS), { userAgent: HOME.userAgent });
  await learnOnce(ground.tenant.id, NOON);
  const opened = await open(ground, principal.id, LATER, { userAgent: AWAY.userAgent });
  expect(opened.refused).toBeUndefined();
});

test('nobody signs in from an address that the tenant blocks, and is told until when', async () => {
  const ground = await aTenant();
  const { tenant } = ground;
  await inside(ground, (tx) =>
    tx.$client.query(
      `insert into blocked_addresses (tenant_id, id, network, reason, since, until) values ($1,$2,$3,'test',$4,$5)`,
      [tenant.id, newId(NOON), '8.8.8.0/24', NOON, after(NOON, 2 * HOUR_MS)],
    ),
  );
  const stranger = (at: Date, ip: string) => ({ ...ground.stranger(at), request: facts(at, { ip }) });
  const input = { identifier: 'owner@example.com', password: 'correct horse battery staple' };
  await expect(perform(signInByPassword, stranger(NOON, '8.8.8.8'), input)).rejects.toMatchObject({
    code: 'address_blocked',
    values: { until: '2026-06-15 16:00' },
  });
  await expect(perform(signInByPassword, stranger(NOON, '8.8.9.8'), input)).resolves.toBeDefined();
  const over = after(NOON, 2 * HOUR_MS);
  await expect(perform(signInByPassword, stranger(over, '8.8.8.8'), input)).resolves.toBeDefined();
});
