import { inTenant, type Tx } from '@/db/client';
import { after, HOUR_MS, MINUTE_MS } from '../base/clock';
import type { DeviceTrust, Person, RequestFacts } from '../policy/actor';
import type { Assurance } from '../policy/assurance';
import { isFit, permissionsByBreakGlass } from '../policy/break-glass';
import type { Permission } from '../policy/permissions';
import type { RiskLevel } from '../policy/risk-level';
import { permissionsOf } from '../policy/roles';
import type { Tenant } from '../policy/tenant';
import { demandsOf } from '../trust/decision/demands';
import { TRUST_IN_SESSION } from '../trust/device/device-trust';
import { stands } from '../trust/hold';

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
  glass: { id: string; until: string } | null;
  holds: string[] | null;
  swapped_at: Date | null;
  roles: { key: string; access: 'read' | 'write'; permissions: string[] }[] | null;
};

const READ = {
  name: 'active-session',
  text: `select s.person_id, s.assurance, s.methods, s.proved_at, s.proved_by, s.created_at, s.last_seen_at, s.risk,
      host(s.ip) as ip, s.country, s.key_thumbprint, s.key_proved_at, s.risk_level, s.judged_at, s.judged_on,
      ${TRUST_IN_SESSION} as device_trust,
      d.places as device_places,
      (select e.epoch from policy_epochs e where e.tenant_id = s.tenant_id) as policy_epoch,
      u.name, u.email, u.mobile, u.unit_id, u.locale, u.created_at as joined_at,
      (u.email_verified_at is not null or u.mobile_verified_at is not null) as verified,
      exists (select from passwords p where p.tenant_id = s.tenant_id and p.person_id = s.person_id) as password,
      exists (select from totp_factors f
        where f.tenant_id = s.tenant_id and f.person_id = s.person_id and f.confirmed_at is not null) as totp,
      exists (select from passkeys k where k.tenant_id = s.tenant_id and k.person_id = s.person_id) as passkey,
      (select jsonb_build_object('id', b.id, 'until', b.ends_at) from break_glass b
        where b.tenant_id = s.tenant_id and b.asked_by = s.person_id and b.ended_at is null
          and b.opened_at <= $3 and b.ends_at > $3) as glass,
      (select array_agg(h.kind) from person_holds h
        where h.tenant_id = s.tenant_id and h.person_id = s.person_id and ${stands('h', '$3')}) as holds,
      (select g.swapped_at from swap_guards g
        where g.tenant_id = s.tenant_id and g.person_id = s.person_id) as swapped_at,
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
      key_proved_at = case when key_thumbprint = $5 then $3 else key_proved_at end,
      proved_at = case when $6 then null else proved_at end
    where tenant_id = $1 and id = $2`,
};

const NOTE_KEY = {
  name: 'session-key-signed',
  text: 'update sessions set key_proved_at = $3 where tenant_id = $1 and id = $2 and key_thumbprint = $4',
};

type IsQuery = (name: Permission) => boolean;

/**
 * Looks a session up, on every request: the row and nothing else says who is signed in, how well, and with which roles.
 * Gives undefined for a session that is unknown, ended, idle for too long, or whose person may no longer come in.
 */
export async function findActiveSession(
  tenant: Tenant,
  request: RequestFacts,
  sessionId: string,
  isQuery: IsQuery,
): Promise<Person | undefined> {
  return inTenant(tenant.id, async (tx) => {
    const row = await readRow(tx, tenant, request, sessionId);
    if (!row) return undefined;
    const person = toPerson(tenant, request, sessionId, row, isQuery);
    const isPause = hasPaused(person);
    // With one factor there is nothing to show again but all of it.
    if (row.assurance === 1 && idleOf(person) > tenant.settings.trust.zones.user.idleMs) return undefined;
    await touch(tx, { tenant, request, isPause }, { ...row, id: sessionId });
    return isPause ? { ...person, session: { ...person.session, provedAt: null } } : person;
  });
}

/** How long a session has rested, in milliseconds. */
const idleOf = ({ request, session }: Person): number =>
  request.at.getTime() - (session.lastSeenAt ?? request.at).getTime();

/** How long anybody of a tenant may rest, at the shortest. */
function shortestIdleMs({ settings }: Tenant): number {
  const { zones, groups } = settings.trust;
  return Math.min(
    ...[...Object.values(zones), ...Object.values(groups)].map(({ idleMs = HOUR_MS }) => idleMs),
  );
}

/**
 * Whether somebody has rested for longer than anything that they may do allows. Then the second factor no longer counts
 * as shown: the next request would otherwise take the one before it for work that went on.
 */
function hasPaused(person: Person): boolean {
  const { tenant, principal } = person;
  const idleMs = idleOf(person);
  if (idleMs <= shortestIdleMs(tenant)) return false;
  return idleMs > Math.min(...principal.permissions.map((name) => demandsOf(tenant, name).idleMs));
}

/**
 * As `findActiveSession`, for what an open page does by itself. It does not count as activity, so the session may go idle;
 * that its key has signed is noted all the same.
 */
export async function lookAtActiveSession(
  tenant: Tenant,
  request: RequestFacts,
  sessionId: string,
  isQuery: IsQuery,
): Promise<Person | undefined> {
  return inTenant(tenant.id, async (tx) => {
    const row = await readRow(tx, tenant, request, sessionId);
    if (!row) return undefined;
    const values = [tenant.id, sessionId, request.at, request.deviceKey];
    if (hasSigned(row, request)) await tx.$client.query({ ...NOTE_KEY, values });
    return toPerson(tenant, request, sessionId, row, isQuery);
  });
}

async function readRow(
  tx: Tx,
  tenant: Tenant,
  { at }: RequestFacts,
  sessionId: string,
): Promise<Row | undefined> {
  const { sessionIdleMs, sessionAbsoluteMs } = tenant.settings;
  // A tenant that shortens them means the sessions of today, too.
  const since = [after(at, -sessionIdleMs), after(at, -sessionAbsoluteMs)];
  const { rows } = await tx.$client.query<Row>({ ...READ, values: [tenant.id, sessionId, at, ...since] });
  return rows[0];
}

/** Notes that a session is used, and that its key has signed: not with every request, but before it matters. */
async function touch(
  tx: Tx,
  { tenant, request, isPause }: { tenant: Tenant; request: RequestFacts; isPause: boolean },
  row: Row & { id: string },
): Promise<void> {
  const { sessionIdleMs } = tenant.settings;
  // Who is at work must not be taken for idle, however short the tenant's limit is.
  const touchAfterMs = Math.min(TOUCH_AFTER_MS, sessionIdleMs / 4, shortestIdleMs(tenant) / 4);
  const isOld = (since: Date | null) => request.at.getTime() - (since?.getTime() ?? 0) > touchAfterMs;
  if (!isOld(row.last_seen_at) && !(hasSigned(row, request) && isOld(row.key_proved_at))) return;
  const idleUntil = after(request.at, sessionIdleMs);
  const values = [tenant.id, row.id, request.at, idleUntil, request.deviceKey ?? null, isPause];
  await tx.$client.query({ ...TOUCH, values });
}

const hasSigned = ({ key_thumbprint }: Row, { deviceKey }: RequestFacts): boolean =>
  key_thumbprint !== null && deviceKey === key_thumbprint;

function toPerson(tenant: Tenant, request: RequestFacts, id: string, row: Row, isQuery: IsQuery): Person {
  const roles = row.roles ?? [];
  // An hour as an owner ends with the role that it was given to, or with a hold on the account, whatever its row says.
  const glass = row.glass && isFit(roles, row.holds ?? []) ? row.glass : undefined;
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
      swappedAt: row.swapped_at,
      roles: roles.map((role) => role.key).sort(),
      permissions: glass ? permissionsByBreakGlass(roles, isQuery) : permissionsOf(roles, isQuery),
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
      keyProvedAt: hasSigned(row, request) ? request.at : row.key_proved_at,
      deviceTrust: row.device_trust ?? 'unknown',
      risk: row.risk,
      riskLevel: row.risk_level,
      judgedAt: row.judged_at,
      judgedOn: row.judged_on,
      lastSeenAt: row.last_seen_at,
      devicePlaces: row.device_places ?? [],
    },
    policyEpoch: Number(row.policy_epoch ?? 0),
    ...(glass && { breakGlass: { id: glass.id, until: new Date(glass.until) } }),
  };
}
