import { foreignKey, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { at, bytes, id, tenantId } from './columns';
import { users } from './person';

/** A file that is being made for somebody, with how far it has come; its bytes come in parts. */
export const moneyExports = pgTable(
  'money_exports',
  {
    tenantId: tenantId(),
    id: id(),
    personId: uuid('person_id').notNull(),
    kind: text('kind', { enum: ['statement', 'movements', 'ledger'] }).notNull(),
    format: text('format', { enum: ['csv', 'pdf'] }).notNull(),
    asked: jsonb('asked').notNull(),
    state: text('state', { enum: ['waiting', 'running', 'done', 'failed', 'cancelled'] }).notNull(),
    rowsDone: integer('rows_done').notNull().default(0),
    rowsAll: integer('rows_all'),
    /** Where the next part goes on. */
    cursor: text('cursor'),
    askedAt: at('asked_at').notNull(),
    endedAt: at('ended_at'),
    expiresAt: at('expires_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'money_exports_pk', columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'export_has_a_person',
      columns: [t.tenantId, t.personId],
      foreignColumns: [users.tenantId, users.id],
    }),
    index('money_exports_by_person').on(t.tenantId, t.personId, t.id),
  ],
);

export const moneyExportParts = pgTable(
  'money_export_parts',
  {
    tenantId: tenantId(),
    exportId: uuid('export_id').notNull(),
    part: integer('part').notNull(),
    content: bytes('content').notNull(),
  },
  (t) => [
    primaryKey({ name: 'money_export_parts_pk', columns: [t.tenantId, t.exportId, t.part] }),
    foreignKey({
      name: 'part_has_an_export',
      columns: [t.tenantId, t.exportId],
      foreignColumns: [moneyExports.tenantId, moneyExports.id],
    }),
  ],
);
