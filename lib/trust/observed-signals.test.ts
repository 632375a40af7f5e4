import { expect, test } from 'vitest';
import english from '@/messages/en/trust.json';
import french from '@/messages/fr/trust.json';
import { facts, NOON } from '@/testing/ground';
import { after, DAY_MS, HOUR_MS, MINUTE_MS } from '../base/clock';
import type { RequestFacts } from '../policy/actor';
import { type Circumstances, failedKeysOf, type UsedSession } from './circumstances';
import { judgedOnOf, writeJudgedOn } from './judged-on';
import { type Seen, signalsOf } from './observed-signals';
import { newcomer } from './risk/profile';
import { SIGNALS } from './signal';

const RWANDA = '41.186.0.1';
const AMERICA = '8.8.8.8';
const PERSON = '0197a000-0000-7000-8000-000000000001';
const PHONE = 'Mozilla/5.0 (Linux; Android 15; SM-A155F) Chrome/138.0.0.0 Mobile Safari/537.36';

const NOTHING: Circumstances = {
  profile: null,
  lessons: [],
  sessions: [],
  lately: 1,
  fromAddress: 0,
  signals: [],
  device: null,
  failed: {},
  blockedUntil: null,
};

type Over = {
  request?: Partial<RequestFacts>;
  known?: Partial<Circumstances>;
  seen?: Partial<Seen>;
  live?: boolean;
};

function signals({ request, known, seen, live = false }: Over) {
  const concerned = {
    tenantId: 't',
    personId: PERSON,
    request: facts(NOON, { ip: RWANDA, userAgent: PHONE, ...request }),
    isSignIn: !live,
  };
  return signalsOf({
    ...{ concerned, known: { ...NOTHING, ...known }, profile: newcomer(), sessionId: null, isBlocked: false },
    ...seen,
  });
}

const ago = (ms: number) => NOON.getTime() - ms;
const used = (country: string | null, ms: number, over: Partial<UsedSession> = {}): UsedSession => ({
  ...{ id: 's', country, seenAt: ago(ms), judgedAt: null, judgedOn: null },
  ...over,
});
const keys = failedKeysOf({ tenantId: 't', personId: PERSON, request: facts(NOON, { ip: RWANDA }) });
const lastSeen = (ms: number) => ({ ...newcomer(), signIns: 3, lastAt: ago(ms) });
const at = (ip: string) => writeJudgedOn(judgedOnOf(facts(NOON, { ip })), null);

test('a request that nothing is known of has no signals', () => {
  expect(signals({})).toEqual({});
});

test.each<[keyof typeof SIGNALS, Over, number]>([
  ['sim-changed', { known: { signals: ['sim-changed'] } }, 1],
  ['credential-changed', { known: { signals: ['credential-changed', 'of-a-later-day'] } }, 1],
  ['contact-changed', { known: { signals: ['contact-changed'] } }, 1],
  ['blocked-address', { seen: { isBlocked: true } }, 1],
  ['automation', { request: { userAgent: 'curl/8.5.0' } }, 1],
  ['automation', { request: { userAgent: '' } }, 1],
  ['failed-attempts', { known: { failed: { [keys.unknown]: 5 } } }, 0.5],
  ['failed-attempts', { known: { failed: { [keys.unknown]: 90 } } }, 1],
  ['failed-attempts', { known: { failed: { [keys.address]: 25 } } }, 0.5],
  ['revoked-device', { known: { device: { trust: 'revoked', key: null } } }, 1],
  ['dormant-account', { seen: { profile: lastSeen(90 * DAY_MS) } }, 1],
  ['many-sessions', { known: { lately: 10 } }, 0.5],
  ['busy-address', { known: { fromAddress: 20 } }, 1],
  ['impossible-travel', { known: { sessions: [used('US', HOUR_MS)] } }, 1],
  ['impossible-travel', { known: { sessions: [used('RW', 0), used('US', 2 * HOUR_MS)] } }, 1],
])('%s stands', (kind, over, share) => {
  expect(signals(over)).toEqual({ [kind]: expect.closeTo(share) });
});

test.each<[string, Over]>([
  ['a program in the house', { request: { userAgent: 'curl/8.5.0', ip: '10.0.0.7' } }],
  ['a mistake or two', { known: { failed: { [keys.unknown]: 2, [keys.address]: 10 } } }],
  [
    'guesses of strangers, for the browser of its owner',
    {
      request: { deviceId: PERSON },
      known: { device: { trust: 'trusted', key: null }, failed: { [keys.unknown]: 9 } },
    },
  ],
  ['89 days', { seen: { profile: lastSeen(89 * DAY_MS) } }],
  ['90 days of one whose session goes on', { live: true, seen: { profile: lastSeen(90 * DAY_MS) } }],
  ['five sessions', { known: { lately: 5 } }],
  ['a neighbour', { known: { sessions: [used('UG', 0)] } }],
  ['a flight', { known: { sessions: [used('US', 15 * HOUR_MS)] } }],
  ['a place that nobody knows', { known: { sessions: [used(null, 0)] } }],
  ['a private network now', { request: { ip: '192.168.0.4' }, known: { sessions: [used('US', 0)] } }],
])('%s is no signal', (_name, over) => {
  expect(signals(over)).toEqual({});
});

test('of this session the last judgement counts: the request itself has touched the row', () => {
  const session = used('RW', 0, { judgedAt: ago(2 * MINUTE_MS), judgedOn: at(RWANDA) });
  const over = (ip: string) => ({
    live: true,
    request: { ip },
    known: { sessions: [session] },
    seen: { sessionId: 's' },
  });
  expect(signals(over(AMERICA))).toEqual({ 'impossible-travel': 1 });
  expect(signals(over(RWANDA))).toEqual({});
  const moved = { ...session, judgedOn: at(AMERICA) };
  expect(signals({ ...over(AMERICA), known: { sessions: [moved] } })).toEqual({});
});

test('each signal has an end, and each reason its words in both languages', () => {
  for (const [kind, { lastsMs, weight }] of Object.entries(SIGNALS)) {
    expect(weight).toBeGreaterThan(0);
    expect(lastsMs).toBeLessThanOrEqual(after(NOON, 3 * DAY_MS).getTime() - NOON.getTime());
    expect(english.reasons).toHaveProperty(kind);
  }
  expect(Object.keys(french.reasons)).toEqual(Object.keys(english.reasons));
});
