import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { sessions } from '@/db/schema/auth';
import { aTenant, type Ground, NOON } from '@/testing/ground';
import { after, HOUR_MS, MINUTE_MS } from '../base/clock';
import { newId } from '../base/id';
import { ask } from '../command/ask';
import { perform } from '../command/perform';
import { endSessions } from '../person/end-sessions';
import { showPerson } from '../person/show-person';
import type { Person } from '../policy/actor';
import { judgedOnOf, writeJudgedOn } from '../trust/judged-on';
import { ownStatus } from './own-status';

const REASONS = [
  { reason: 'start', points: 50 },
  { reason: 'impossible-travel', points: 12 },
  { reason: 'device', points: -20 },
];

/** Writes the session of an actor as it was opened. */
async function opened(
  { tenant }: Ground,
  { principal, session }: Person,
  over: object = {},
): Promise<string> {
  await inTenant(tenant.id, (tx) =>
    tx.insert(sessions).values({
      ...{ tenantId: tenant.id, id: session.id, personId: principal.id, userAgent: 'Firefox/140.0' },
      ...{
        assurance: 2,
        methods: ['password', 'totp'],
        provedAt: NOON,
        provedBy: 'totp',
        ip: '8.8.8.8',
        country: 'US',
      },
      ...{ risk: 42, riskLevel: 'medium', riskReasons: REASONS, judgedAt: NOON },
      ...{ createdAt: NOON, lastSeenAt: NOON },
      ...{ idleExpiresAt: after(NOON, 30 * MINUTE_MS), expiresAt: after(NOON, 12 * HOUR_MS), ...over },
    }),
  );
  return session.id;
}

test('a session is shown to its owner with its trust, its risk in parts that add up, and when it is judged anew', async () => {
  const ground = await aTenant();
  const [user, admin] = [await ground.person(['user']), await ground.person(['admin'])];
  await opened(ground, user);
  // Judged a moment ago of a request like this one, so that looking has nothing judged anew.
  const judgedOn = writeJudgedOn(judgedOnOf(user.request), null);
  const judged = { ...user, session: { ...user.session, judgedOn } };
  const { status } = await ask(ownStatus, judged, {});
  expect(status).toMatchObject({
    ...{ trust: 'high', risk: 42, riskLevel: 'medium', zone: 'user', proof: 'none', deviceTrust: 'unknown' },
    ...{ country: 'US', network: 15169, nextJudgedAt: after(NOON, 5 * MINUTE_MS) },
    expiresAt: after(NOON, 12 * HOUR_MS),
  });
  expect(status?.reasons.reduce((sum, { points }) => sum + points, 0)).toBe(status?.risk);
  await opened(ground, admin);
  expect((await ask(ownStatus, admin, {})).status).toMatchObject({
    ...{ zone: 'admin', nextJudgedAt: after(NOON, 2 * MINUTE_MS) },
  });
});

test('whoever has no session here, by telephone or by somebody else’s id, is shown none', async () => {
  const ground = await aTenant();
  const [user, other] = [await ground.person(['user']), await ground.person(['user'])];
  expect(await ask(ownStatus, user, {})).toEqual({ status: null });
  await opened(ground, other);
  const borrowed = { ...user, session: other.session };
  expect(await ask(ownStatus, borrowed, {})).toEqual({ status: null });
});

test('administrators see how far each session of a person is trusted, and end one of them', async () => {
  const ground = await aTenant();
  const [user, viewer, admin] = [
    await ground.person(['user']),
    await ground.person(['viewer']),
    await ground.person(['admin']),
  ];
  const personId = user.principal.id;
  const one = await opened(ground, user, {
    riskLevel: 'critical',
    risk: 90,
    keyThumbprint: 'thumb',
    keyProvedAt: NOON,
  });
  const second = { ...user, session: { ...user.session, id: newId(after(NOON, 1)) } };
  await opened(ground, second);
  await opened(ground, { ...user, session: { ...user.session, id: newId(NOON) } }, { revokedAt: NOON });
  const seen = await ask(showPerson, viewer, { personId });
  expect(seen.sessions.map(({ id, trust, proof, zone }) => ({ id, trust, proof, zone }))).toEqual([
    { id: second.session.id, trust: 'high', proof: 'none', zone: 'user' },
    { id: one, trust: 'untrusted', proof: 'proved', zone: 'user' },
  ]);
  expect(await perform(endSessions, admin, { personId, sessionId: one })).toEqual({ personId, ended: 1 });
  expect((await ask(showPerson, admin, { personId })).sessions.map(({ id }) => id)).toEqual([
    second.session.id,
  ]);
  const foreigner = await (await aTenant()).person(['owner']);
  await expect(ask(showPerson, foreigner, { personId })).rejects.toMatchObject({ code: 'not_found' });
});
