import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { at, id, inet, tenantId } from './columns';
import { users } from './person';
import { numbers, sims } from './sim';
import { tenants } from './tenant';

export const SWAP_STATES = [
  'proving',
  'review',
  'cooling',
  'disputed',
  'completed',
  'refused',
  'cancelled',
  'expired',
  'remedied',
] as const;

/** How somebody shows that a number is theirs; each counts once in a case. */
export const PROOF_KINDS = ['old-sim', 'old-sim-code', 'email-code', 'passkey', 'totp', 'document'] as const;

/** A number that is to move to another card: who asked, what was shown, who decided, and until when it waits. */
export const swapCases = pgTable(
  'swap_cases',
  {
    tenantId: tenantId(),
    id: id(),
    /** What is said at the counter and stands in every notice: `S-7K2M-9QXD`. */
    number: text('number').notNull(),
    numberId: uuid('number_id').notNull(),
    msisdn: text('msisdn').notNull(),
    holderId: uuid('holder_id').notNull(),
    oldSimId: uuid('old_sim_id').notNull(),
    /** Where the old card goes back to when nothing comes of it. */
    oldSimState: text('old_sim_state', { enum: ['active', 'suspended'] }).notNull(),
    newSimId: uuid('new_sim_id').notNull(),
    reason: text('reason', { enum: ['replace', 'damaged', 'lost', 'stolen'] }).notNull(),
    channel: text('channel', { enum: ['shop', 'portal', 'support'] }).notNull(),
    /** The shop that it was asked in. */
    unitId: uuid('unit_id'),
    requestedBy: uuid('requested_by').notNull(),
    requestedAt: at('requested_at').notNull(),
    state: text('state', { enum: SWAP_STATES }).notNull(),
    /** When it ends by itself unless somebody goes on with it; while it cools, nothing ends it by itself. */
    expiresAt: at('expires_at').notNull(),
    /** The question on the holder's telephone; null where the old card answers nothing. */
    questionId: uuid('question_id'),
    /** The proofs that could be given when it was asked for: what is enrolled later counts for nothing. */
    ways: text('ways', { enum: PROOF_KINDS }).array().notNull(),
    /** Whether the old card's word still counts: a loss that is reported with strong proofs ends it. */
    oldSimCounts: boolean('old_sim_counts').notNull(),
    /** Why it wants a second pair of eyes, by the codes of sentences; empty where it wants none. */
    reviewReasons: text('review_reasons').array().notNull(),
    /** 0 to 100, with the points that add up to it. */
    risk: integer('risk').notNull(),
    riskLevel: text('risk_level', { enum: ['low', 'medium', 'high', 'critical'] }).notNull(),
    contributions: jsonb('contributions').$type<{ code: string; points: number }[]>().notNull(),
    coolingReasons: text('cooling_reasons').array().notNull(),
    /** When it may take effect; null until it is proved and, where that is wanted, reviewed. */
    readyAt: at('ready_at'),
    reviewedBy: uuid('reviewed_by'),
    reviewedAt: at('reviewed_at'),
    /** What staff wrote when they approved, refused, decided or cancelled it. */
    note: text('note'),
    disputedAt: at('disputed_at'),
    disputedBy: text('disputed_by', { enum: ['link', 'telephone', 'portal'] }),
    decidedBy: uuid('decided_by'),
    decidedAt: at('decided_at'),
    /** Why it was refused, by the code of a sentence. */
    refusal: text('refusal'),
    completedAt: at('completed_at'),
    endedAt: at('ended_at'),
    endedBy: uuid('ended_by'),
    remediedAt: at('remedied_at'),
    remediedBy: uuid('remedied_by'),
    /** The document that an agent read so that the holder's money moves again before its time, and when it did. */
    releaseDocumentBy: uuid('release_document_by'),
    releaseDocumentAt: at('release_document_at'),
    releasedAt: at('released_at'),
  },
  (t) => [
    primaryKey({ name: 'swap_cases_pk', columns: [t.tenantId, t.id] }),
    foreignKey({ name: 'swap_has_a_tenant', columns: [t.tenantId], foreignColumns: [tenants.id] }),
    foreignKey({
      name: 'swap_has_a_number',
      columns: [t.tenantId, t.numberId],
      foreignColumns: [numbers.tenantId, numbers.id],
    }),
    foreignKey({
      name: 'swap_has_a_holder',
      columns: [t.tenantId, t.holderId],
      foreignColumns: [users.tenantId, users.id],
    }),
    foreignKey({
      name: 'swap_has_an_old_card',
      columns: [t.tenantId, t.oldSimId],
      foreignColumns: [sims.tenantId, sims.id],
    }),
    foreignKey({
      name: 'swap_has_a_new_card',
      columns: [t.tenantId, t.newSimId],
      foreignColumns: [sims.tenantId, sims.id],
    }),
    unique('swap_number_is_used_once').on(t.tenantId, t.number),
    check('swap_joins_two_cards', sql`${t.oldSimId} <> ${t.newSimId}`),
    check('swap_is_reviewed_by_another', sql`${t.requestedBy} <> ${t.reviewedBy}`),
    check(
      'swap_dispute_is_decided_by_a_third',
      sql`${t.decidedBy} <> ${t.requestedBy} and (${t.reviewedBy} is null or ${t.decidedBy} <> ${t.reviewedBy})`,
    ),
    check(
      'swap_is_not_in_its_own_hands',
      sql`${t.holderId} <> all (array_remove(array[${t.reviewedBy}, ${t.decidedBy}, ${t.remediedBy}, ${t.releaseDocumentBy}], null)) and (${t.channel} = 'portal') = (${t.requestedBy} = ${t.holderId})`,
    ),
    check(
      'swap_takes_effect_after_its_review',
      sql`${t.state} not in ('cooling', 'completed', 'remedied') or ${t.reviewReasons} = '{}' or ${t.reviewedBy} is not null`,
    ),
    check(
      'swap_takes_effect_when_its_wait_is_over',
      sql`(${t.state} not in ('cooling', 'completed', 'remedied') or ${t.readyAt} is not null) and (${t.completedAt} is null or ${t.completedAt} >= ${t.readyAt})`,
    ),
    check(
      'swap_is_completed_once',
      sql`(${t.state} in ('completed', 'remedied')) = (${t.completedAt} is not null)`,
    ),
    uniqueIndex('swap_of_a_number_is_open_once')
      .on(t.tenantId, t.numberId)
      .where(sql`${t.state} in ('proving', 'review', 'cooling', 'disputed')`),
    uniqueIndex('swap_of_a_card_is_open_once')
      .on(t.tenantId, t.newSimId)
      .where(sql`${t.state} in ('proving', 'review', 'cooling', 'disputed')`),
    index('swap_cases_by_state').on(t.tenantId, t.state, t.id),
    index('swap_cases_by_number').on(t.tenantId, t.numberId, t.id),
    index('swap_cases_by_holder').on(t.tenantId, t.holderId, t.id),
    index('swap_cases_by_requester').on(t.tenantId, t.requestedBy, t.id),
    index('swap_cases_by_reviewer')
      .on(t.tenantId, t.reviewedBy, t.id)
      .where(sql`${t.reviewedBy} is not null`),
    index('swap_cases_by_new_card').on(t.tenantId, t.newSimId, t.id),
  ],
);

/** A proof that was tried in a case, right or wrong. Append-only: what failed counts against the number for days. */
export const swapProofs = pgTable(
  'swap_proofs',
  {
    tenantId: tenantId(),
    id: id(),
    caseId: uuid('case_id').notNull(),
    numberId: uuid('number_id').notNull(),
    kind: text('kind', { enum: PROOF_KINDS }).notNull(),
    passed: boolean('passed').notNull(),
    at: at('at').notNull(),
    /** Who gave it: the holder, or for a document the agent who read it. */
    by: uuid('by').notNull(),
    sessionId: uuid('session_id'),
    deviceId: uuid('device_id'),
    ip: inet('ip'),
  },
  (t) => [
    primaryKey({ name: 'swap_proofs_pk', columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'proof_has_a_swap',
      columns: [t.tenantId, t.caseId],
      foreignColumns: [swapCases.tenantId, swapCases.id],
    }),
    uniqueIndex('swap_is_proved_once_in_each_way').on(t.tenantId, t.caseId, t.kind).where(sql`${t.passed}`),
    index('swap_proofs_by_number').on(t.tenantId, t.numberId, t.id),
  ],
);

/** The messages that told of a case: before one of them has left, it does not take effect. */
export const swapNotices = pgTable(
  'swap_notices',
  {
    tenantId: tenantId(),
    caseId: uuid('case_id').notNull(),
    messageId: uuid('message_id').notNull(),
  },
  (t) => [
    primaryKey({ name: 'swap_notices_pk', columns: [t.tenantId, t.caseId, t.messageId] }),
    foreignKey({
      name: 'notice_has_a_swap',
      columns: [t.tenantId, t.caseId],
      foreignColumns: [swapCases.tenantId, swapCases.id],
    }),
  ],
);

/** The installation's queue of deadlines: any node takes what is due from here with SKIP LOCKED. */
export const swapQueue = pgTable(
  'swap_queue',
  {
    caseId: uuid('case_id').primaryKey(),
    ofTenant: uuid('of_tenant').notNull(),
    dueAt: at('due_at').notNull(),
    attempts: integer('attempts').notNull().default(0),
  },
  (t) => [index('swap_queue_by_due').on(t.dueAt)],
);
