import { foreignKey, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { at, bytes, id, tenantId } from './columns';
import { users } from './person';
import { tenants } from './tenant';

/** A call of the menu on a telephone, from its first screen to its last. It belongs to one number. */
export const ussdSessions = pgTable(
  'ussd_sessions',
  {
    tenantId: tenantId(),
    /** As the gateway names it. */
    sessionId: text('session_id').notNull(),
    id: id(),
    msisdn: text('msisdn').notNull(),
    personId: uuid('person_id'),
    /** Where in the menu it stands, sealed: a statement may be on its screen. */
    talk: bytes('talk'),
    /** How many inputs were taken, and of the text that they were in its length and fingerprint: PINs are in it. */
    inputsTaken: integer('inputs_taken').notNull(),
    textLength: integer('text_length').notNull(),
    textFingerprint: bytes('text_fingerprint'),
    startedAt: at('started_at').notNull(),
    lastAt: at('last_at').notNull(),
    endedAt: at('ended_at'),
  },
  (t) => [
    primaryKey({ name: 'ussd_sessions_pk', columns: [t.tenantId, t.sessionId] }),
    foreignKey({ name: 'ussd_session_has_a_tenant', columns: [t.tenantId], foreignColumns: [tenants.id] }),
    foreignKey({
      name: 'ussd_session_has_a_person',
      columns: [t.tenantId, t.personId],
      foreignColumns: [users.tenantId, users.id],
    }),
    index('ussd_sessions_by_number').on(t.tenantId, t.msisdn, t.lastAt),
  ],
);

/** Each text that a session has sent, and what it was answered: sent again, it is answered the same and does nothing. */
export const ussdTurns = pgTable(
  'ussd_turns',
  {
    tenantId: tenantId(),
    sessionId: text('session_id').notNull(),
    textFingerprint: bytes('text_fingerprint').notNull(),
    /** Sealed; null while its deeds are under way. */
    answer: bytes('answer'),
    at: at('at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'ussd_turns_pk', columns: [t.tenantId, t.sessionId, t.textFingerprint] }),
    foreignKey({
      name: 'ussd_turn_has_a_session',
      columns: [t.tenantId, t.sessionId],
      foreignColumns: [ussdSessions.tenantId, ussdSessions.sessionId],
    }).onDelete('cascade'),
  ],
);

/** An SMS that came in. Of its text only which word it was is kept: people send what they should not. */
export const inboundSms = pgTable(
  'inbound_sms',
  {
    tenantId: tenantId(),
    /** As the gateway names it: one that comes twice is taken once. */
    messageId: text('message_id').notNull(),
    msisdn: text('msisdn').notNull(),
    personId: uuid('person_id'),
    word: text('word').notNull(),
    receivedAt: at('received_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'inbound_sms_pk', columns: [t.tenantId, t.messageId] }),
    foreignKey({ name: 'inbound_sms_has_a_tenant', columns: [t.tenantId], foreignColumns: [tenants.id] }),
    foreignKey({
      name: 'inbound_sms_has_a_person',
      columns: [t.tenantId, t.personId],
      foreignColumns: [users.tenantId, users.id],
    }),
    index('inbound_sms_by_number').on(t.tenantId, t.msisdn, t.receivedAt),
  ],
);
