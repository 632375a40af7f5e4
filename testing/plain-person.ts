import type { Person } from '@/lib/policy/actor';
import { permissionsOf } from '@/lib/policy/roles';
import { type Tenant, type TenantSettings, tenantSettings } from '@/lib/policy/tenant';
import { facts, NOON } from './ground';

type Over = {
  tenant?: Partial<Tenant>;
  trust?: Partial<TenantSettings['trust']>;
  roles?: readonly string[];
  request?: Partial<Person['request']>;
  session?: Partial<Person['session']>;
  principal?: Partial<Person['principal']>;
  policyEpoch?: number;
};

/** Somebody who stands in no table, for rules that read none: with two factors, freshly shown, on a known device. */
export function plainPerson({ roles = ['owner'], ...over }: Over = {}): Person {
  const settings = tenantSettings.parse({});
  const tenant: Tenant = {
    ...{ id: '019751d4-0000-7000-8000-000000000001', slug: 'plain', name: 'A plain tenant', kind: 'telecom' },
    ...{ country: 'RW', currency: 'RWF', timeZone: 'Africa/Kigali', locale: 'en' },
    ...over.tenant,
    settings: { ...settings, trust: { ...settings.trust, ...over.trust } },
  };
  const stored = roles.map((key) => ({ key, access: 'write' as const, permissions: [] }));
  return {
    kind: 'person',
    tenant,
    request: facts(NOON, over.request),
    principal: {
      ...{ id: '019751d4-0000-7000-8000-000000000002', tenant: tenant.id, name: 'A person' },
      ...{
        email: 'person@example.com',
        mobile: null,
        verified: true,
        methods: ['password'],
        mfaEnabled: true,
      },
      ...{ enrolled: { totp: true, passkey: false }, joinedAt: NOON, secured: false, awaitsFactor: false },
      ...{
        held: [],
        roles: [...roles],
        permissions: permissionsOf(stored, () => true),
        unitId: null,
        locale: null,
      },
      ...over.principal,
    },
    session: {
      ...{ id: '019751d4-0000-7000-8000-000000000003', assurance: 2, methods: ['password', 'totp'] },
      ...{ provedAt: NOON, provedBy: 'totp', createdAt: NOON, ip: '127.0.0.1', country: null },
      ...{ boundKey: null, keyProvedAt: null, deviceTrust: 'known', lastSeenAt: NOON, devicePlaces: [] },
      ...{ risk: 0, riskLevel: 'low', judgedAt: NOON, judgedOn: null },
      ...over.session,
    },
    policyEpoch: over.policyEpoch ?? 0,
  };
}
