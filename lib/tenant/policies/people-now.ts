import type { Tx } from '@/db/client';
import { newId } from '../../base/id';
import type { DeviceTrust, Person, Principal } from '../../policy/actor';
import type { Assurance } from '../../policy/assurance';
import type { RiskLevel } from '../../policy/risk-level';
import { permissionsOf, type Role } from '../../policy/roles';
import type { Tenant } from '../../policy/tenant';
import { isView } from '../../policy/views';
import { stands } from '../../trust/hold';

type Row = {
  id: string;
  name: string;
  email: string | null;
  mobile: string | null;
  verified: boolean;
  unitId: string | null;
  locale: string | null;
  joinedAt: Date;
  password: boolean;
  totp: boolean;
  passkey: boolean;
  held: string[] | null;
  swappedAt: Date | null;
  roles: Role[] | null;
};

const READ = {
  name: 'principals-now',
  text: `select u.id, u.name, u.email, u.mobile, u.unit_id as "unitId", u.locale, u.created_at as "joinedAt",
      (u.email_verified_at is not null or u.mobile_verified_at is not null) as verified,
      exists (select from passwords p where p.tenant_id = $1 and p.person_id = u.id) as password,
      exists (select from totp_factors f where f.tenant_id = $1 and f.person_id = u.id and f.confirmed_at is not null) as totp,
      exists (select from passkeys k where k.tenant_id = $1 and k.person_id = u.id) as passkey,
      (select array_agg(h.kind) from person_holds h
        where h.tenant_id = $1 and h.person_id = u.id and ${stands('h', '$3')}) as held,
      (select g.swapped_at from swap_guards g where g.tenant_id = $1 and g.person_id = u.id) as "swappedAt",
      (select jsonb_agg(jsonb_build_object('key', r.key, 'access', r.access, 'permissions', r.permissions))
        from memberships m join roles r on r.tenant_id = m.tenant_id and r.id = m.role_id
        where m.tenant_id = $1 and m.person_id = u.id) as roles
    from users u where u.tenant_id = $1 and u.id = any($2)`,
};

/** Reads people with the roles and holds that they have now. Whoever is no person of the tenant is left out. */
export async function peopleNow(
  tx: Tx,
  tenant: Tenant,
  now: Date,
  ids: readonly string[],
): Promise<Map<string, Principal>> {
  const { rows } = await tx.$client.query<Row>({ ...READ, values: [tenant.id, ids, now] });
  return new Map(rows.map((row) => [row.id, principalOf(tenant, row)]));
}

function principalOf(tenant: Tenant, { password, totp, passkey, held, roles, ...row }: Row): Principal {
  const has = { password, totp, passkey };
  return {
    ...row,
    tenant: tenant.id,
    methods: (['password', 'totp', 'passkey'] as const).filter((method) => has[method]),
    mfaEnabled: totp || passkey,
    enrolled: { totp, passkey },
    secured: held?.includes('credentials') ?? false,
    awaitsFactor: held?.includes('second_factor') ?? false,
    held: held ?? [],
    roles: (roles ?? []).map(({ key }) => key).sort(),
    permissions: permissionsOf(roles ?? [], isView),
  };
}

/** What is supposed of a request that nobody made, or that was made a while ago. */
export type Supposed = {
  at: Date;
  ip: string | null;
  deviceTrust: DeviceTrust;
  /** Whether the browser signed with the key that its session is bound to; null where there is no such key. */
  signed: boolean | null;
  assurance: Assurance;
  /** Whether the second factor was shown a moment ago; else long before. */
  fresh: boolean;
  risk: number;
  riskLevel: RiskLevel;
};

const A_KEY = 'a-supposed-key';
const LONG_MS = 60 * 60_000;

/** Somebody as the door would see them at a moment under what is supposed. */
export function asPerson(tenant: Tenant, principal: Principal, supposed: Supposed): Person {
  const { at, ip, signed, assurance, fresh, risk, riskLevel, deviceTrust } = supposed;
  const provedAt = assurance < 2 ? null : new Date(at.getTime() - (fresh ? 0 : LONG_MS));
  const opened = provedAt ?? at;
  return {
    kind: 'person',
    tenant,
    principal,
    policyEpoch: 0,
    request: {
      ...{ at, id: 'supposed', ip, userAgent: '', deviceId: null },
      ...(signed ? { deviceKey: A_KEY } : {}),
    },
    session: {
      id: newId(at),
      ...{ assurance, methods: principal.methods, provedAt, provedBy: provedAt ? 'totp' : null },
      ...{ createdAt: opened, ip, country: null, deviceTrust, risk, riskLevel, judgedAt: at, judgedOn: null },
      ...{ boundKey: signed === null ? null : A_KEY, keyProvedAt: signed ? at : null },
    },
  };
}
