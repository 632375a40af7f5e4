import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  date,
  foreignKey,
  index,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { at, bytes, id, tenantId } from './columns';
import { tenants, units } from './tenant';

export const users = pgTable(
  'users',
  {
    tenantId: tenantId(),
    id: id(),
    unitId: uuid('unit_id'),
    name: text('name').notNull(),
    email: text('email'),
    emailVerifiedAt: at('email_verified_at'),
    mobile: text('mobile'),
    mobileVerifiedAt: at('mobile_verified_at'),
    /** When the number that led to them was given to somebody else. */
    mobileCutAt: at('mobile_cut_at'),
    status: text('status', { enum: ['invited', 'active', 'suspended', 'closed'] }).notNull(),
    locale: text('locale'),
    createdAt: at('created_at').notNull(),
    lastSeenAt: at('last_seen_at'),
  },
  (t) => [
    primaryKey({ name: 'users_pk', columns: [t.tenantId, t.id] }),
    foreignKey({ name: 'person_has_a_tenant', columns: [t.tenantId], foreignColumns: [tenants.id] }),
    foreignKey({
      name: 'person_has_a_unit',
      columns: [t.tenantId, t.unitId],
      foreignColumns: [units.tenantId, units.id],
    }),
    check(
      'person_has_an_address',
      sql`${t.email} is not null or ${t.mobile} is not null or ${t.mobileCutAt} is not null`,
    ),
    // An unconfirmed address is a claim and nothing more: anybody may claim, one may own.
    uniqueIndex('email_is_owned_once').on(t.tenantId, t.email).where(sql`${t.emailVerifiedAt} is not null`),
    uniqueIndex('mobile_is_owned_once')
      .on(t.tenantId, t.mobile)
      .where(sql`${t.mobileVerifiedAt} is not null`),
    index('users_by_email').on(t.tenantId, t.email, t.id),
    index('users_by_mobile').on(t.tenantId, t.mobile, t.id),
    index('users_by_unit').on(t.tenantId, t.unitId, t.id),
    index('users_by_status').on(t.tenantId, t.status, t.id),
  ],
);

/** Each word of a person's name, e-mail and number, so that a search by the start of a word is one range of an index. */
export const userWords = pgTable(
  'user_words',
  { tenantId: tenantId(), word: text('word').notNull(), personId: uuid('person_id').notNull() },
  (t) => [
    primaryKey({ name: 'user_words_pk', columns: [t.tenantId, t.personId, t.word] }),
    foreignKey({
      name: 'word_has_a_person',
      columns: [t.tenantId, t.personId],
      foreignColumns: [users.tenantId, users.id],
    }),
    index('user_words_by_word').on(t.tenantId, sql`${t.word} collate "C"`, t.personId),
  ],
);

/** Who is in a unit or below it: a row for their own unit and each above, so that a branch is one range of an index. */
export const branchPeople = pgTable(
  'branch_people',
  {
    tenantId: tenantId(),
    unitId: uuid('unit_id').notNull(),
    personId: uuid('person_id').notNull(),
  },
  (t) => [
    primaryKey({ name: 'branch_people_pk', columns: [t.tenantId, t.unitId, t.personId] }),
    foreignKey({
      name: 'branch_person_has_a_unit',
      columns: [t.tenantId, t.unitId],
      foreignColumns: [units.tenantId, units.id],
    }),
    foreignKey({
      name: 'branch_person_is_a_person',
      columns: [t.tenantId, t.personId],
      foreignColumns: [users.tenantId, users.id],
    }),
    index('branch_people_by_person').on(t.tenantId, t.personId),
  ],
);

export const roles = pgTable(
  'roles',
  {
    tenantId: tenantId(),
    id: id(),
    key: text('key').notNull(),
    name: text('name').notNull(),
    access: text('access', { enum: ['read', 'write'] }).notNull(),
    /** Empty for a built-in role: what those may do is in the code. */
    permissions: text('permissions').array().notNull(),
    builtIn: boolean('built_in').notNull(),
    createdAt: at('created_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'roles_pk', columns: [t.tenantId, t.id] }),
    foreignKey({ name: 'role_has_a_tenant', columns: [t.tenantId], foreignColumns: [tenants.id] }),
    unique('role_key_is_used_once').on(t.tenantId, t.key),
  ],
);

export const memberships = pgTable(
  'memberships',
  {
    tenantId: tenantId(),
    personId: uuid('person_id').notNull(),
    roleId: uuid('role_id').notNull(),
    grantedBy: uuid('granted_by'),
    grantedAt: at('granted_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'memberships_pk', columns: [t.tenantId, t.personId, t.roleId] }),
    foreignKey({
      name: 'membership_has_a_person',
      columns: [t.tenantId, t.personId],
      foreignColumns: [users.tenantId, users.id],
    }),
    foreignKey({
      name: 'membership_has_a_role',
      columns: [t.tenantId, t.roleId],
      foreignColumns: [roles.tenantId, roles.id],
    }),
    index('memberships_by_role').on(t.tenantId, t.roleId, t.personId),
  ],
);

/** What a person showed to prove their civil identity. The number is sealed; its fingerprint finds it again. */
export const identityDocuments = pgTable(
  'identity_documents',
  {
    tenantId: tenantId(),
    id: id(),
    personId: uuid('person_id').notNull(),
    kind: text('kind', { enum: ['national_id', 'passport'] }).notNull(),
    number: bytes('number').notNull(),
    numberFingerprint: bytes('number_fingerprint').notNull(),
    givenNames: text('given_names').notNull(),
    familyName: text('family_name').notNull(),
    birthDate: date('birth_date', { mode: 'string' }).notNull(),
    expiresOn: date('expires_on', { mode: 'string' }),
    /** When a second pair of eyes, or the registry of IDs, last said that it is good; null before, and after a no. */
    verifiedAt: at('verified_at'),
    /** Since when its pictures wait for a second pair of eyes; null while some are missing, and once somebody has looked. */
    readyAt: at('ready_at'),
    /** When somebody, or the registry, last said no; null before, and once there is something new to look at. */
    refusedAt: at('refused_at'),
    createdAt: at('created_at').notNull(),
    createdBy: uuid('created_by'),
  },
  (t) => [
    primaryKey({ name: 'identity_documents_pk', columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'document_has_a_person',
      columns: [t.tenantId, t.personId],
      foreignColumns: [users.tenantId, users.id],
    }),
    unique('document_is_known_once').on(t.tenantId, t.kind, t.numberFingerprint),
    index('identity_documents_by_person').on(t.tenantId, t.personId),
    index('identity_documents_ready').on(t.tenantId, t.id).where(sql`${t.readyAt} is not null`),
    index('identity_documents_refused').on(t.tenantId, t.id).where(sql`${t.refusedAt} is not null`),
    index('identity_documents_unverified_by_writer')
      .on(t.tenantId, t.createdBy, t.id)
      .where(sql`${t.verifiedAt} is null`),
  ],
);
