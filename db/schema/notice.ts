import { foreignKey, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { at, bytes, id, tenantId } from './columns';
import { users } from './person';
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
    /** Sealed. Dropped once sent; what holds a code or a link is dropped with the last attempt, however it ended. */
    values: bytes('values'),
    /** `unclear`: it was handed over and no answer came. `withheld`: it was to nobody. */
    state: text('state', { enum: ['waiting', 'sent', 'failed', 'unclear', 'withheld'] }).notNull(),
    attempts: integer('attempts').notNull().default(0),
    /** When it was last handed to a service that would send a repeat twice; null again once that service said no. */
    handedAt: at('handed_at'),
    /** Which service it went through, and what that calls it. */
    provider: text('provider'),
    providerId: text('provider_id'),
    lastProblem: text('last_problem'),
    createdAt: at('created_at').notNull(),
    sentAt: at('sent_at'),
  },
  (t) => [
    primaryKey({ name: 'outbox_messages_pk', columns: [t.tenantId, t.id] }),
    index('outbox_messages_by_state').on(t.tenantId, t.state, t.id),
    index('outbox_messages_by_person').on(t.tenantId, t.personId, t.id),
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

/** Which of a person's addresses get the notices of a topic; without a row, what the topic's default is. */
export const noticePreferences = pgTable(
  'notice_preferences',
  {
    tenantId: tenantId(),
    personId: uuid('person_id').notNull(),
    topic: text('topic', { enum: ['security', 'money', 'account'] }).notNull(),
    channels: text('channels').array().notNull(),
    changedAt: at('changed_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'notice_preferences_pk', columns: [t.tenantId, t.personId, t.topic] }),
    foreignKey({
      name: 'notice_preference_has_a_person',
      columns: [t.tenantId, t.personId],
      foreignColumns: [users.tenantId, users.id],
    }),
  ],
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
