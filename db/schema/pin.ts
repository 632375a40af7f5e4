import { sql } from 'drizzle-orm';
import { check, foreignKey, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { at, tenantId } from './columns';
import { users } from './person';

/** The five digits by which a person proves on a plain telephone that it is they who hold it. */
export const pins = pgTable(
  'pins',
  {
    tenantId: tenantId(),
    personId: uuid('person_id').notNull(),
    /** Argon2id of a keyed fingerprint: five digits alone would be guessed from a stolen hash within the hour. */
    hash: text('hash').notNull(),
    triesLeft: integer('tries_left').notNull(),
    changedAt: at('changed_at').notNull(),
    lockedAt: at('locked_at'),
  },
  (t) => [
    primaryKey({ name: 'pins_pk', columns: [t.tenantId, t.personId] }),
    foreignKey({
      name: 'pin_has_a_person',
      columns: [t.tenantId, t.personId],
      foreignColumns: [users.tenantId, users.id],
    }),
    check('pin_has_tries_left_or_none', sql`${t.triesLeft} between 0 and 3`),
  ],
);
