import { sql } from 'drizzle-orm';
import { bigint, foreignKey, index, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
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
    /** When it ends by itself; null for one that stands until somebody lifts it. */
    until: at('until'),
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
    index('person_holds_by_end')
      .on(t.tenantId, t.until)
      .where(sql`${t.liftedAt} is null and ${t.until} is not null`),
    index('person_holds_by_person').on(t.tenantId, t.personId, t.kind, t.id),
  ],
);

/**
 * What is held back of a person whose number has just moved to another card, and until when: money, codes by SMS and
 * WhatsApp, and what others rely on. Where the room of SIMs and the room of wallets meet.
 */
export const swapGuards = pgTable(
  'swap_guards',
  {
    tenantId: tenantId(),
    personId: uuid('person_id').notNull(),
    swapId: uuid('swap_id').notNull(),
    swappedAt: at('swapped_at').notNull(),
    /** Until when no money goes out, and until when a transfer has the ceiling beside it, in minor units. */
    moneyFrozenUntil: at('money_frozen_until').notNull(),
    moneyCappedUntil: at('money_capped_until').notNull(),
    capMinor: bigint('cap_minor', { mode: 'bigint' }).notNull(),
    /** Until when nothing that is sent to the number proves anything, and until when nobody may rely on it. */
    messagesOffUntil: at('messages_off_until').notNull(),
    attestationOffUntil: at('attestation_off_until').notNull(),
  },
  (t) => [
    primaryKey({ name: 'swap_guards_pk', columns: [t.tenantId, t.personId] }),
    foreignKey({
      name: 'guard_has_a_person',
      columns: [t.tenantId, t.personId],
      foreignColumns: [users.tenantId, users.id],
    }),
  ],
);
