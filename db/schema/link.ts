import { sql } from 'drizzle-orm';
import { check, foreignKey, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { signIns } from './auth';
import { at, bytes, id, tenantId } from './columns';
import { users } from './person';

/** A link on its way to somebody: its token of 256 bits is good once, and only its fingerprint is kept. */
export const signInLinks = pgTable(
  'sign_in_links',
  {
    tenantId: tenantId(),
    id: id(),
    purpose: text('purpose', {
      enum: [
        'sign_in',
        'reset_password',
        'verify_email',
        'take_back',
        'secure_account',
        'object_recovery',
        'object_swap',
        'agree_contact',
        'confirm_outage',
      ],
    }).notNull(),
    /** Null where nobody has the address: such a link is made, counted and sent to nobody. */
    personId: uuid('person_id'),
    address: text('address').notNull(),
    channel: text('channel', { enum: ['email', 'sms', 'whatsapp'] }).notNull(),
    tokenFingerprint: bytes('token_fingerprint').notNull(),
    /** The sign-in that asked for it, whose browser waits for it to be opened. */
    signInId: uuid('sign_in_id'),
    /** What it is about beside the person: a swap, a report. */
    aboutId: uuid('about_id'),
    /** Of the browser that asked: there it opens by itself, elsewhere it wants the short code that this browser shows. */
    browserFingerprint: bytes('browser_fingerprint'),
    codeFingerprint: bytes('code_fingerprint'),
    triesLeft: integer('tries_left').notNull(),
    createdAt: at('created_at').notNull(),
    expiresAt: at('expires_at').notNull(),
    usedAt: at('used_at'),
  },
  (t) => [
    primaryKey({ name: 'sign_in_links_pk', columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'link_has_a_person',
      columns: [t.tenantId, t.personId],
      foreignColumns: [users.tenantId, users.id],
    }),
    foreignKey({
      name: 'link_has_a_sign_in',
      columns: [t.tenantId, t.signInId],
      foreignColumns: [signIns.tenantId, signIns.id],
    }),
    check('link_has_tries_left_or_none', sql`${t.triesLeft} >= 0`),
    index('sign_in_links_by_token').on(t.tenantId, t.tokenFingerprint),
    index('sign_in_links_by_address').on(t.tenantId, t.address, t.purpose, t.createdAt),
    index('sign_in_links_by_end').on(t.tenantId, t.expiresAt),
    index('sign_in_links_by_sign_in').on(t.tenantId, t.signInId),
  ],
);
