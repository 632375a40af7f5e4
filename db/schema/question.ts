import { foreignKey, index, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { at, id, tenantId } from './columns';
import { users } from './person';

/** A question that was put to a person, who answers it yes or no, once, on any channel of theirs. */
export const questions = pgTable(
  'questions',
  {
    tenantId: tenantId(),
    id: id(),
    personId: uuid('person_id').notNull(),
    kind: text('kind').notNull(),
    /** What stands in the places of its words; nothing that the person may not read aloud. */
    values: jsonb('values').$type<Record<string, string>>().notNull(),
    askedAt: at('asked_at').notNull(),
    expiresAt: at('expires_at').notNull(),
    answer: text('answer', { enum: ['yes', 'no'] }),
    answeredAt: at('answered_at'),
    answeredBy: text('answered_by', { enum: ['portal', 'ussd', 'sms'] }),
  },
  (t) => [
    primaryKey({ name: 'questions_pk', columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'question_has_a_person',
      columns: [t.tenantId, t.personId],
      foreignColumns: [users.tenantId, users.id],
    }),
    index('questions_by_person').on(t.tenantId, t.personId, t.id),
  ],
);
