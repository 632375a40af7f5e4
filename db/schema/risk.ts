import {
  doublePrecision,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uuid,
} from 'drizzle-orm/pg-core';
import { at, id, inet, tenantId } from './columns';
import { users } from './person';
import { tenants } from './tenant';

/** How often a value was seen at sign-ins of a tenant, and how many distinct values under it: `lib/trust/risk/tally.ts`. */
export const riskTallies = pgTable(
  'risk_tallies',
  {
    tenantId: tenantId(),
    key: text('key').notNull(),
    count: doublePrecision('count').notNull(),
    distinct: integer('distinct_below').notNull(),
    at: at('at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'risk_tallies_pk', columns: [t.tenantId, t.key] }),
    foreignKey({ name: 'risk_tally_has_a_tenant', columns: [t.tenantId], foreignColumns: [tenants.id] }),
  ],
);

/** What is remembered of one person's sign-ins, at most 32 sightings: `lib/trust/risk/profile.ts`. */
export const riskProfiles = pgTable(
  'risk_profiles',
  {
    tenantId: tenantId(),
    personId: uuid('person_id').notNull(),
    profile: jsonb('profile').$type<Record<string, unknown>>().notNull(),
    changedAt: at('changed_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'risk_profiles_pk', columns: [t.tenantId, t.personId] }),
    foreignKey({
      name: 'risk_profile_has_a_person',
      columns: [t.tenantId, t.personId],
      foreignColumns: [users.tenantId, users.id],
    }),
  ],
);

/** A sign-in that succeeded and is yet to be learned from: a sign-in raises no row that others raise too. */
export const riskLessons = pgTable(
  'risk_lessons',
  {
    tenantId: tenantId(),
    id: id(),
    personId: uuid('person_id').notNull(),
    attempt: jsonb('attempt').$type<Record<string, unknown>>().notNull(),
    at: at('at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'risk_lessons_pk', columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'risk_lesson_has_a_person',
      columns: [t.tenantId, t.personId],
      foreignColumns: [users.tenantId, users.id],
    }),
  ],
);

/** Addresses that nobody of a tenant signs in or does anything from, until their time is over or somebody lifts it. */
export const blockedAddresses = pgTable(
  'blocked_addresses',
  {
    tenantId: tenantId(),
    id: id(),
    /** An address or a network, as `203.0.113.7` or `203.0.113.0/24`. */
    network: inet('network').notNull(),
    reason: text('reason').notNull(),
    since: at('since').notNull(),
    until: at('until').notNull(),
    /** Null where a response placed it by itself. */
    placedBy: uuid('placed_by'),
    liftedAt: at('lifted_at'),
    liftedBy: uuid('lifted_by'),
  },
  (t) => [
    primaryKey({ name: 'blocked_addresses_pk', columns: [t.tenantId, t.id] }),
    foreignKey({ name: 'blocked_address_has_a_tenant', columns: [t.tenantId], foreignColumns: [tenants.id] }),
    index('blocked_addresses_by_end').on(t.tenantId, t.until),
  ],
);
