import { describe, expect, it } from 'vitest';
import { isTrustedAs, TRUST_LEVELS, type TrustFacts, trustLevelOf } from './trust-level';
import { trustSettings } from './trust-settings';
import { groupOf, ZONES, zoneOf } from './zone';

const AT = new Date('2026-06-15T12:00:00.000Z');
const before = new Date(AT.getTime() - 60_000);
const ONE: TrustFacts = {
  assurance: 1,
  provedAt: null,
  judgedAt: AT,
  deviceTrust: 'known',
  proof: 'none',
  riskLevel: 'low',
};
const TWO: TrustFacts = { ...ONE, assurance: 2, provedAt: AT };

describe('the level of trust', () => {
  const cases: [string, TrustFacts, (typeof TRUST_LEVELS)[number]][] = [
    ['one factor where nothing is unusual', ONE, 'medium'],
    ['one factor where something is', { ...ONE, riskLevel: 'medium' }, 'low'],
    ['one factor at high risk', { ...ONE, riskLevel: 'high' }, 'low'],
    ['two factors on a new device', { ...TWO, deviceTrust: 'unknown', riskLevel: 'medium' }, 'high'],
    ['two factors on a trusted device that does not sign', { ...TWO, deviceTrust: 'trusted' }, 'high'],
    ['two on a trusted device that signs', { ...TWO, deviceTrust: 'trusted', proof: 'proved' }, 'verified'],
    ['a passkey that cannot leave its device', { ...TWO, assurance: 3 }, 'verified'],
    ['two factors shown before the risk rose', { ...TWO, riskLevel: 'high', provedAt: before }, 'low'],
    ['two factors shown since', { ...TWO, riskLevel: 'high' }, 'medium'],
    ['a fresh factor', { ...TWO, riskLevel: 'high', provedAt: before, isFresh: true }, 'medium'],
    ['critical risk', { ...TWO, assurance: 3, riskLevel: 'critical', isFresh: true }, 'untrusted'],
    ['a device that was revoked', { ...TWO, deviceTrust: 'revoked' }, 'untrusted'],
    ['a cookie without its device', { ...TWO, proof: 'missing', isFresh: true }, 'untrusted'],
  ];
  it.each(cases)('%s', (_, facts, level) => {
    expect(trustLevelOf(facts)).toBe(level);
  });

  it('rises in the order of the list', () => {
    expect(isTrustedAs('high', 'medium')).toBe(true);
    expect(isTrustedAs('low', 'medium')).toBe(false);
    expect(TRUST_LEVELS.every((level) => isTrustedAs(level, 'untrusted'))).toBe(true);
  });
});

describe('zones and groups', () => {
  it('knows whose ground a deed is on', () => {
    expect(zoneOf('auth.sign-in')).toBe('public');
    expect(zoneOf('auth.password.change')).toBe('user');
    expect(zoneOf('wallet.transfer')).toBe('user');
    expect(zoneOf('sim.register')).toBe('agent');
    expect(zoneOf('role.assign')).toBe('admin');
    expect(zoneOf('tenant.create')).toBe('platform');
    expect(groupOf('wallet.transfer')).toBe('money');
    expect(groupOf('person.sessions.end')).toBe('people');
    expect(groupOf('person.profile')).toBe('account');
  });

  it('lets everybody work where a tenant has said nothing, two factors and a new device at medium risk', () => {
    const { zones } = trustSettings.parse({});
    const level = trustLevelOf({ ...TWO, deviceTrust: 'unknown', riskLevel: 'medium' });
    for (const zone of ZONES) expect(isTrustedAs(level, zones[zone].leastTrust)).toBe(true);
    expect(zones.admin).toMatchObject({ idleMs: 15 * 60_000, reverifyMs: 2 * 60_000 });
    expect(zones.user).toMatchObject({ idleMs: 30 * 60_000, reverifyMs: 5 * 60_000 });
  });

  it('keeps what a tenant said of one thing beside the defaults of the rest', () => {
    const { zones, groups } = trustSettings.parse({ zones: { admin: { trustedDevice: true } } });
    expect(zones.admin).toMatchObject({ trustedDevice: true, leastTrust: 'medium', idleMs: 15 * 60_000 });
    expect(groups.money).toEqual({});
  });
});
