import { describe, expect, test } from 'vitest';
import { MINUTE_MS } from '@/lib/base/clock';
import { plainPerson } from '@/testing/plain-person';
import { DEVICE_TRUSTS, type Person } from '../../policy/actor';
import type { Permission } from '../../policy/permissions';
import { RISK_LEVELS } from '../../policy/risk-level';
import { TRUST_LEVELS } from '../../policy/trust-level';
import { type Demands, FACTOR_WANTS, trustSettings } from '../../policy/trust-settings';
import type { Zone } from '../../policy/zone';
import { decide } from './decide';
import { demandsOf, stricterOf } from './demands';

const USUAL = trustSettings.parse({});
const AT = new Date('2026-06-15T12:00:00.000Z');
const ago = (minutes: number) => new Date(AT.getTime() - minutes * MINUTE_MS);

/** What a tenant demands in one zone, the rest as it is. */
const demanding = (zone: Zone, said: Partial<Demands>) => trustSettings.parse({ zones: { [zone]: said } });

const codeOf = async (actor: Person, name: Permission, kind: 'command' | 'query' = 'command') =>
  (await decide(actor, { name, kind })).refused?.code;

const FACTORS = {
  one: { assurance: 1, provedAt: null, provedBy: null },
  old: { assurance: 2, provedAt: ago(20), provedBy: 'totp' },
  fresh: { assurance: 2, provedAt: AT, provedBy: 'totp' },
  device: { assurance: 3, provedAt: AT, provedBy: 'device-passkey' },
} as const;
type Factor = keyof typeof FACTORS;
const NAMES = {
  public: 'auth.sign-in',
  user: 'wallet.transfer',
  agent: 'wallet.deposit',
  admin: 'unit.create',
} as const;

const cases = Object.entries(NAMES).flatMap(([zone, name]) =>
  TRUST_LEVELS.flatMap((leastTrust) =>
    FACTOR_WANTS.flatMap((secondFactor) =>
      RISK_LEVELS.flatMap((mostRisk) =>
        [true, false].flatMap((trustedDevice) =>
          RISK_LEVELS.flatMap((riskLevel) =>
            DEVICE_TRUSTS.map((deviceTrust) => ({
              ...{ zone: zone as Zone, name: name as Permission, riskLevel, deviceTrust },
              said: { leastTrust, secondFactor, mostRisk, trustedDevice } satisfies Partial<Demands>,
            })),
          ),
        ),
      ),
    ),
  ),
);

type Case = (typeof cases)[number];
const actorOf = ({ zone, said, riskLevel, deviceTrust }: Case, factor: Factor): Person =>
  plainPerson({
    roles: ['admin'],
    trust: demanding(zone, said),
    session: { ...FACTORS[factor], riskLevel, deviceTrust, judgedAt: ago(1) },
  });
const isStepUp = (code: string | undefined) => code?.startsWith('needs_') ?? false;
const atMost = (risk: Case['riskLevel'], most: Case['riskLevel']) =>
  RISK_LEVELS.indexOf(risk) <= RISK_LEVELS.indexOf(most);

/** What each zone, level of trust, factor and risk comes to, said once more and in another way than the rules say it. */
function expected({ said, riskLevel, deviceTrust }: Case, factor: Factor): string | undefined {
  if (!atMost(riskLevel, said.mostRisk)) return 'risk_too_high';
  if (said.trustedDevice && deviceTrust !== 'trusted') return 'device_not_trusted';
  const least = TRUST_LEVELS.indexOf(said.leastTrust);
  const reach = (shown: Factor): number => {
    if (riskLevel === 'critical' || deviceTrust === 'revoked') return 0;
    if (riskLevel === 'high') return shown === 'one' || shown === 'old' ? 1 : 2;
    if (shown === 'one') return riskLevel === 'low' ? 2 : 1;
    return riskLevel === 'low' && shown === 'device' ? 4 : 3;
  };
  if (reach(factor) < least) {
    if (reach(factor === 'device' ? 'device' : 'fresh') >= least) return 'needs_trust';
    return reach('device') >= least ? 'needs_trusted_passkey' : 'trust_too_low';
  }
  if (said.secondFactor === 'fresh' && (factor === 'one' || factor === 'old'))
    return 'needs_fresh_second_factor';
  if (said.secondFactor === 'shown' && factor === 'one') return 'needs_second_factor';
  return undefined;
}

describe('the matrix of zones, levels of trust, factors and risks', () => {
  test(`answers each of ${cases.length * 4} cases with its reason`, async () => {
    const wrong: unknown[] = [];
    for (const one of cases) {
      for (const factor of Object.keys(FACTORS) as Factor[]) {
        const code = await codeOf(actorOf(one, factor), one.name);
        if (code !== expected(one, factor))
          wrong.push({ ...one, factor, code, expected: expected(one, factor) });
      }
    }
    expect(wrong.slice(0, 3)).toEqual([]);
  });

  test('asks for a second factor where that mends it, and refuses where it does not', async () => {
    for (const one of cases) {
      const after = await codeOf(actorOf(one, 'fresh'), one.name);
      const afterDevice = await codeOf(actorOf(one, 'device'), one.name);
      for (const factor of ['one', 'old'] as const) {
        const code = await codeOf(actorOf(one, factor), one.name);
        if (code === 'needs_trusted_passkey') expect(afterDevice).toBeUndefined();
        else if (isStepUp(code)) expect(isStepUp(after) || after === undefined).toBe(true);
        else expect(after).toBe(code);
      }
    }
  });
});

describe('what a zone and a group demand', () => {
  test('the stricter counts, thing by thing', () => {
    const zone = { ...USUAL.zones.user, leastTrust: 'high', idleMs: 10 * MINUTE_MS } as const;
    expect(stricterOf(zone, { leastTrust: 'low', mostRisk: 'medium', idleMs: 20 * MINUTE_MS })).toEqual({
      ...{ ...zone, leastTrust: 'high', mostRisk: 'medium' },
    });
    const { tenant } = plainPerson({
      trust: trustSettings.parse({ groups: { money: { secondFactor: 'fresh' } } }),
    });
    expect(demandsOf(tenant, 'wallet.transfer').secondFactor).toBe('fresh');
    expect(demandsOf(tenant, 'number.confirm').secondFactor).toBe('off');
    expect(demandsOf(tenant, 'unit.create')).toMatchObject({
      idleMs: 15 * MINUTE_MS,
      reverifyMs: 2 * MINUTE_MS,
    });
  });

  test('a newcomer with two factors on a new device at medium risk works everywhere', async () => {
    const newcomer = plainPerson({ session: { deviceTrust: 'unknown', riskLevel: 'medium', risk: 40 } });
    for (const name of newcomer.principal.permissions) expect(await codeOf(newcomer, name)).toBeUndefined();
  });

  test('a place is verified by the device, or by where the session was opened and proved', async () => {
    const trust = demanding('user', { verifiedPlace: true });
    const at = (ip: string | null, session: Partial<Person['session']>) =>
      codeOf(plainPerson({ trust, request: { ip }, session }), 'wallet.transfer');
    expect(await at('41.186.0.1', { devicePlaces: ['RW'] })).toBeUndefined();
    expect(await at('41.186.0.1', { country: 'RW' })).toBeUndefined();
    expect(await at('41.186.0.1', { country: 'RW', assurance: 1, provedAt: null })).toBe(
      'place_not_verified',
    );
    expect(await at('41.186.0.1', { country: 'FR', devicePlaces: ['FR'] })).toBe('place_not_verified');
    expect(await at(null, { devicePlaces: ['RW'] })).toBe('place_unknown');
  });

  test('who rested for longer than the zone allows proves themselves again, and whoever has since goes on', async () => {
    const rested = (session: Partial<Person['session']>, name: Permission) =>
      codeOf(plainPerson({ session: { provedAt: ago(30), ...session } }), name, 'query');
    expect(await rested({ lastSeenAt: ago(14) }, 'unit.list')).toBeUndefined();
    expect(await rested({ lastSeenAt: ago(16) }, 'unit.list')).toBe('needs_proof_after_pause');
    expect(await rested({ lastSeenAt: ago(16) }, 'wallet.show')).toBeUndefined();
    expect(await rested({ lastSeenAt: ago(0), provedAt: null }, 'unit.list')).toBe('needs_proof_after_pause');
    expect(await rested({ lastSeenAt: ago(16), provedAt: AT }, 'unit.list')).toBeUndefined();
  });
});

describe('holds', () => {
  const held = (held: string[], roles = ['admin', 'agent', 'user']) =>
    plainPerson({ roles, principal: { held } });
  test('a review lets look and protect oneself, and changes nothing', async () => {
    expect(await codeOf(held(['review']), 'wallet.transfer')).toBe('held_for_review');
    expect(await codeOf(held(['review']), 'wallet.show', 'query')).toBeUndefined();
    for (const name of [
      'auth.step-up',
      'auth.sign-out',
      'auth.secure',
      'auth.session.end',
      'auth.totp.confirm',
    ] as const)
      expect(await codeOf(held(['review']), name)).toBeUndefined();
  });

  test('at the counter it keeps from what agents do, and from nothing else', async () => {
    expect(await codeOf(held(['counter']), 'wallet.deposit')).toBe('counter_is_held');
    expect(await codeOf(held(['counter']), 'counter.dashboard', 'query')).toBe('counter_is_held');
    expect(await codeOf(held(['counter']), 'wallet.transfer')).toBeUndefined();
  });

  test('stand for who comes over the telephone network too, while zones do not', async () => {
    const trust = demanding('user', { trustedDevice: true, secondFactor: 'fresh' });
    const line = { msisdn: '+250788000000', channel: 'ussd' as const };
    const caller = plainPerson({ trust, request: { line }, session: FACTORS.one });
    expect(await codeOf(caller, 'wallet.show', 'query')).toBeUndefined();
    expect(
      await codeOf({ ...caller, principal: { ...caller.principal, held: ['review'] } }, 'wallet.transfer'),
    ).toBe('held_for_review');
  });
});

describe('a cookie without its device', () => {
  const copied = (deviceKey?: string) =>
    plainPerson({
      session: { boundKey: 'mine', deviceTrust: 'trusted' },
      request: deviceKey ? { deviceKey } : {},
    });
  test('does nothing, however fresh its second factor is', async () => {
    expect(await codeOf(copied(), 'wallet.transfer')).toBe('needs_device_proof');
    expect(await codeOf(copied('another'), 'auth.totp.confirm')).toBe('needs_device_proof');
    expect(await codeOf(copied(), 'tenant.sign-in.update')).toBe('needs_device_proof');
    expect(await codeOf(copied('mine'), 'wallet.transfer')).toBeUndefined();
  });

  test('may prove itself and leave, and not lock its owner out', async () => {
    for (const name of ['auth.step-up', 'auth.sign-out', 'auth.sign-out-everywhere'] as const)
      expect(await codeOf(copied(), name)).toBeUndefined();
    expect(await codeOf(copied(), 'auth.secure')).toBe('needs_device_proof');
  });
});

describe('the way back of an owner', () => {
  // Nothing of this can be met: the strictest of everything, on a device that was revoked.
  const locked = trustSettings.parse({
    zones: { admin: { leastTrust: 'verified', mostRisk: 'low', trustedDevice: true, verifiedPlace: true } },
    groups: { trust: { secondFactor: 'fresh', idleMs: MINUTE_MS } },
  });
  const owner = (session: Partial<Person['session']>, roles = ['owner']) =>
    plainPerson({
      roles,
      trust: locked,
      session: { deviceTrust: 'revoked', ...session },
      principal: { held: ['review'] },
    });

  test('is a fresh second factor, from any device, below critical', async () => {
    for (const riskLevel of ['low', 'medium', 'high'] as const)
      expect(await codeOf(owner({ riskLevel }), 'tenant.sign-in.update')).toBeUndefined();
    expect(await codeOf(owner({ provedAt: ago(6) }), 'tenant.sign-in.update')).toBe(
      'needs_fresh_second_factor',
    );
    expect(await codeOf(owner({ provedAt: ago(6) }), 'tenant.sign-in.show', 'query')).toBe(
      'needs_fresh_second_factor',
    );
    expect(await codeOf(owner({ riskLevel: 'critical' }), 'tenant.sign-in.update')).toBe('risk_is_critical');
  });

  test('is no other’s, and leads to nothing else', async () => {
    expect(await codeOf(owner({}, ['admin']), 'tenant.sign-in.update')).toBe('held_for_review');
    expect(await codeOf(owner({}), 'unit.create')).toBe('held_for_review');
    for (const name of ['approval.approve', 'incident.undo', 'webhook.create', 'break-glass.open'] as const)
      expect(await codeOf(owner({}), name)).toBe('held_for_review');
  });
});
