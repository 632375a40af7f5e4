import {
  bigint,
  boolean,
  foreignKey,
  index,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { at, bytes, id, tenantId } from './columns';
import { users } from './person';
import { tenants } from './tenant';

/** A WebAuthn credential of a person (W3C WebAuthn Level 3). The private half never leaves its authenticator. */
export const passkeys = pgTable(
  'passkeys',
  {
    tenantId: tenantId(),
    id: id(),
    personId: uuid('person_id').notNull(),
    name: text('name').notNull(),
    credentialId: bytes('credential_id').notNull(),
    /** The public key in COSE form. */
    publicKey: bytes('public_key').notNull(),
    /** The signature counter as last seen; one that goes back is a copy at work (6.1.1). */
    counter: bigint('counter', { mode: 'number' }).notNull(),
    transports: text('transports').array().notNull(),
    /** The model of the authenticator; all zeros where it does not say. */
    aaguid: uuid('aaguid').notNull(),
    /** Whether it may leave its device at all, and whether it has. */
    backupEligible: boolean('backup_eligible').notNull(),
    backedUp: boolean('backed_up').notNull(),
    createdAt: at('created_at').notNull(),
    lastUsedAt: at('last_used_at'),
  },
  (t) => [
    primaryKey({ name: 'passkeys_pk', columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'passkey_has_a_person',
      columns: [t.tenantId, t.personId],
      foreignColumns: [users.tenantId, users.id],
    }),
    unique('passkey_is_known_once').on(t.tenantId, t.credentialId),
    index('passkeys_by_person').on(t.tenantId, t.personId),
  ],
);

/** A challenge that was handed to one browser: good once, for five minutes, for one purpose. */
export const passkeyChallenges = pgTable(
  'passkey_challenges',
  {
    tenantId: tenantId(),
    id: id(),
    purpose: text('purpose', { enum: ['enrol', 'sign_in', 'second_factor', 'step_up'] }).notNull(),
    /** Who it was made for; null where whoever signs in says so themselves. */
    personId: uuid('person_id'),
    challengeFingerprint: bytes('challenge_fingerprint').notNull(),
    browserFingerprint: bytes('browser_fingerprint').notNull(),
    createdAt: at('created_at').notNull(),
    expiresAt: at('expires_at').notNull(),
    usedAt: at('used_at'),
  },
  (t) => [
    primaryKey({ name: 'passkey_challenges_pk', columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'passkey_challenge_has_a_tenant',
      columns: [t.tenantId],
      foreignColumns: [tenants.id],
    }),
    unique('passkey_challenge_is_made_once').on(t.tenantId, t.challengeFingerprint),
    index('passkey_challenges_by_end').on(t.tenantId, t.expiresAt),
  ],
);
