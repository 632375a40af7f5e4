import { z } from 'zod';
import type { Tx } from '@/db/client';
import { after } from '../base/clock';
import { DEVICE_TRUSTS, type DeviceTrust } from '../policy/actor';
import type { Assurance } from '../policy/assurance';
import type { Permission } from '../policy/permissions';
import { RISK_LEVELS, type RiskLevel } from '../policy/risk-level';
import type { Tenant } from '../policy/tenant';
import { TRUST_LEVELS, trustLevelOf } from '../policy/trust-level';
import { ZONES, type Zone } from '../policy/zone';
import { browserName } from '../trust/browser-name';
import type { DeviceProof } from '../trust/device/device-proof';
import { TRUST_IN_SESSION } from '../trust/device/device-trust';
import { asnOf } from '../trust/network';

/** Sessions of one person that fit on a screen. */
const MOST = 10;

const moment = z.date();

/** How far a session is trusted, and all that this comes from. */
export const sessionStatus = z.strictObject({
  id: z.uuid(),
  trust: z.enum(TRUST_LEVELS),
  /** 0 to 100, and the parts that add up to it; without parts it has not been judged yet. */
  risk: z.number().int(),
  riskLevel: z.enum(RISK_LEVELS),
  reasons: z.array(z.strictObject({ reason: z.string(), points: z.number() })),
  judgedAt: moment.nullable(),
  /** The zone that its person works in, and from when on a mere look has it judged anew. Deeds have so at once. */
  zone: z.enum(ZONES),
  nextJudgedAt: moment.nullable(),
  assurance: z.number().int(),
  methods: z.array(z.string()),
  provedAt: moment.nullable(),
  provedBy: z.string().nullable(),
  browser: z.string().nullable(),
  deviceName: z.string().nullable(),
  deviceTrust: z.enum(DEVICE_TRUSTS),
  deviceSince: moment.nullable(),
  proof: z.enum(['proved', 'missing', 'none']),
  keyProvedAt: moment.nullable(),
  ip: z.string().nullable(),
  country: z.string().nullable(),
  /** The number of the autonomous system that the address belongs to. */
  network: z.number().int().nullable(),
  createdAt: moment,
  lastSeenAt: moment,
  idleExpiresAt: moment,
  expiresAt: moment,
});
export type SessionStatus = z.infer<typeof sessionStatus>;

type Row = Omit<
  SessionStatus,
  | 'trust'
  | 'zone'
  | 'nextJudgedAt'
  | 'network'
  | 'browser'
  | 'deviceTrust'
  | 'proof'
  | 'reasons'
  | 'assurance'
> & {
  assurance: Assurance;
  riskLevel: RiskLevel;
  reasons: { reason: string; points: number }[];
  userAgent: string;
  hasKey: boolean;
  deviceTrust: DeviceTrust | null;
};

const READ = {
  name: 'session-status',
  text: `select s.id, s.risk, s.risk_level as "riskLevel", s.risk_reasons as reasons, s.judged_at as "judgedAt",
      s.assurance, s.methods, s.proved_at as "provedAt", s.proved_by as "provedBy", s.user_agent as "userAgent",
      s.key_thumbprint is not null as "hasKey", s.key_proved_at as "keyProvedAt", host(s.ip) as ip, s.country,
      s.created_at as "createdAt", s.last_seen_at as "lastSeenAt", s.idle_expires_at as "idleExpiresAt",
      s.expires_at as "expiresAt", k.name as "deviceName", ${TRUST_IN_SESSION} as "deviceTrust", k.first_used_at as "deviceSince"
    from sessions s left join known_devices k
      on k.tenant_id = s.tenant_id and k.person_id = s.person_id and k.device_id = s.device_id
    where s.tenant_id = $1 and s.person_id = $2 and ($3::uuid is null or s.id = $3) and s.revoked_at is null
      and s.idle_expires_at > $4 and s.expires_at > $4
    order by s.id desc limit ${MOST}`,
};

type Whose = {
  personId: string;
  permissions: readonly Permission[];
  /** One session alone, with the proof of the request that asks; without it all live ones, as they were last seen. */
  only?: { sessionId: string; proof: DeviceProof };
};

/** Reads how far the live sessions of a person are trusted, the newest first. */
export async function readSessionStatus(
  tx: Tx,
  tenant: Tenant,
  now: Date,
  { personId, permissions, only }: Whose,
): Promise<SessionStatus[]> {
  const { rows } = await tx.$client.query<Row>({
    ...READ,
    values: [tenant.id, personId, only?.sessionId ?? null, now],
  });
  const zone = zoneOfWork(permissions);
  return rows.map((row) => statusOf(row, { tenant, zone, now, proof: only?.proof }));
}

type Around = { tenant: Tenant; zone: Zone; now: Date; proof: DeviceProof | undefined };

function statusOf(
  { userAgent, hasKey, ...row }: Row,
  { tenant, zone, now, proof: own }: Around,
): SessionStatus {
  const { trust, freshProofMs } = tenant.settings;
  const { provedAt, judgedAt, assurance, riskLevel } = row;
  // Of somebody else's request nothing is known but whether the key of the session has ever signed.
  const proof = own ?? (!hasKey ? 'none' : row.keyProvedAt ? 'proved' : 'missing');
  const deviceTrust = row.deviceTrust ?? 'unknown';
  const isFresh = provedAt !== null && now.getTime() - provedAt.getTime() <= freshProofMs;
  return {
    ...row,
    ...{ zone, proof, deviceTrust, browser: browserName(userAgent), network: asnOf(row.ip) },
    trust: trustLevelOf({ assurance, provedAt, judgedAt, deviceTrust, proof, riskLevel, isFresh }),
    nextJudgedAt: judgedAt && after(judgedAt, trust.zones[zone].reverifyMs),
  };
}

/** The strictest zone that somebody's permissions open: that one is what their session is measured by. */
function zoneOfWork(permissions: readonly Permission[]): Zone {
  if (permissions.includes('tenant.dashboard')) return 'admin';
  return permissions.includes('counter.dashboard') ? 'agent' : 'user';
}
