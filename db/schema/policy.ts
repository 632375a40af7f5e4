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
import { at, bytes, id, tenantId } from './columns';
import { users } from './person';
import { tenants } from './tenant';

/** An attribute policy of a tenant; what it says stands in its versions. `shadow`: it is asked, and its answer only noted. */
export const policies = pgTable(
  'policies',
  {
    tenantId: tenantId(),
    id: id(),
    name: text('name').notNull(),
    /** The template it was made from; null where it was written in Cedar. */
    template: text('template'),
    state: text('state', { enum: ['draft', 'shadow', 'live', 'off'] }).notNull(),
    /** The version that `state` speaks of: the newest. */
    version: integer('version').notNull(),
    shadowSince: at('shadow_since'),
    createdAt: at('created_at').notNull(),
    changedAt: at('changed_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'policies_pk', columns: [t.tenantId, t.id] }),
    foreignKey({ name: 'policy_has_a_tenant', columns: [t.tenantId], foreignColumns: [tenants.id] }),
    index('policies_by_state').on(t.tenantId, t.state, t.id),
  ],
);

/** What a policy said, from when, by whom and why. Never changed. */
export const policyVersions = pgTable(
  'policy_versions',
  {
    tenantId: tenantId(),
    policyId: uuid('policy_id').notNull(),
    version: integer('version').notNull(),
    cedar: text('cedar').notNull(),
    /** What a template was filled with; null for one written in Cedar. */
    filling: jsonb('filling').$type<Record<string, unknown>>(),
    /** The deeds it concerns; empty where it may concern any. */
    commands: text('commands').array().notNull(),
    reason: text('reason').notNull(),
    madeBy: uuid('made_by'),
    madeAt: at('made_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'policy_versions_pk', columns: [t.tenantId, t.policyId, t.version] }),
    foreignKey({
      name: 'policy_version_has_a_policy',
      columns: [t.tenantId, t.policyId],
      foreignColumns: [policies.tenantId, policies.id],
    }),
  ],
);

/** Raised with every change of a tenant's policies, and read with every session: so each node knows at once. */
export const policyEpochs = pgTable(
  'policy_epochs',
  { tenantId: tenantId(), epoch: bigint('epoch', { mode: 'number' }).notNull() },
  (t) => [
    primaryKey({ name: 'policy_epochs_pk', columns: [t.tenantId] }),
    foreignKey({ name: 'policy_epoch_has_a_tenant', columns: [t.tenantId], foreignColumns: [tenants.id] }),
  ],
);

/** What a policy in shadow would have refused. */
export const policyShadowHits = pgTable(
  'policy_shadow_hits',
  {
    tenantId: tenantId(),
    id: id(),
    policyId: uuid('policy_id').notNull(),
    version: integer('version').notNull(),
    personId: uuid('person_id').notNull(),
    command: text('command').notNull(),
    answer: text('answer', { enum: ['step-up', 'hold', 'refuse'] }).notNull(),
    at: at('at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'policy_shadow_hits_pk', columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'shadow_hit_has_a_policy',
      columns: [t.tenantId, t.policyId],
      foreignColumns: [policies.tenantId, policies.id],
    }),
    index('policy_shadow_hits_by_policy').on(t.tenantId, t.policyId, t.id),
  ],
);

/** A deed that a policy holds until a second person has agreed to it; whoever asked then does it again. */
export const deedApprovals = pgTable(
  'deed_approvals',
  {
    tenantId: tenantId(),
    id: id(),
    command: text('command').notNull(),
    /** Keyed fingerprint of the deed's input: what was agreed to is that and nothing else. */
    inputFingerprint: bytes('input_fingerprint').notNull(),
    /** What the second person is shown: amounts and whom it concerns, as text by name. */
    summary: jsonb('summary').$type<Record<string, string>>().notNull(),
    askedBy: uuid('asked_by').notNull(),
    askedAt: at('asked_at').notNull(),
    expiresAt: at('expires_at').notNull(),
    state: text('state', { enum: ['waiting', 'approved', 'refused', 'done'] }).notNull(),
    decidedBy: uuid('decided_by'),
    decidedAt: at('decided_at'),
    reason: text('reason'),
  },
  (t) => [
    primaryKey({ name: 'deed_approvals_pk', columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'approval_is_asked_by_a_person',
      columns: [t.tenantId, t.askedBy],
      foreignColumns: [users.tenantId, users.id],
    }),
    check('approval_is_given_by_another', sql`${t.decidedBy} is null or ${t.decidedBy} <> ${t.askedBy}`),
    uniqueIndex('approval_of_a_deed_is_asked_once')
      .on(t.tenantId, t.askedBy, t.command, t.inputFingerprint)
      .where(sql`${t.state} in ('waiting', 'approved')`),
    index('deed_approvals_by_state').on(t.tenantId, t.state, t.id),
  ],
);
