import { sql } from 'drizzle-orm';
import { index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { at, bytes, id, inet, tenantId } from './columns';

/**
 * The audit log. Append-only: the app's role may insert and read, nothing else. No foreign key leads to the tenant:
 * each insert would lock its row for a moment, and all of a tenant's deeds would meet there.
 */
export const auditEvents = pgTable(
  'audit_events',
  {
    tenantId: tenantId(),
    id: id(),
    at: at('at').notNull(),
    command: text('command').notNull(),
    outcome: text('outcome').notNull(),
    actorKind: text('actor_kind', { enum: ['person', 'system', 'stranger'] }).notNull(),
    actorId: uuid('actor_id'),
    sessionId: uuid('session_id'),
    subject: text('subject'),
    ip: inet('ip'),
    userAgent: text('user_agent'),
    deviceId: uuid('device_id'),
    requestId: text('request_id'),
    risk: integer('risk'),
    approval: uuid('approval'),
    severity: text('severity', { enum: ['info', 'notice', 'warning', 'critical'] }).notNull(),
    change: jsonb('change').$type<Record<string, unknown>>(),
  },
  (t) => [
    // Ids are UUIDv7 made of `at`: the key is the order of time, and a span of time is a range of it.
    primaryKey({ name: 'audit_events_pk', columns: [t.tenantId, t.id] }),
    index('audit_events_by_command').on(t.tenantId, t.command, t.id),
    index('audit_events_by_actor').on(t.tenantId, t.actorId, t.id),
    index('audit_events_by_subject').on(t.tenantId, t.subject, t.id),
    index('audit_events_by_outcome').on(t.tenantId, t.outcome, t.id).where(sql`${t.outcome} <> 'done'`),
    index('audit_events_refused').on(t.tenantId, t.id).where(sql`${t.outcome} <> 'done'`),
    index('audit_events_by_ip').on(t.tenantId, t.ip, t.id),
  ],
);

/** What a key was used for: the same key and body answer the stored output once more. */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    tenantId: tenantId(),
    actorId: uuid('actor_id').notNull(),
    key: text('key').notNull(),
    command: text('command').notNull(),
    bodyHash: bytes('body_hash').notNull(),
    output: jsonb('output').notNull(),
    createdAt: at('created_at').notNull(),
  },
  (t) => [primaryKey({ name: 'idempotency_key_is_used_once', columns: [t.tenantId, t.actorId, t.key] })],
);
