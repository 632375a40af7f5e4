import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { at, bytes, id, inet, tenantId } from './columns';
import { users } from './person';
import { accounts } from './wallet';

const minor = (name: string) => bigint(name, { mode: 'bigint' });

export const PENDING_STATES = [
  'created',
  'pending_customer',
  'pending_approval',
  'posted',
  'rejected',
  'expired',
] as const;

/**
 * Money that is held back in its payer's account until somebody confirms, refuses, or the time is over: a withdrawal, a
 * payment that an agent starts for a customer, a transfer that waits for a second look. It is posted, voided or expired
 * exactly once; its id becomes the deed's, so that a deed that was posted shows where it came from.
 */
export const pendingTransfers = pgTable(
  'pending_transfers',
  {
    tenantId: tenantId(),
    id: id(),
    operation: text('operation', { enum: ['withdrawal', 'transfer'] }).notNull(),
    state: text('state', { enum: PENDING_STATES }).notNull(),
    /** The customer whose money it is, and who gets it: for a withdrawal the agent, unknown before a code is redeemed. */
    payerId: uuid('payer_id').notNull(),
    payeeId: uuid('payee_id'),
    payeeMobile: text('payee_mobile'),
    currency: text('currency').notNull(),
    amount: minor('amount').notNull(),
    fee: minor('fee').notNull(),
    /** What the agent earns when it is posted. */
    commission: minor('commission').notNull().default(sql`0`),
    /** The day and month whose limits it was counted in; given back where it is voided while they last. */
    outDay: text('out_day').notNull(),
    outMonth: text('out_month').notNull(),
    startedBy: uuid('started_by').notNull(),
    startedAt: at('started_at').notNull(),
    ip: inet('ip'),
    deviceId: uuid('device_id'),
    expiresAt: at('expires_at').notNull(),
    /** The question on the customer's telephone, where one was asked. */
    questionId: uuid('question_id'),
    /** The customer's single-use code: one that they made themselves, or one that was sent to them. */
    codeHash: bytes('code_hash'),
    triesLeft: integer('tries_left').notNull().default(3),
    confirmedBy: text('confirmed_by', { enum: ['portal', 'ussd', 'code'] }),
    confirmedAt: at('confirmed_at'),
    reviewedBy: uuid('reviewed_by'),
    reviewedAt: at('reviewed_at'),
    endedAt: at('ended_at'),
    /** Why it was refused, by the code of a sentence, or what a reviewer wrote. */
    reason: text('reason'),
  },
  (t) => [
    primaryKey({ name: 'pending_transfers_pk', columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'pending_transfer_has_a_payer',
      columns: [t.tenantId, t.payerId],
      foreignColumns: [users.tenantId, users.id],
    }),
    check('pending_amount_is_positive', sql`${t.amount} > 0 and ${t.fee} >= 0 and ${t.commission} >= 0`),
    check('pending_code_has_tries_left_or_none', sql`${t.triesLeft} >= 0`),
    check('pending_transfer_joins_two_people', sql`${t.payerId} <> ${t.payeeId}`),
    check(
      'pending_is_reviewed_by_another',
      sql`${t.reviewedBy} <> all (array[${t.startedBy}, ${t.payerId}]) and (${t.payeeId} is null or ${t.reviewedBy} <> ${t.payeeId})`,
    ),
    check(
      'pending_is_confirmed_by_its_customer',
      sql`${t.state} <> 'posted' or ${t.startedBy} = ${t.payerId} or ${t.confirmedAt} is not null`,
    ),
    check(
      'pending_ends_once',
      sql`(${t.state} in ('posted', 'rejected', 'expired')) = (${t.endedAt} is not null)`,
    ),
    index('pending_transfers_by_payer').on(t.tenantId, t.payerId, t.id),
    index('pending_transfers_by_starter').on(t.tenantId, t.startedBy, t.id),
    index('pending_transfers_by_state').on(t.tenantId, t.state, t.id),
  ],
);

/** The installation's queue of what ends by the clock: any node takes what is due with SKIP LOCKED. */
export const moneyQueue = pgTable(
  'money_queue',
  {
    subjectId: uuid('subject_id').primaryKey(),
    kind: text('kind', { enum: ['pending', 'dispute', 'payout', 'reconciliation', 'export'] }).notNull(),
    ofTenant: uuid('of_tenant').notNull(),
    dueAt: at('due_at').notNull(),
    attempts: integer('attempts').notNull().default(0),
  },
  (t) => [index('money_queue_by_due').on(t.dueAt)],
);

export const PROPOSAL_KINDS = [
  'float_funding',
  'float_return',
  'reversal',
  'limit_raise',
  'price_change',
  'unfreeze',
] as const;

/** What one member of staff proposes and another decides: a maker and a checker, held apart by the database too. */
export const moneyProposals = pgTable(
  'money_proposals',
  {
    tenantId: tenantId(),
    id: id(),
    kind: text('kind', { enum: PROPOSAL_KINDS }).notNull(),
    state: text('state', {
      enum: ['pending_approval', 'posted', 'rejected', 'withdrawn', 'expired'],
    }).notNull(),
    /** Whom it concerns: the agent of a float, the holder of an account; null for a table of prices. */
    personId: uuid('person_id'),
    /** The deed that a reversal takes back. */
    deedId: uuid('deed_id'),
    currency: text('currency'),
    amount: minor('amount'),
    /** What its kind needs beside: the new limits, the new bands. */
    terms: jsonb('terms').notNull().default({}),
    reason: text('reason').notNull(),
    makerId: uuid('maker_id').notNull(),
    madeAt: at('made_at').notNull(),
    expiresAt: at('expires_at').notNull(),
    checkerId: uuid('checker_id'),
    decidedAt: at('decided_at'),
    /** What the checker wrote who refused. */
    refusal: text('refusal'),
  },
  (t) => [
    primaryKey({ name: 'money_proposals_pk', columns: [t.tenantId, t.id] }),
    check('proposal_is_decided_by_another', sql`${t.checkerId} <> ${t.makerId}`),
    check(
      'proposal_is_posted_by_a_checker',
      sql`${t.state} not in ('posted', 'rejected') or (${t.checkerId} is not null and ${t.decidedAt} is not null)`,
    ),
    check('proposal_amount_is_positive', sql`${t.amount} is null or ${t.amount} > 0`),
    uniqueIndex('reversal_is_proposed_once')
      .on(t.tenantId, t.deedId)
      .where(sql`${t.kind} = 'reversal' and ${t.state} in ('pending_approval', 'posted')`),
    index('money_proposals_by_state').on(t.tenantId, t.state, t.id),
    index('money_proposals_by_person').on(t.tenantId, t.personId, t.id),
  ],
);

/** Somebody says that a movement was not right; what its payee still has of it is held until people have decided. */
export const moneyDisputes = pgTable(
  'money_disputes',
  {
    tenantId: tenantId(),
    id: id(),
    deedId: uuid('deed_id').notNull(),
    raisedBy: uuid('raised_by').notNull(),
    raisedAt: at('raised_at').notNull(),
    about: text('about', { enum: ['not_me', 'wrong_number', 'wrong_amount', 'no_cash', 'other'] }).notNull(),
    words: text('words').notNull(),
    /** The account in which money is held for it, and how much of what was asked. */
    accountId: uuid('account_id').notNull(),
    held: minor('held').notNull(),
    state: text('state', { enum: ['open', 'upheld', 'dismissed', 'expired', 'withdrawn'] }).notNull(),
    deadlineAt: at('deadline_at').notNull(),
    decidedBy: uuid('decided_by'),
    decidedAt: at('decided_at'),
    decision: text('decision'),
  },
  (t) => [
    primaryKey({ name: 'money_disputes_pk', columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'dispute_holds_in_an_account',
      columns: [t.tenantId, t.accountId],
      foreignColumns: [accounts.tenantId, accounts.id],
    }),
    check('dispute_is_decided_by_another', sql`${t.decidedBy} <> ${t.raisedBy}`),
    check('dispute_holds_nothing_negative', sql`${t.held} >= 0`),
    check('dispute_ends_once', sql`(${t.state} = 'open') = (${t.decidedAt} is null)`),
    uniqueIndex('deed_is_disputed_once_at_a_time').on(t.tenantId, t.deedId).where(sql`${t.state} = 'open'`),
    index('money_disputes_by_state').on(t.tenantId, t.state, t.id),
    index('money_disputes_by_raiser').on(t.tenantId, t.raisedBy, t.id),
  ],
);

/** Every table of prices that ever was valid. The one that is valid stands in the tenant's settings too. */
export const priceVersions = pgTable(
  'price_versions',
  {
    tenantId: tenantId(),
    kind: text('kind', {
      enum: ['transferFee', 'withdrawalFee', 'depositCommission', 'withdrawalCommission'],
    }).notNull(),
    version: integer('version').notNull(),
    bands: jsonb('bands').notNull(),
    validFrom: at('valid_from').notNull(),
    proposalId: uuid('proposal_id'),
    madeBy: uuid('made_by'),
    approvedBy: uuid('approved_by'),
  },
  (t) => [
    primaryKey({ name: 'price_has_one_version_of_a_number', columns: [t.tenantId, t.kind, t.version] }),
    check('price_is_approved_by_another', sql`${t.madeBy} <> ${t.approvedBy}`),
  ],
);

/** Ceilings of one person that two members of staff have raised, until a day. Null leaves the tier's own. */
export const limitRaises = pgTable(
  'limit_raises',
  {
    tenantId: tenantId(),
    personId: uuid('person_id').notNull(),
    perTransfer: minor('per_transfer'),
    outPerDay: minor('out_per_day'),
    outPerMonth: minor('out_per_month'),
    balance: minor('balance'),
    until: at('until').notNull(),
    proposalId: uuid('proposal_id').notNull(),
  },
  (t) => [
    primaryKey({ name: 'limit_raises_pk', columns: [t.tenantId, t.personId] }),
    foreignKey({
      name: 'raise_has_a_person',
      columns: [t.tenantId, t.personId],
      foreignColumns: [users.tenantId, users.id],
    }),
  ],
);

/**
 * What was made of a deed before it was done: its score, what of it decided, and what people made of that. One row for each
 * deed that was asked for and looked at, done or not: a quote that was refused or held is not looked at a second time.
 */
export const fraudScores = pgTable(
  'fraud_scores',
  {
    tenantId: tenantId(),
    deedId: uuid('deed_id').notNull(),
    operation: text('operation', { enum: ['transfer', 'withdrawal'] }).notNull(),
    /** Whose money it is, who would get it where that is known, and who asked for it. */
    payerId: uuid('payer_id').notNull(),
    payeeId: uuid('payee_id'),
    madeBy: uuid('made_by').notNull(),
    payerAccountId: uuid('payer_account_id').notNull(),
    amount: minor('amount').notNull(),
    currency: text('currency').notNull(),
    at: at('at').notNull(),
    /** 0 to 1000; from 500 on it is what one honest deed in a thousand reaches. */
    score: integer('score').notNull(),
    /** The codes of what adds up to it with their points. */
    reasons: jsonb('reasons').notNull(),
    /** Velocity over an hour, a day and a week, structuring, fan-in and fan-out, first payee, hours since a swap, place. */
    facts: jsonb('facts').notNull(),
    outcome: text('outcome', { enum: ['allow', 'step_up', 'hold', 'refuse'] }).notNull(),
    /** Whether people should look at it. */
    flagged: boolean('flagged').notNull(),
    reviewedBy: uuid('reviewed_by'),
    reviewedAt: at('reviewed_at'),
    verdict: text('verdict', { enum: ['fraud', 'honest'] }),
    /** Why, in the words of whoever looked at it. */
    note: text('note'),
  },
  (t) => [
    primaryKey({ name: 'deed_is_scored_once', columns: [t.tenantId, t.deedId] }),
    foreignKey({
      name: 'score_has_a_payer',
      columns: [t.tenantId, t.payerId],
      foreignColumns: [users.tenantId, users.id],
    }),
    foreignKey({
      name: 'score_has_an_account',
      columns: [t.tenantId, t.payerAccountId],
      foreignColumns: [accounts.tenantId, accounts.id],
    }),
    check('score_is_of_a_thousand', sql`${t.score} between 0 and 1000`),
    check(
      'score_is_reviewed_by_another',
      sql`${t.reviewedBy} <> all (array[${t.payerId}, ${t.madeBy}]) and (${t.payeeId} is null or ${t.reviewedBy} <> ${t.payeeId})`,
    ),
    check(
      'score_is_reviewed_whole',
      sql`(${t.reviewedBy} is null) = (${t.reviewedAt} is null) and (${t.reviewedBy} is null) = (${t.verdict} is null)`,
    ),
    index('fraud_scores_by_payer').on(t.tenantId, t.payerAccountId, t.deedId),
    index('fraud_scores_unseen')
      .on(t.tenantId, t.deedId)
      .where(sql`${t.flagged} and ${t.reviewedAt} is null`),
    index('fraud_scores_seen').on(t.tenantId, t.reviewedAt, t.deedId).where(sql`${t.reviewedAt} is not null`),
  ],
);

/** An agent's day as it was closed: what the ledger says, what was counted, and the difference. Append-only. */
export const floatDays = pgTable(
  'float_days',
  {
    tenantId: tenantId(),
    id: id(),
    agentId: uuid('agent_id').notNull(),
    currency: text('currency').notNull(),
    day: date('day').notNull(),
    opening: minor('opening').notNull(),
    cameIn: minor('came_in').notNull(),
    wentOut: minor('went_out').notNull(),
    commission: minor('commission').notNull(),
    closing: minor('closing').notNull(),
    /** The cash that should lie in the drawer, what was counted, and what the agent says of a difference. */
    cashExpected: minor('cash_expected').notNull(),
    cashCounted: minor('cash_counted').notNull(),
    note: text('note'),
    closedBy: uuid('closed_by').notNull(),
    closedAt: at('closed_at').notNull(),
    /** Up to which moment movements are in it, and which of the last minutes are: what was on its way then comes into the next. */
    countedUntil: at('counted_until').notNull(),
    countedLast: uuid('counted_last').array().notNull().default(sql`'{}'`),
  },
  (t) => [
    primaryKey({ name: 'float_days_pk', columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'float_day_has_an_agent',
      columns: [t.tenantId, t.agentId],
      foreignColumns: [users.tenantId, users.id],
    }),
    uniqueIndex('day_of_a_float_is_closed_once').on(t.tenantId, t.agentId, t.currency, t.day),
    index('float_days_by_day').on(t.tenantId, t.day, t.agentId),
  ],
);

/** What a night's reconciliation found. Append-only. */
export const reconciliations = pgTable(
  'reconciliations',
  {
    tenantId: tenantId(),
    id: id(),
    day: date('day').notNull(),
    startedAt: at('started_at').notNull(),
    endedAt: at('ended_at').notNull(),
    /** What was added up, and what does not agree; an empty list is well. */
    figures: jsonb('figures').notNull(),
    differences: jsonb('differences').notNull(),
    incidentId: uuid('incident_id'),
  },
  (t) => [
    primaryKey({ name: 'reconciliations_pk', columns: [t.tenantId, t.id] }),
    index('reconciliations_by_day').on(t.tenantId, t.day, t.id),
  ],
);
