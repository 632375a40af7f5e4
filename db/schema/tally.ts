import { bigint, foreignKey, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { at, tenantId } from './columns';
import { tenants } from './tenant';

/** What was counted ahead, so that a dashboard never counts a whole table. They can be thrown away and counted anew. */
export const tallies = pgTable(
  'tallies',
  {
    tenantId: tenantId(),
    name: text('name').notNull(),
    /** A calendar day of the tenant; empty for a figure of all time. */
    day: text('day').notNull(),
    value: bigint('value', { mode: 'bigint' }).notNull(),
  },
  (t) => [
    primaryKey({ name: 'tallies_pk', columns: [t.tenantId, t.name, t.day] }),
    foreignKey({ name: 'tally_has_a_tenant', columns: [t.tenantId], foreignColumns: [tenants.id] }),
  ],
);

/** How far each source of tallies was counted: what is newer is counted when somebody looks. */
export const tallyMarks = pgTable(
  'tally_marks',
  {
    tenantId: tenantId(),
    source: text('source').notNull(),
    countedTo: uuid('counted_to').notNull(),
    countedAt: at('counted_at').notNull(),
    tookMs: integer('took_ms').notNull(),
  },
  (t) => [
    primaryKey({ name: 'tally_marks_pk', columns: [t.tenantId, t.source] }),
    foreignKey({ name: 'tally_mark_has_a_tenant', columns: [t.tenantId], foreignColumns: [tenants.id] }),
  ],
);
