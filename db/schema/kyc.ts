import { sql } from 'drizzle-orm';
import {
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { at, bytes, id, tenantId } from './columns';
import { identityDocuments } from './person';

/** A picture of a document or of the face beside it: re-encoded, without its metadata, and sealed. */
export const documentPictures = pgTable(
  'document_pictures',
  {
    tenantId: tenantId(),
    id: id(),
    documentId: uuid('document_id').notNull(),
    /** The swap that it was taken for; null for one of the registration. */
    swapId: uuid('swap_id'),
    side: text('side', { enum: ['front', 'back', 'face'] }).notNull(),
    image: bytes('image').notNull(),
    width: integer('width').notNull(),
    height: integer('height').notNull(),
    takenBy: uuid('taken_by').notNull(),
    takenAt: at('taken_at').notNull(),
    /** When a newer one took its place; it stays, as evidence. */
    replacedAt: at('replaced_at'),
  },
  (t) => [
    primaryKey({ name: 'document_pictures_pk', columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'picture_has_a_document',
      columns: [t.tenantId, t.documentId],
      foreignColumns: [identityDocuments.tenantId, identityDocuments.id],
    }),
    check('picture_has_a_size', sql`${t.width} > 0 and ${t.height} > 0`),
    uniqueIndex('document_has_one_picture_of_a_side')
      .on(
        t.tenantId,
        t.documentId,
        t.side,
        sql`coalesce(${t.swapId}, '00000000-0000-0000-0000-000000000000'::uuid)`,
      )
      .where(sql`${t.replacedAt} is null`),
    index('document_pictures_by_swap').on(t.tenantId, t.swapId).where(sql`${t.swapId} is not null`),
  ],
);

/** What became of a look at a document: by a second member of staff, or by the registry of IDs. Append-only. */
export const documentChecks = pgTable(
  'document_checks',
  {
    tenantId: tenantId(),
    id: id(),
    documentId: uuid('document_id').notNull(),
    by: text('by', { enum: ['staff', 'registry'] }).notNull(),
    verdict: text('verdict', { enum: ['verified', 'refused', 'unknown', 'unreachable'] }).notNull(),
    /** Who looked; null for the registry. */
    checkedBy: uuid('checked_by'),
    /** Who had written the document, so that the table itself refuses one pair of eyes. */
    writtenBy: uuid('written_by'),
    note: text('note'),
    reference: text('reference'),
    at: at('at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'document_checks_pk', columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'check_has_a_document',
      columns: [t.tenantId, t.documentId],
      foreignColumns: [identityDocuments.tenantId, identityDocuments.id],
    }),
    check('document_is_checked_by_another', sql`${t.checkedBy} <> ${t.writtenBy}`),
    check('check_by_staff_has_somebody', sql`(${t.by} = 'staff') = (${t.checkedBy} is not null)`),
    index('document_checks_by_document').on(t.tenantId, t.documentId, t.id),
  ],
);
