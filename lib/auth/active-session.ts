import { inTenant } from '@/db/client';
import { after, HOUR_MS, MINUTE_MS } from '../base/clock';
import type { DeviceTrust, Person, RequestFacts } from '../policy/actor';
import type { Assurance } from '../policy/assurance';
import type { Permission } from '../policy/permissions';
import type { RiskLevel } from '../policy/risk-level';
import { permissionsOf } from '../policy/roles';
import type { Tenant } from '../policy/tenant';
import { demandsOf } from '../trust/decision/demands';

const TOUCH_AFTER_MS = MINUTE_MS;

type Row = {
  person_id: string;
  assurance: Assurance;
  methods: string[];
  proved_at: Date | null;
  proved_by: string | null;
  created_at: Date;
  last_seen_at: Date;
  ip: string | null;
  country: string | null;
  key_thumbprint: string | null;
  key_proved_at: Date | null;
  device_trust: DeviceTrust | null;
  device_places: string[] | null;
  risk: number;
  risk_level: RiskLevel;
  judged_at: Date | null;
  judged_on: string | null;
  policy_epoch: string | null;
  name: string;
  email: string | null;
  mobile: string | null;
  verified: boolean;
  unit_id: string | null;
  locale: string | null;
  joined_at: Date;
  password: boolean;
  totp: boolean;
  passkey: boolean;
  holds: string[] | null;
  roles: { key: string; access: 'read' | 'write'; permissions: string[] }[] | null;
};

const READ = {
  name: 'active-session',
  text: `select s.person_id, s.assurance, s.methods, s.proved_at, s.proved_by, s.created_at, s.last_seen_at, s.risk,
      host(s.ip) as ip, s.country, s.key_thumbprint, s.key_proved_at, s.risk_level, s.judged_at, s.judged_on,
      d.trust as device_trust, d.places as device_places,
      (select e.epoch from policy_epochs e where e.tenant_id = s.tenant_id) as policy_epoch,
      u.name, u.email, u.mobile, u.unit_id, u.locale, u.created_at as joined_at,
      (u.email_verified_at is not null or u.mobile_verified_at is not null) as verified,
      exists (select from passwords p where p.tenant_id = s.tenant_id and p.person_id = s.person_id) as password,
      exists (select from totp_factors f
        where f.tenant_id = s.tenant_id and f.person_id = s.person_id and f.confirmed_at is not null) as totp,
      exists (select from passkeys k where k.tenant_id = s.tenant_id and k.person_id = s.person_id) as passkey,
      (select array_agg(h.kind) from person_holds h
        where h.tenant_id = s.tenant_id and h.person_id = s.person_id and h.lifted_at is null) as holds,
      (select jsonb_agg(jsonb_build_object('key', r.key, 'access', r.access, 'permissions', r.permissions))
        from memberships m join roles r on r.tenant_id = m.tenant_id and r.id = m.role_id
        where m.tenant_id = s.tenant_id and m.person_id = s.person_id) as roles
    from sessions s join users u on u.tenant_id = s.tenant_id and u.id = s.person_id
      left join known_devices d on d.tenant_id = s.tenant_id and d.person_id = s.person_id and d.device_id = s.device_id
    where s.tenant_id = $1 and s.id = $2 and s.revoked_at is null and s.idle_expires_at > $3 and s.expires_at > $3
      and s.last_seen_at > $4 and s.created_at > $5 and u.status = 'active'`,
};

const TOUCH = {
  name: 'touch-session',
  text: `update sessions set last_seen_at = $3, idle_expires_at = least($4, expires_at),
      proved_at = case when $5 then null else proved_at end where tenant_id = $1 and id = $2`,
};

/**
 * Looks a session up, on every request: the row and nothing else says who is signed in, how well, and with which roles.
 * Gives undefined for a session that is unknown, ended, idle for too long, or whose person may no longer come in.
 */
export async function findActiveSession(
  tenant: Tenant,
  request: RequestFacts,
  sessionId: string,
  isQuery: (name: Permission) => boolean,
): Promise<Person | undefined> {
  return inTenant(tenant.id, async (tx) => {
    const { sessionIdleMs, sessionAbsoluteMs } = tenant.settings;
    // A tenant that shortens them means the sessions of today, too.
    const since = [after(request.at, -sessionIdleMs), after(request.at, -sessionAbsoluteMs)];
    const { rows } = await tx.$client.query<Row>({
      ...READ,
      values: [tenant.id, sessionId, request.at, ...since],
    });
    const [row] = rows;
    if (!row) return undefined;
    // Who is at work must not be taken for idle, however short the tenant's limit is.
    const shortestMs = shortestIdleMs(tenant);
    const touchAfterMs = Math.min(TOUCH_AFTER_MS, sessionIdleMs / 4, shortestMs / 4);
    const idleMs = request.at.getTime() - row.last_seen_at.getTime();
    const person = toPerson(tenant, request, sessionId, row, isQuery);
    const isPause = idleMs > shortestMs && idleMs > shortestIdleMsOf(person);
    // With one factor there is nothing to show again but all of it.
    if (row.assurance === 1 && idleMs > tenant.settings.trust.zones.user.idleMs) return undefined;
    if (idleMs > touchAfterMs) {
      const idleUntil = new Date(request.at.getTime() + sessionIdleMs);
      await tx.$client.query({ ...TOUCH, values: [tenant.id, sessionId, request.at, idleUntil, isPause] });
    }
    return isPause ? { ...person, session: { ...person.session, provedAt: null } } : person;
  });
}

/** How long anybody of a tenant may rest, at the shortest. */
function shortestIdleMs({ settings }: Tenant): number {
  const { zones, groups } = settings.trust;
  return Math.min(
    ...[...Object.values(zones), ...Object.values(groups)].map(({ idleMs = HOUR_MS }) => idleMs),
  );
}

/**
 * How long somebody may rest, at the shortest, in what they may do. After a longer rest the second factor no longer counts
 * as shown: the next request would otherwise take the one before it for work that went on.
 */
const shortestIdleMsOf = ({ tenant, principal }: Person): number =>
  Math.min(...principal.permissions.map((name) => demandsOf(tenant, name).idleMs));

function toPerson(
  tenant: Tenant,
  request: RequestFacts,
  id: string,
  row: Row,
  isQuery: (name: Permission) => boolean,
): Person {
  const roles = row.roles ?? [];
  const { name, email, mobile, verified, locale } = row;
  const enrolled = { totp: row.totp, passkey: row.passkey };
  const has = { password: row.password, ...enrolled };
  return {
    kind: 'person',
    tenant,
    request,
    principal: {
      id: row.person_id,
      tenant: tenant.id,
      name,
      email,
      mobile,
      verified,
      methods: (['password', 'totp', 'passkey'] as const).filter((method) => has[method]),
      mfaEnabled: row.totp || row.passkey,
      enrolled,
      joinedAt: row.joined_at,
      secured: row.holds?.includes('credentials') ?? false,
      awaitsFactor: row.holds?.includes('second_factor') ?? false,
      held: row.holds ?? [],
      roles: roles.map((role) => role.key).sort(),
      permissions: permissionsOf(roles, isQuery),
      unitId: row.unit_id,
      locale,
    },
    session: {
      id,
      assurance: row.assurance,
      methods: row.methods,
      provedAt: row.proved_at,
      provedBy: row.proved_by,
      createdAt: row.created_at,
      ip: row.ip,
      country: row.country,
      boundKey: row.key_thumbprint,
      keyProvedAt: row.key_proved_at,
      deviceTrust: row.device_trust ?? 'unknown',
      risk: row.risk,
      riskLevel: row.risk_level,
      judgedAt: row.judged_at,
      judgedOn: row.judged_on,
      lastSeenAt: row.last_seen_at,
      devicePlaces: row.device_places ?? [],
    },
    policyEpoch: Number(row.policy_epoch ?? 0),
  };
}
