import { inTenant } from '@/db/client';
import { newId } from '@/lib/base/id';
import { QUERY_NAMES } from '@/lib/catalogue';
import { perform } from '@/lib/command/perform';
import { insertPerson } from '@/lib/person/new-person';
import type { Actor, Person, RequestFacts, Stranger, System } from '@/lib/policy/actor';
import { permissionsOf } from '@/lib/policy/roles';
import { type Tenant, tenantSettings } from '@/lib/policy/tenant';
import { createTenant } from '@/lib/tenant/create-tenant';

export const NOON = new Date('2026-06-15T12:00:00.000Z');

export function facts(at: Date = NOON, over: Partial<RequestFacts> = {}): RequestFacts {
  return { at, id: 'test-request', ip: '127.0.0.1', userAgent: 'vitest', deviceId: null, ...over };
}

export type Ground = {
  tenant: Tenant;
  system(at?: Date): System;
  stranger(at?: Date): Stranger;
  /** Writes a person with roles and gives them as an actor with a fresh second factor, unless said otherwise. */
  person(
    roles: readonly string[],
    over?: { at?: Date; assurance?: 1 | 2; name?: string; email?: string; mobile?: string },
  ): Promise<Person>;
};

let made = 0;

/** A tenant of its own for one test, made by the command that makes tenants. */
export async function aTenant(over: Partial<Tenant> & { at?: Date } = {}): Promise<Ground> {
  made += 1;
  const { at = NOON, ...fields } = over;
  const id = newId(new Date(at.getTime() + made));
  const tenant: Tenant = {
    id,
    slug: `t-${id.slice(-12)}`,
    name: 'A test tenant',
    kind: 'telecom',
    country: 'RW',
    currency: 'RWF',
    timeZone: 'Africa/Kigali',
    locale: 'en',
    settings: tenantSettings.parse({ networks: ['63510'] }),
    ...fields,
  };
  const system = (when = at): System => ({ kind: 'system', tenant, name: 'test', request: facts(when) });
  const { slug, name, kind, country, timeZone, settings } = tenant;
  await perform(createTenant, system(), {
    slug,
    name,
    kind,
    country,
    timeZone,
    settings,
    currency: tenant.currency as 'RWF',
    locale: 'en',
    ownerName: 'Olive Owner',
    ownerEmail: 'owner@example.com',
    ownerPassword: 'correct horse battery staple',
  });
  return {
    tenant,
    system,
    stranger: (when = at) => ({ kind: 'stranger', tenant, request: facts(when) }),
    person: (roles, options = {}) => aPerson(tenant, roles, { at, ...options }),
  };
}

async function aPerson(
  tenant: Tenant,
  roles: readonly string[],
  over: { at: Date; assurance?: 1 | 2; name?: string; email?: string; mobile?: string },
): Promise<Person> {
  made += 1;
  const {
    at,
    assurance = 2,
    name = `Person ${made}`,
    email = `person-${made}@example.com`,
    mobile = null,
  } = over;
  const id = await inTenant(tenant.id, (tx) =>
    insertPerson(tx, tenant.id, at, {
      name,
      email,
      emailVerifiedAt: at,
      mobile,
      mobileVerifiedAt: mobile ? at : null,
      status: 'active',
      roles,
    }),
  );
  const stored = roles.map((key) => ({
    key,
    access: key === 'viewer' ? ('read' as const) : ('write' as const),
    permissions: [],
  }));
  return {
    kind: 'person',
    tenant,
    request: facts(at),
    principal: {
      id,
      tenant: tenant.id,
      name,
      email,
      mobile,
      verified: true,
      methods: ['password'],
      mfaEnabled: assurance === 2,
      enrolled: { totp: true, passkey: false },
      joinedAt: at,
      secured: false,
      awaitsFactor: false,
      held: [],
      roles: [...roles],
      permissions: permissionsOf(stored, (permission) => QUERY_NAMES.has(permission)),
      unitId: null,
      locale: null,
    },
    session: {
      id: newId(at),
      assurance,
      methods: assurance === 2 ? ['password', 'totp'] : ['password'],
      provedAt: assurance === 2 ? at : null,
      provedBy: assurance === 2 ? 'totp' : null,
      createdAt: at,
      ip: '127.0.0.1',
      country: null,
      boundKey: null,
      keyProvedAt: null,
      deviceTrust: 'known',
      risk: 0,
      riskLevel: 'low',
      judgedAt: at,
      judgedOn: null,
    },
    policyEpoch: 0,
  };
}

/** The same actor at another moment: time is an argument. */
export const later = <A extends Actor>(actor: A, at: Date): A => ({
  ...actor,
  request: { ...actor.request, at },
});
