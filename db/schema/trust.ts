import { sql } from 'drizzle-orm';
import { foreignKey, index, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { at, id, tenantId } from './columns';
import { users } from './person';

/** Something that happened to a person and speaks for or against them for a while: a new SIM, a changed address. */
export const trustSignals = pgTable(
  'trust_signals',
  {
    tenantId: tenantId(),
    id: id(),
    personId: uuid('person_id').notNull(),
    kind: text('kind').notNull(),
    at: at('at').notNull(),
    expiresAt: at('expires_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'trust_signals_pk', columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'signal_has_a_person',
      columns: [t.tenantId, t.personId],
      foreignColumns: [users.tenantId, users.id],
    }),
    index('trust_signals_by_person').on(t.tenantId, t.personId, t.kind, t.expiresAt),
  ],
);

/** What a person may not do for now, because they, or somebody who protects them, said so. */
export const personHolds = pgTable(
  'person_holds',
  {
    tenantId: tenantId(),
    id: id(),
    personId: uuid('person_id').notNull(),
    kind: text('kind', {
      enum: ['money_out', 'sim_swap', 'credentials', 'messages', 'second_factor', 'review', 'counter'],
    }).notNull(),
    reason: text('reason').notNull(),
    since: at('since').notNull(),
    placedBy: uuid('placed_by'),
    liftedAt: at('lifted_at'),
    liftedBy: uuid('lifted_by'),
  },
  (t) => [
    primaryKey({ name: 'person_holds_pk', columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'hold_has_a_person',
      columns: [t.tenantId, t.personId],
      foreignColumns: [users.tenantId, users.id],
    }),
    uniqueIndex('hold_of_a_kind_stands_once')
      .on(t.tenantId, t.personId, t.kind)
      .where(sql`${t.liftedAt} is null`),
  ],
);
