import { sql } from 'drizzle-orm';
import {
  bigint,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { at, bytes, id, inet, tenantId } from './columns';
import { users } from './person';
import { tenants } from './tenant';

export const passwords = pgTable(
  'passwords',
  {
    tenantId: tenantId(),
    personId: uuid('person_id').notNull(),
    hash: text('hash').notNull(),
    changedAt: at('changed_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'passwords_pk', columns: [t.tenantId, t.personId] }),
    foreignKey({
      name: 'password_has_a_person',
      columns: [t.tenantId, t.personId],
      foreignColumns: [users.tenantId, users.id],
    }),
  ],
);

/** The passwords that a person has had, the one of today too, so that an old one does not come back. */
export const passwordHistory = pgTable(
  'password_history',
  {
    tenantId: tenantId(),
    id: id(),
    personId: uuid('person_id').notNull(),
    hash: text('hash').notNull(),
    setAt: at('set_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'password_history_pk', columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'former_password_has_a_person',
      columns: [t.tenantId, t.personId],
      foreignColumns: [users.tenantId, users.id],
    }),
    index('password_history_by_person').on(t.tenantId, t.personId, t.id),
  ],
);

export const totpFactors = pgTable(
  'totp_factors',
  {
    tenantId: tenantId(),
    id: id(),
    personId: uuid('person_id').notNull(),
    name: text('name').notNull(),
    secret: bytes('secret').notNull(),
    createdAt: at('created_at').notNull(),
    confirmedAt: at('confirmed_at'),
    /** The last time step whose code was taken: an older or equal one is a replay (RFC 6238, 5.2). */
    lastStep: bigint('last_step', { mode: 'number' }).notNull().default(0),
  },
  (t) => [
    primaryKey({ name: 'totp_factors_pk', columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'totp_has_a_person',
      columns: [t.tenantId, t.personId],
      foreignColumns: [users.tenantId, users.id],
    }),
    index('totp_factors_by_person').on(t.tenantId, t.personId),
  ],
);

export const recoveryCodes = pgTable(
  'recovery_codes',
  {
    tenantId: tenantId(),
    personId: uuid('person_id').notNull(),
    codeFingerprint: bytes('code_fingerprint').notNull(),
    createdAt: at('created_at').notNull(),
    usedAt: at('used_at'),
  },
  (t) => [
    primaryKey({ name: 'recovery_codes_pk', columns: [t.tenantId, t.personId, t.codeFingerprint] }),
    foreignKey({
      name: 'recovery_code_has_a_person',
      columns: [t.tenantId, t.personId],
      foreignColumns: [users.tenantId, users.id],
    }),
  ],
);

/** A browser by its signed cookie, known from its first visit on. */
export const devices = pgTable(
  'devices',
  {
    tenantId: tenantId(),
    id: id(),
    userAgent: text('user_agent').notNull(),
    /** RFC 7638, of the key pair whose private half cannot leave the browser; null for a browser that made none. */
    keyThumbprint: text('key_thumbprint'),
    keySince: at('key_since'),
    firstSeenAt: at('first_seen_at').notNull(),
    lastSeenAt: at('last_seen_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'devices_pk', columns: [t.tenantId, t.id] }),
    foreignKey({ name: 'device_has_a_tenant', columns: [t.tenantId], foreignColumns: [tenants.id] }),
  ],
);

/** Who has signed in with full proof from which browser. */
export const knownDevices = pgTable(
  'known_devices',
  {
    tenantId: tenantId(),
    personId: uuid('person_id').notNull(),
    deviceId: uuid('device_id').notNull(),
    /** What its owner calls it; null until they do. */
    name: text('name'),
    trust: text('trust', { enum: ['known', 'trusted', 'revoked'] })
      .notNull()
      .default('known'),
    /** When `trust` became what it is; null where it never changed. */
    trustChangedAt: at('trust_changed_at'),
    /** The countries it was used from, ISO 3166-1 alpha-2, the latest last. */
    places: text('places').array().notNull().default(sql`'{}'`),
    firstUsedAt: at('first_used_at').notNull(),
    lastUsedAt: at('last_used_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'known_devices_pk', columns: [t.tenantId, t.personId, t.deviceId] }),
    foreignKey({
      name: 'known_device_has_a_person',
      columns: [t.tenantId, t.personId],
      foreignColumns: [users.tenantId, users.id],
    }),
    foreignKey({
      name: 'known_device_has_a_device',
      columns: [t.tenantId, t.deviceId],
      foreignColumns: [devices.tenantId, devices.id],
    }),
  ],
);

/** A sign-in on its way: the password is right, the second factor or the cookie is still to come. */
export const signIns = pgTable(
  'sign_ins',
  {
    tenantId: tenantId(),
    id: id(),
    /** Null for a sign-in by code or link of a name that nobody has: it goes the same way and leads nowhere. */
    personId: uuid('person_id'),
    deviceId: uuid('device_id'),
    methods: text('methods').array().notNull(),
    /** Of the cookie of the browser that began, so that no other can go on. */
    browserFingerprint: bytes('browser_fingerprint').notNull(),
    createdAt: at('created_at').notNull(),
    expiresAt: at('expires_at').notNull(),
    sessionId: uuid('session_id'),
    ticketFingerprint: bytes('ticket_fingerprint'),
    ticketExpiresAt: at('ticket_expires_at'),
    ticketUsedAt: at('ticket_used_at'),
  },
  (t) => [
    primaryKey({ name: 'sign_ins_pk', columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'sign_in_has_a_person',
      columns: [t.tenantId, t.personId],
      foreignColumns: [users.tenantId, users.id],
    }),
    index('sign_ins_by_end').on(t.tenantId, t.expiresAt),
  ],
);

/** The authority on who is signed in; the cookie only points here. */
export const sessions = pgTable(
  'sessions',
  {
    tenantId: tenantId(),
    id: id(),
    personId: uuid('person_id').notNull(),
    deviceId: uuid('device_id'),
    ip: inet('ip'),
    /** ISO 3166-1 alpha-2 of the address, as the table of addresses knew it at sign-in. */
    country: text('country'),
    userAgent: text('user_agent').notNull(),
    assurance: integer('assurance').notNull(),
    methods: text('methods').array().notNull(),
    /** When the second factor was last shown, and which; null with one factor. */
    provedAt: at('proved_at'),
    provedBy: text('proved_by'),
    /** RFC 7638 thumbprint of the device key that it is bound to; null where the browser showed none. */
    keyThumbprint: text('key_thumbprint'),
    keyProvedAt: at('key_proved_at'),
    /** 0 to 100, with its level, what adds up to it, when it was last judged, and on which facts of a request. */
    risk: integer('risk').notNull().default(0),
    riskLevel: text('risk_level', { enum: ['low', 'medium', 'high', 'critical'] })
      .notNull()
      .default('low'),
    riskReasons: jsonb('risk_reasons').$type<{ reason: string; points: number }[]>().notNull().default([]),
    judgedAt: at('judged_at'),
    judgedOn: text('judged_on'),
    createdAt: at('created_at').notNull(),
    lastSeenAt: at('last_seen_at').notNull(),
    idleExpiresAt: at('idle_expires_at').notNull(),
    expiresAt: at('expires_at').notNull(),
    revokedAt: at('revoked_at'),
    revokedReason: text('revoked_reason'),
  },
  (t) => [
    primaryKey({ name: 'sessions_pk', columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'session_has_a_person',
      columns: [t.tenantId, t.personId],
      foreignColumns: [users.tenantId, users.id],
    }),
    check('session_assurance_is_aal_1_to_3', sql`${t.assurance} between 1 and 3`),
    index('sessions_by_person').on(t.tenantId, t.personId, t.id),
  ],
);

/** A six-digit code on its way to an address; only its fingerprint is kept. */
export const oneTimeCodes = pgTable(
  'one_time_codes',
  {
    tenantId: tenantId(),
    id: id(),
    purpose: text('purpose', {
      enum: [
        'verify_email',
        'verify_mobile',
        'activate_number',
        'sign_in',
        'second_factor',
        'step_up',
        'reset_password',
        'change_email',
        'change_mobile',
        'swap',
      ],
    }).notNull(),
    /** Null where nobody has the address: such a code is made, counted and sent to nobody. */
    personId: uuid('person_id'),
    address: text('address').notNull(),
    channel: text('channel', { enum: ['email', 'sms', 'whatsapp'] })
      .notNull()
      .default('sms'),
    /** The sign-in that it belongs to, and so the browser that may enter it. */
    signInId: uuid('sign_in_id'),
    /** Or the session in which it was asked for. */
    sessionId: uuid('session_id'),
    codeFingerprint: bytes('code_fingerprint').notNull(),
    triesLeft: integer('tries_left').notNull(),
    createdAt: at('created_at').notNull(),
    expiresAt: at('expires_at').notNull(),
    usedAt: at('used_at'),
  },
  (t) => [
    primaryKey({ name: 'one_time_codes_pk', columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'code_has_a_person',
      columns: [t.tenantId, t.personId],
      foreignColumns: [users.tenantId, users.id],
    }),
    foreignKey({
      name: 'code_has_a_sign_in',
      columns: [t.tenantId, t.signInId],
      foreignColumns: [signIns.tenantId, signIns.id],
    }),
    foreignKey({
      name: 'code_has_a_session',
      columns: [t.tenantId, t.sessionId],
      foreignColumns: [sessions.tenantId, sessions.id],
    }),
    check('code_has_tries_left_or_none', sql`${t.triesLeft} >= 0`),
    index('one_time_codes_by_session').on(t.tenantId, t.sessionId),
    index('one_time_codes_by_address').on(t.tenantId, t.address, t.purpose, t.id),
    index('one_time_codes_by_end').on(t.tenantId, t.expiresAt),
    // A sign-in that is swept away asks whether a code belongs to it.
    index('one_time_codes_by_sign_in').on(t.tenantId, t.signInId),
    // A newer code kills the older: at most one is live.
    uniqueIndex('one_code_is_live')
      .on(t.tenantId, t.personId, t.purpose, t.address)
      .where(sql`${t.usedAt} is null`),
  ],
);
