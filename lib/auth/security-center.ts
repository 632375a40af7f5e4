import { z } from 'zod';
import type { Tx } from '@/db/client';
import { notSignedIn } from '../base/refusal';
import { command, query } from '../command/command';
import type { Person } from '../policy/actor';
import { demandOf, missingKind } from '../policy/second-factor-policy';
import { FACTOR_DEMANDS } from '../policy/sign-in-settings';
import { browserName } from '../trust/browser-name';
import { DEVICES_OF_PERSON, type DeviceRow, ownDevice, ownDeviceOf } from './device/list';
import { ACCOUNT_IN_ALL, failuresOnUnknownDevices, forgetFailures } from './proof-budget';

const moment = z.date();
const output = z.strictObject({
  demand: z.enum(FACTOR_DEMANDS),
  /** The kind of factor that the tenant's policy has and this person lacks; null where nothing is missing. */
  missing: z.enum(['totp', 'passkey', 'any']).nullable(),
  passwordChangedAt: moment.nullable(),
  recoveryCodesLeft: z.number().int(),
  apps: z.array(z.strictObject({ id: z.uuid(), name: z.string(), since: moment })),
  passkeys: z.array(
    z.strictObject({
      id: z.uuid(),
      name: z.string(),
      /** Whether it may leave its device: then it is kept in the person's account elsewhere. */
      synced: z.boolean(),
      since: moment,
      lastUsedAt: moment.nullable(),
    }),
  ),
  sessions: z.array(
    z.strictObject({
      id: z.uuid(),
      current: z.boolean(),
      ip: z.string().nullable(),
      country: z.string().nullable(),
      browser: z.string().nullable(),
      assurance: z.number().int(),
      methods: z.array(z.string()),
      since: moment,
      lastSeenAt: moment,
    }),
  ),
  devices: z.array(ownDevice),
  /** Failures on devices that the account does not know, against how many are allowed in a year. */
  failures: z.strictObject({ count: z.number().int(), of: z.number().int() }),
});

export type OwnSecurity = z.infer<typeof output>;

/** Everything that stands between one's account and somebody else, on one screen. */
export const ownSecurity = query({
  name: 'auth.security',
  proof: 'session',
  input: z.strictObject({}),
  output,
  async run({ tx, actor, tenant, now }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const { principal } = actor;
    return {
      demand: demandOf(tenant, principal.roles),
      missing: missingKind(tenant, principal.enrolled) ?? null,
      ...(await readSecurity(tx, actor, now)),
      failures: {
        count: await failuresOnUnknownDevices(tx, tenant.id, principal.id, now),
        of: ACCOUNT_IN_ALL,
      },
    };
  },
  sample: async () => ({}),
});

type Kept<Row> = { [Key in keyof Row]: Row[Key] extends Date ? string : Row[Key] };
type Session = OwnSecurity['sessions'][number];
type Row = {
  passwordChangedAt: Date | null;
  recoveryCodesLeft: number;
  apps: Kept<OwnSecurity['apps'][number]>[];
  passkeys: (Kept<Omit<OwnSecurity['passkeys'][number], 'lastUsedAt'>> & { lastUsedAt: string | null })[];
  sessions: (Kept<Omit<Session, 'current' | 'browser'>> & { userAgent: string })[];
  devices: DeviceRow[];
};

// One statement: a page that a frightened person opens should not wait for seven answers. Each list ends at fifty:
// nobody has more of them by honest means.
const READ = {
  name: 'own-security',
  text: `with apps as (
      select id, name, confirmed_at as since from totp_factors
      where tenant_id = $1 and person_id = $2 and confirmed_at is not null order by id limit 50
    ), keys as (
      select id, name, backup_eligible as synced, created_at as since, last_used_at as "lastUsedAt" from passkeys
      where tenant_id = $1 and person_id = $2 order by id limit 50
    ), live as (
      select id, host(ip) as ip, country, user_agent as "userAgent", assurance, methods, created_at as since,
        last_seen_at as "lastSeenAt"
      from sessions where tenant_id = $1 and person_id = $2 and revoked_at is null and idle_expires_at > $3
        and expires_at > $3 order by id desc limit 50
    ), browsers as (
      ${DEVICES_OF_PERSON}
    )
    select
      (select changed_at from passwords where tenant_id = $1 and person_id = $2) as "passwordChangedAt",
      (select count(*)::int from recovery_codes where tenant_id = $1 and person_id = $2 and used_at is null)
        as "recoveryCodesLeft",
      (select coalesce(jsonb_agg(to_jsonb(apps)), '[]') from apps) as apps,
      (select coalesce(jsonb_agg(to_jsonb(keys)), '[]') from keys) as passkeys,
      (select coalesce(jsonb_agg(to_jsonb(live)), '[]') from live) as sessions,
      (select coalesce(jsonb_agg(to_jsonb(browsers)), '[]') from browsers) as devices`,
};

async function readSecurity(tx: Tx, actor: Person, now: Date) {
  const { tenant, principal, session } = actor;
  const { rows } = await tx.$client.query<Row>({ ...READ, values: [tenant.id, principal.id, now] });
  const [row] = rows;
  if (!row) throw new Error('A select without from gives one row.');
  const { apps, passkeys, sessions, devices, ...rest } = row;
  return {
    ...rest,
    apps: apps.map((app) => ({ ...app, since: new Date(app.since) })),
    passkeys: passkeys.map((passkey) => ({
      ...passkey,
      since: new Date(passkey.since),
      lastUsedAt: passkey.lastUsedAt === null ? null : new Date(passkey.lastUsedAt),
    })),
    sessions: sessions.map(({ userAgent, since, lastSeenAt, ...one }) => ({
      ...one,
      current: one.id === session.id,
      browser: browserName(userAgent),
      since: new Date(since),
      lastSeenAt: new Date(lastSeenAt),
    })),
    devices: devices.map((row) => ownDeviceOf(actor, row)),
  };
}

/** Opens one's account to devices that it does not know, after a guesser has closed it. */
export const forgiveFailures = command({
  name: 'auth.failures.forgive',
  proof: 'fresh-second-factor',
  input: z.strictObject({}),
  output: z.strictObject({}),
  async run({ tx, actor, tenant, now }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const { id } = actor.principal;
    const failures = await failuresOnUnknownDevices(tx, tenant.id, id, now);
    await forgetFailures(tx, tenant.id, id);
    return {
      output: {},
      evidence: { subject: `person:${id}`, severity: 'notice', change: { failures: [failures, 0] } },
    };
  },
  sample: async () => ({}),
});
