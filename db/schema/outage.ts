import { sql } from 'drizzle-orm';
import {
  check,
  foreignKey,
  index,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { at, bytes, id, inet, tenantId } from './columns';
import { users } from './person';
import { tenants } from './tenant';

/** Somebody says that a telephone has no network: for two hours no money leaves and no number moves. */
export const outageReports = pgTable(
  'outage_reports',
  {
    tenantId: tenantId(),
    id: id(),
    /** `N-7K2M-9QXD`. */
    number: text('number').notNull(),
    /** Null where the number and what was said of its holder do not belong together: it looks like any other. */
    personId: uuid('person_id'),
    /** The number as it was typed, masked. */
    named: text('named').notNull(),
    /** Of the secret by which whoever reported looks at it again and takes it back. */
    claimFingerprint: bytes('claim_fingerprint').notNull(),
    channel: text('channel', { enum: ['web', 'ussd', 'support'] }).notNull(),
    ip: inet('ip'),
    reportedAt: at('reported_at').notNull(),
    /** Until when it holds things back by itself. */
    until: at('until').notNull(),
    /** The contact whom the holder had named earlier, and when they said that it is true. */
    confirmedBy: uuid('confirmed_by'),
    confirmedAt: at('confirmed_at'),
    takenBackAt: at('taken_back_at'),
    takenBackBy: uuid('taken_back_by'),
  },
  (t) => [
    primaryKey({ name: 'outage_reports_pk', columns: [t.tenantId, t.id] }),
    foreignKey({ name: 'outage_has_a_tenant', columns: [t.tenantId], foreignColumns: [tenants.id] }),
    foreignKey({
      name: 'outage_has_a_person',
      columns: [t.tenantId, t.personId],
      foreignColumns: [users.tenantId, users.id],
    }),
    unique('outage_number_is_used_once').on(t.tenantId, t.number),
    index('outage_reports_by_person').on(t.tenantId, t.personId, t.id),
  ],
);

/** Somebody whom a person has named, and who may say for them that their telephone is gone. It opens nothing. */
export const trustedContacts = pgTable(
  'trusted_contacts',
  {
    tenantId: tenantId(),
    id: id(),
    personId: uuid('person_id').notNull(),
    name: text('name').notNull(),
    channel: text('channel', { enum: ['email', 'sms'] }).notNull(),
    address: text('address').notNull(),
    addedAt: at('added_at').notNull(),
    /** When they agreed; until then they are asked nothing. */
    agreedAt: at('agreed_at'),
    removedAt: at('removed_at'),
  },
  (t) => [
    primaryKey({ name: 'trusted_contacts_pk', columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'trusted_contact_has_a_person',
      columns: [t.tenantId, t.personId],
      foreignColumns: [users.tenantId, users.id],
    }),
    check('trusted_contact_has_an_address', sql`${t.address} <> ''`),
    uniqueIndex('trusted_contact_is_named_once')
      .on(t.tenantId, t.personId, t.address)
      .where(sql`${t.removedAt} is null`),
  ],
);
