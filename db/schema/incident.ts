import { sql } from 'drizzle-orm';
import {
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

/** Something that people have to look at: what happened, to whom, and who deals with it until when. */
export const incidents = pgTable(
  'incidents',
  {
    tenantId: tenantId(),
    id: id(),
    kind: text('kind').notNull(),
    severity: text('severity', { enum: ['notice', 'warning', 'critical'] }).notNull(),
    /** One incident of a kind stands for one subject at a time: a flood of the same is one row that counts. */
    about: text('about').notNull(),
    times: integer('times').notNull().default(1),
    personId: uuid('person_id'),
    sessionId: uuid('session_id'),
    deviceId: uuid('device_id'),
    ip: inet('ip'),
    /** What was seen, as text by name. */
    facts: jsonb('facts').$type<Record<string, unknown>>().notNull(),
    openedAt: at('opened_at').notNull(),
    lastAt: at('last_at').notNull(),
    dueAt: at('due_at').notNull(),
    assignedTo: uuid('assigned_to'),
    closedAt: at('closed_at'),
    closedBy: uuid('closed_by'),
    closingNote: text('closing_note'),
  },
  (t) => [
    primaryKey({ name: 'incidents_pk', columns: [t.tenantId, t.id] }),
    foreignKey({ name: 'incident_has_a_tenant', columns: [t.tenantId], foreignColumns: [tenants.id] }),
    uniqueIndex('incident_stands_once').on(t.tenantId, t.kind, t.about).where(sql`${t.closedAt} is null`),
    index('incidents_open').on(t.tenantId, t.id).where(sql`${t.closedAt} is null`),
    index('incidents_by_person').on(t.tenantId, t.personId, t.id),
  ],
);

/** What was done in an incident, by itself (`by` is null) or by somebody, and what was taken back. */
export const incidentSteps = pgTable(
  'incident_steps',
  {
    tenantId: tenantId(),
    id: id(),
    incidentId: uuid('incident_id').notNull(),
    /** A response by its name, or `note`, `assign`, `close`, `reopen`. */
    kind: text('kind').notNull(),
    /** What it touched, so that it can be taken back. */
    details: jsonb('details').$type<Record<string, unknown>>().notNull(),
    by: uuid('by'),
    at: at('at').notNull(),
    undoneAt: at('undone_at'),
    undoneBy: uuid('undone_by'),
    undoneBecause: text('undone_because'),
  },
  (t) => [
    primaryKey({ name: 'incident_steps_pk', columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'incident_step_has_an_incident',
      columns: [t.tenantId, t.incidentId],
      foreignColumns: [incidents.tenantId, incidents.id],
    }),
    index('incident_steps_by_incident').on(t.tenantId, t.incidentId, t.id),
  ],
);

/** Where a tenant's security events are told, over https and signed. */
export const webhooks = pgTable(
  'webhooks',
  {
    tenantId: tenantId(),
    id: id(),
    url: text('url').notNull(),
    /** Sealed; shown once. */
    secret: bytes('secret').notNull(),
    createdAt: at('created_at').notNull(),
    createdBy: uuid('created_by'),
    removedAt: at('removed_at'),
  },
  (t) => [
    primaryKey({ name: 'webhooks_pk', columns: [t.tenantId, t.id] }),
    foreignKey({ name: 'webhook_has_a_tenant', columns: [t.tenantId], foreignColumns: [tenants.id] }),
  ],
);

export const webhookDeliveries = pgTable(
  'webhook_deliveries',
  {
    tenantId: tenantId(),
    id: id(),
    webhookId: uuid('webhook_id').notNull(),
    event: text('event').notNull(),
    /** The exact bytes that are signed. */
    body: text('body').notNull(),
    state: text('state', { enum: ['waiting', 'sent', 'failed'] }).notNull(),
    attempts: integer('attempts').notNull().default(0),
    lastStatus: integer('last_status'),
    lastProblem: text('last_problem'),
    createdAt: at('created_at').notNull(),
    sentAt: at('sent_at'),
  },
  (t) => [
    primaryKey({ name: 'webhook_deliveries_pk', columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'delivery_has_a_webhook',
      columns: [t.tenantId, t.webhookId],
      foreignColumns: [webhooks.tenantId, webhooks.id],
    }),
    index('webhook_deliveries_by_webhook').on(t.tenantId, t.webhookId, t.id),
  ],
);

/** The installation's queue of deliveries: ids alone. */
export const webhookQueue = pgTable(
  'webhook_queue',
  {
    deliveryId: uuid('delivery_id').primaryKey(),
    ofTenant: uuid('of_tenant').notNull(),
    dueAt: at('due_at').notNull(),
    attempts: integer('attempts').notNull().default(0),
  },
  (t) => [index('webhook_queue_by_due').on(t.dueAt)],
);

/** An hour as an owner, which one administrator asks for and another opens. */
export const breakGlass = pgTable(
  'break_glass',
  {
    tenantId: tenantId(),
    id: id(),
    reason: text('reason').notNull(),
    askedBy: uuid('asked_by').notNull(),
    askedAt: at('asked_at').notNull(),
    expiresAt: at('expires_at').notNull(),
    openedBy: uuid('opened_by'),
    openedAt: at('opened_at'),
    endsAt: at('ends_at'),
    endedAt: at('ended_at'),
    endedBy: uuid('ended_by'),
  },
  (t) => [
    primaryKey({ name: 'break_glass_pk', columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'break_glass_is_asked_by_a_person',
      columns: [t.tenantId, t.askedBy],
      foreignColumns: [users.tenantId, users.id],
    }),
    check('break_glass_is_opened_by_another', sql`${t.openedBy} is null or ${t.openedBy} <> ${t.askedBy}`),
    uniqueIndex('break_glass_is_asked_once').on(t.tenantId, t.askedBy).where(sql`${t.endedAt} is null`),
  ],
);
