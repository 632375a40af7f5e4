import { sql } from 'drizzle-orm';
import {
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { at, bytes, id, tenantId } from './columns';
import { users } from './person';
import { tenants } from './tenant';

export const RECOVERY_STATES = [
  'asked',
  'opened',
  'approved',
  'disputed',
  'refused',
  'cancelled',
  'done',
  'expired',
] as const;

/** The way back of somebody who has lost everything: two members of staff, a document, and a wait. */
export const recoveryCases = pgTable(
  'recovery_cases',
  {
    tenantId: tenantId(),
    id: id(),
    /** What is said at the counter: `R-7K2M-9QXD`. */
    number: text('number').notNull(),
    /** Null where nobody has the name that was given: such a case looks like any other and leads nowhere. */
    personId: uuid('person_id'),
    /** The name as it was given, masked. */
    named: text('named').notNull(),
    /** Of the secret that whoever asked keeps: staff never see it. */
    claimFingerprint: bytes('claim_fingerprint').notNull(),
    wrongClaims: integer('wrong_claims').notNull().default(0),
    state: text('state', { enum: RECOVERY_STATES }).notNull(),
    askedAt: at('asked_at').notNull(),
    /** When it ends by itself unless somebody goes on with it. */
    expiresAt: at('expires_at').notNull(),
    documentKind: text('document_kind', { enum: ['national_id', 'passport'] }),
    documentMismatches: integer('document_mismatches').notNull().default(0),
    openedBy: uuid('opened_by'),
    openedAt: at('opened_at'),
    /** The question that was put to the person on their telephone. */
    questionId: uuid('question_id'),
    approvedBy: uuid('approved_by'),
    approvedAt: at('approved_at'),
    /** When the wait is over. */
    readyAt: at('ready_at'),
    disputedAt: at('disputed_at'),
    disputedBy: text('disputed_by', { enum: ['link', 'telephone'] }),
    /** Who decided a dispute. */
    decidedBy: uuid('decided_by'),
    decidedAt: at('decided_at'),
    /** Why staff approved, decided or refused it, in their words. */
    reason: text('reason'),
    endedAt: at('ended_at'),
    endedBy: uuid('ended_by'),
  },
  (t) => [
    primaryKey({ name: 'recovery_cases_pk', columns: [t.tenantId, t.id] }),
    foreignKey({ name: 'recovery_has_a_tenant', columns: [t.tenantId], foreignColumns: [tenants.id] }),
    foreignKey({
      name: 'recovery_has_a_person',
      columns: [t.tenantId, t.personId],
      foreignColumns: [users.tenantId, users.id],
    }),
    unique('recovery_number_is_used_once').on(t.tenantId, t.number),
    check('recovery_is_opened_and_approved_by_two', sql`${t.openedBy} <> ${t.approvedBy}`),
    check(
      'recovery_dispute_is_decided_by_a_third',
      sql`${t.decidedBy} <> ${t.openedBy} and (${t.approvedBy} is null or ${t.decidedBy} <> ${t.approvedBy})`,
    ),
    check(
      'recovery_is_not_in_its_own_hands',
      sql`${t.personId} <> all (array_remove(array[${t.openedBy}, ${t.approvedBy}, ${t.decidedBy}], null))`,
    ),
    check(
      'recovery_is_approved_after_it_was_opened',
      sql`${t.state} not in ('approved', 'done') or (${t.personId} is not null and ${t.openedBy} is not null and ${t.approvedBy} is not null and ${t.readyAt} is not null)`,
    ),
    uniqueIndex('recovery_of_a_person_is_open_once')
      .on(t.tenantId, t.personId)
      .where(sql`${t.state} in ('opened', 'approved', 'disputed')`),
    index('recovery_cases_by_state').on(t.tenantId, t.state, t.id),
    index('recovery_cases_by_person').on(t.tenantId, t.personId, t.id),
  ],
);
