import type { Tx } from '@/db/client';
import { after, HOUR_MS } from '../base/clock';
import { firstIdAt } from '../base/id';
import type { DeviceTrust, RequestFacts } from '../policy/actor';
import { TRUST_NOW } from './device/device-trust';
import { addressKey, slowKey } from './failed-proofs';
import type { Attempt } from './risk/attempt';
import type { Profile } from './risk/profile';

/** When and where a session of a person was opened, used and judged last. */
export type UsedSession = {
  id: string;
  country: string | null;
  seenAt: number;
  judgedAt: number | null;
  judgedOn: string | null;
};

/** All that judging a request reads beside the tallies, in one statement. */
export type Circumstances = {
  profile: Profile | null;
  /** Sign-ins of this person that are yet to be learned, the oldest first. */
  lessons: readonly Attempt[];
  /** Their latest sessions. */
  sessions: readonly UsedSession[];
  /** How many sessions they opened within the hour. */
  lately: number;
  /** Of those that anybody opened within the hour, the latest, how many came from this address. */
  fromAddress: number;
  /** The kinds of recorded signals that stand. */
  signals: readonly string[];
  /** The browser of the request, where they are known by it, and the key that it had when they used it last. */
  device: { trust: Exclude<DeviceTrust, 'unknown'>; key: string | null } | null;
  /** Failed proofs that are counted now, by the key of their budget. */
  failed: Readonly<Record<string, number>>;
  /** Until when the tenant blocks the address. */
  blockedUntil: Date | null;
};

/** So many of the latest sessions are looked at: of one person, and of the tenant for a busy address. */
const OWN_SESSIONS = 8;
const LATEST_SESSIONS = 200;

// A lesson has the id of its session, so that those of one person are found by the index of their sessions. Each part
// reads an index by its key; the tenant's latest sessions are a bounded end of their primary key.
export const CIRCUMSTANCES = {
  name: 'trust-circumstances',
  text: `with own as materialized (
      select s.id, s.country, s.last_seen_at, s.judged_at, s.judged_on from sessions s
      where s.tenant_id = $1::uuid and s.person_id = $2::uuid order by s.id desc limit $9::int
    )
    select
      (select p.profile from risk_profiles p where p.tenant_id = $1::uuid and p.person_id = $2::uuid) as profile,
      (select jsonb_agg(l.attempt order by l.id) from own o
        join risk_lessons l on l.tenant_id = $1::uuid and l.id = o.id) as lessons,
      (select jsonb_agg(jsonb_build_object('id', o.id, 'country', o.country,
          'seenAt', floor(extract(epoch from o.last_seen_at) * 1000),
          'judgedAt', floor(extract(epoch from o.judged_at) * 1000), 'judgedOn', o.judged_on)) from own o) as sessions,
      (select count(*)::int from (select from sessions s where s.tenant_id = $1::uuid and s.person_id = $2::uuid
        and s.id >= $8::uuid limit 50) h) as lately,
      (select count(*)::int from (select s.ip from sessions s where s.tenant_id = $1::uuid and s.id >= $8::uuid
        order by s.id desc limit $10::int) r where r.ip = $5::inet) as "fromAddress",
      (select array_agg(distinct t.kind) from trust_signals t
        where t.tenant_id = $1::uuid and t.person_id = $2::uuid and t.expires_at > $3::timestamptz) as signals,
      (select jsonb_build_object('trust', ${TRUST_NOW}, 'key',
          case when d.key_since <= k.last_used_at then d.key_thumbprint end) from known_devices k
        join devices d on d.tenant_id = k.tenant_id and d.id = k.device_id
        where k.tenant_id = $1::uuid and k.person_id = $2::uuid and k.device_id = $4::uuid) as device,
      (select jsonb_object_agg(f.key, f.points) from proof_limits f
        where f.key = any($6::text[]) and f.expire > $7::bigint) as failed,
      (select max(b.until) from blocked_addresses b where b.tenant_id = $1::uuid and b.until > $3::timestamptz
        and b.lifted_at is null and b.network >>= $5::inet) as "blockedUntil"`,
};

type Row = { [Name in keyof Circumstances]: Circumstances[Name] | null };

/** Whom a request concerns: the person who signs in or is signed in. `isSignIn` looks at who else came from the address. */
export type Concerned = { tenantId: string; personId: string; request: RequestFacts; isSignIn: boolean };

export async function readCircumstances(tx: Tx, concerned: Concerned): Promise<Circumstances> {
  const { tenantId, personId, request, isSignIn } = concerned;
  const { at, deviceId, ip } = request;
  const keys = failedKeysOf(concerned);
  const { rows } = await tx.$client.query<Row>({
    ...CIRCUMSTANCES,
    values: [
      ...[tenantId, personId, at, deviceId, ip, Object.values(keys), at.getTime()],
      ...[firstIdAt(after(at, -HOUR_MS)), OWN_SESSIONS, isSignIn ? LATEST_SESSIONS : 0],
    ],
  });
  const row = rows[0];
  if (!row) throw new Error('The circumstances of a request were not read.');
  return {
    profile: row.profile,
    lessons: row.lessons ?? [],
    sessions: row.sessions ?? [],
    lately: row.lately ?? 0,
    fromAddress: row.fromAddress ?? 0,
    signals: row.signals ?? [],
    device: row.device,
    failed: row.failed ?? {},
    blockedUntil: row.blockedUntil,
  };
}

/** The budgets whose failures are looked at: the address's, and the person's on browsers that are known and that are not. */
export function failedKeysOf({ tenantId, personId, request }: Omit<Concerned, 'isSignIn'>) {
  const account = { tenantId, account: personId };
  return {
    address: addressKey(tenantId, request.ip),
    unknown: slowKey({ ...account, knownDeviceId: null }),
    known: slowKey({ ...account, knownDeviceId: request.deviceId }),
  };
}
