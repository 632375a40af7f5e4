import { randomUUID } from 'node:crypto';
import { beforeEach, expect, test, vi } from 'vitest';
import { inTenant } from '@/db/client';
import { aTenant, facts, type Ground, NOON } from '@/testing/ground';
import { findActiveSession } from '../auth/active-session';
import { openSession } from '../auth/open-session';
import { after, HOUR_MS, MINUTE_MS, SECOND_MS } from '../base/clock';
import { newId } from '../base/id';
import type { Actor, Person, RequestFacts } from '../policy/actor';
import type { respondToRisk, SeenRisk } from './incident/respond';
import { judge } from './judge';
import { recordSignal } from './signal';
import { verifySession } from './verify-session';

const DEED = { kind: 'command', name: 'wallet.transfer' } as const;
const VIEW = { kind: 'query', name: 'wallet.show' } as const;

// What a tenant does about a risk has tests of its own; here it is heard that it is asked.
const heard: SeenRisk[] = [];
let done: string[] = [];
vi.mock('./incident/respond', () => ({
  respondToRisk: (async (_tx, _tenant, _now, seen) => {
    heard.push(seen);
    return { incidentId: null, done: done as never };
  }) satisfies typeof respondToRisk,
}));
beforeEach(() => {
  heard.length = 0;
  done = [];
});

const HOME = {
  ip: '41.186.0.1',
  userAgent: 'Mozilla/5.0 (Linux; Android 15; SM-A155F) Chrome/138.0.0.0 Mobile Safari/537.36',
};
const AWAY = {
  ip: '8.8.8.8',
  userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0',
};
const KEY = 'the-thumbprint-of-a-key';
/** Beyond what stands for those who only look. */
const LATER_MS = 6 * MINUTE_MS;

type Where = Partial<RequestFacts>;

/** Somebody in a session that they opened at home, and what a request in it finds. */
async function aSession(where: Where = {}) {
  const ground = await aTenant();
  const { principal } = await ground.person(['user']);
  const { tenant } = ground;
  const deviceId = randomUUID();
  const home = { ...HOME, deviceId, ...where };
  const open = (at: Date, methods: string[]) =>
    inTenant(tenant.id, (tx) =>
      openSession({ tx, tenant, request: facts(at, home), personId: principal.id, methods }),
    );
  await open(after(NOON, -HOUR_MS), ['password']);
  const opened = await open(NOON, ['password']);
  if (opened.refused) throw opened.refused;
  const actorAt = async (ms: number, over: Where = {}): Promise<Person> => {
    const request = facts(after(NOON, ms), { ...home, ...over });
    const person = await findActiveSession(tenant, request, opened.sessionId, () => false);
    if (!person) throw new Error('the session is no more');
    return person;
  };
  const verify = async (kind: 'command' | 'query', ms: number, over: Where = {}) =>
    verifySession(await actorAt(ms, over), kind === 'command' ? DEED : VIEW);
  return { ground, personId: principal.id, actorAt, verify };
}

const sessionOf = (actor: Actor) => {
  if (actor.kind !== 'person') throw new Error('This is nobody.');
  return actor.session;
};
const blockHome = ({ tenant }: Ground) =>
  inTenant(tenant.id, (tx) =>
    tx.$client.query(
      `insert into blocked_addresses (tenant_id, id, network, reason, since, until) values ($1,$2,$3,'test',$4,$5)`,
      [tenant.id, newId(NOON), HOME.ip, NOON, after(NOON, HOUR_MS)],
    ),
  );

test('who only looks is judged anew when the time is over, or from elsewhere, and not before', async () => {
  const { actorAt, verify } = await aSession();
  const soon = await actorAt(MINUTE_MS);
  expect(await verifySession(soon, VIEW)).toBe(soon);
  const later = after(NOON, LATER_MS);
  expect(sessionOf(await verify('query', LATER_MS)).judgedAt).toEqual(later);
  expect(sessionOf(await actorAt(LATER_MS)).judgedAt).toEqual(later);
  const elsewhere = sessionOf(await verify('query', LATER_MS + SECOND_MS, AWAY));
  expect(elsewhere).toMatchObject({ riskLevel: 'critical', judgedOn: expect.stringMatching(/^US\|/) });
});

test('each command is judged; what changes nothing is not written again at once', async () => {
  const { actorAt, verify } = await aSession();
  const first = sessionOf(await verify('command', MINUTE_MS));
  expect(first).toMatchObject({ riskLevel: 'low', judgedAt: after(NOON, MINUTE_MS) });
  await verify('command', MINUTE_MS + 20 * SECOND_MS);
  expect(sessionOf(await actorAt(2 * MINUTE_MS)).judgedAt).toEqual(first.judgedAt);
});

test('what was told of a person counts in their session at once, and speaks for its time alone', async () => {
  const { ground, personId, actorAt } = await aSession();
  const { tenant } = ground;
  const reasonsAt = async (ms: number) => {
    const { request, session } = await actorAt(MINUTE_MS);
    const then = { ...request, at: after(NOON, ms) };
    const judged = await inTenant(tenant.id, (tx) =>
      judge(tx, { tenantId: tenant.id, personId, request: then, session }),
    );
    return judged.reasons.filter(({ points }) => points > 0).map(({ reason }) => reason);
  };
  await inTenant(tenant.id, (tx) => recordSignal(tx, tenant.id, personId, 'sim-changed', NOON));
  expect(await reasonsAt(MINUTE_MS)).toContain('sim-changed');
  expect(await reasonsAt(72 * HOUR_MS - 1)).toContain('sim-changed');
  expect(await reasonsAt(72 * HOUR_MS)).not.toContain('sim-changed');
});

test('a session that becomes risky is answered when it rises and from each new place, not with every request', async () => {
  const { verify } = await aSession();
  await verify('command', MINUTE_MS);
  expect(heard).toEqual([]);
  await verify('command', 2 * MINUTE_MS, AWAY);
  expect(heard).toMatchObject([{ kind: 'risky-session', level: 'critical', ip: AWAY.ip }]);
  await verify('command', 3 * MINUTE_MS, AWAY);
  expect(heard).toHaveLength(1);
  await verify('command', 4 * MINUTE_MS, { ...AWAY, ip: '1.1.1.1' });
  expect(heard).toHaveLength(2);
});

test('a response that ends the session leaves a stranger', async () => {
  const { verify } = await aSession();
  done = ['end-session'];
  expect((await verify('command', MINUTE_MS, AWAY)).kind).toBe('stranger');
});

test.each<[string, 'high' | 'critical', Where]>([
  ['on the same address and browser', 'high', {}],
  ['on another address', 'critical', { ip: '41.186.0.99' }],
  ['in another browser', 'critical', { userAgent: AWAY.userAgent }],
])('a copied cookie %s is %s, and leaves the owner’s session as it is', async (_where, least, where) => {
  const { actorAt, verify } = await aSession({ deviceKey: KEY });
  const { riskLevel, judgedOn } = sessionOf(await actorAt(0));
  const thief = sessionOf(await verify('command', MINUTE_MS, { ...where, deviceKey: undefined }));
  expect(['high', 'critical'].slice(least === 'critical' ? 1 : 0)).toContain(thief.riskLevel);
  expect(heard).toMatchObject([{ kind: 'copied-session', level: thief.riskLevel }]);
  expect(sessionOf(await actorAt(MINUTE_MS))).toMatchObject({ riskLevel, judgedOn });
  expect(sessionOf(await verify('command', 2 * MINUTE_MS)).riskLevel).toBe('low');
});

test('who only looks needs no signature in the browser with the key, and in another one is a copy', async () => {
  const { verify } = await aSession({ deviceKey: KEY });
  await verify('query', LATER_MS, { deviceKey: undefined });
  expect(heard).toEqual([]);
  await verify('query', LATER_MS + SECOND_MS, { deviceKey: undefined, userAgent: AWAY.userAgent });
  expect(heard).toMatchObject([{ kind: 'copied-session', level: 'critical' }]);
});

test('from a blocked address nothing is done, and something is seen', async () => {
  const { ground, actorAt, verify } = await aSession();
  await blockHome(ground);
  await expect(verify('command', MINUTE_MS)).rejects.toMatchObject({ code: 'address_blocked' });
  expect((await verify('query', LATER_MS)).kind).toBe('person');
  const stranger = { ...ground.stranger(), request: (await actorAt(LATER_MS)).request };
  await expect(verifySession(stranger, DEED)).rejects.toMatchObject({ code: 'address_blocked' });
  await expect(verifySession(stranger, VIEW)).resolves.toBe(stranger);
  const other = await aTenant();
  await expect(
    verifySession({ ...other.stranger(), request: stranger.request }, DEED),
  ).resolves.toBeDefined();
});

test('nothing is asked of the operator’s deeds, and of those who come over a telephone line', async () => {
  const { ground, actorAt } = await aSession();
  await blockHome(ground);
  const line = { msisdn: '+250788000001', channel: 'ussd' as const };
  const caller = await actorAt(MINUTE_MS, { line });
  for (const actor of [ground.system(), caller]) expect(await verifySession(actor, DEED)).toBe(actor);
});
