import { foreignKey, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { at, bytes, id, tenantId } from './columns';
import { tenants } from './tenant';

/** A message that was promised in the transaction of a deed, and is sent after it. */
export const outboxMessages = pgTable(
  'outbox_messages',
  {
    tenantId: tenantId(),
    id: id(),
    personId: uuid('person_id'),
    /** `none`: promised to nobody, so that a stranger cannot tell from our work who has an account. */
    channel: text('channel', { enum: ['email', 'sms', 'whatsapp', 'none'] }).notNull(),
    address: text('address').notNull(),
    template: text('template').notNull(),
    locale: text('locale').notNull(),
    /** Sealed: it may hold a code. Dropped once sent. */
    values: bytes('values'),
    state: text('state', { enum: ['waiting', 'sent', 'failed'] }).notNull(),
    attempts: integer('attempts').notNull().default(0),
    lastProblem: text('last_problem'),
    createdAt: at('created_at').notNull(),
    sentAt: at('sent_at'),
  },
  (t) => [
    primaryKey({ name: 'outbox_messages_pk', columns: [t.tenantId, t.id] }),
    index('outbox_messages_by_state').on(t.tenantId, t.state, t.id),
  ],
);

/** The installation's queue of ids: the drainer of any node takes from here with SKIP LOCKED. */
export const outboxQueue = pgTable(
  'outbox_queue',
  {
    messageId: uuid('message_id').primaryKey(),
    ofTenant: uuid('of_tenant').notNull(),
    dueAt: at('due_at').notNull(),
    attempts: integer('attempts').notNull().default(0),
  },
  (t) => [index('outbox_queue_by_due').on(t.dueAt)],
);

/** What the demo's telephones have received; written in demo and test mode only. */
export const handsetMessages = pgTable(
  'handset_messages',
  {
    tenantId: tenantId(),
    id: id(),
    channel: text('channel', { enum: ['email', 'sms', 'whatsapp'] }).notNull(),
    address: text('address').notNull(),
    subject: text('subject').notNull(),
    body: text('body').notNull(),
    at: at('at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'handset_messages_pk', columns: [t.tenantId, t.id] }),
    foreignKey({ name: 'handset_message_has_a_tenant', columns: [t.tenantId], foreignColumns: [tenants.id] }),
    index('handset_messages_by_address').on(t.tenantId, t.address, t.id),
  ],
);
