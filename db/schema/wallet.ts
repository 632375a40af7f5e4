import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  doublePrecision,
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
import { at, id, inet, tenantId } from './columns';
import { users } from './person';
import { tenants } from './tenant';

/** What moves the money that a deed is about. */
export const PRINCIPALS = [
  'transfer',
  'deposit',
  'withdrawal',
  'float_opening',
  'float_funding',
  'float_return',
  'commission_payout',
  'reversal',
] as const;
/** What moves beside it in the same deed. */
const BESIDE = ['fee', 'commission', 'fee_reversal', 'commission_reversal'] as const;
export const OPERATIONS = [...PRINCIPALS, ...BESIDE] as const;

export const ACCOUNT_KINDS = ['wallet', 'float', 'commission', 'fees', 'trust', 'suspense'] as const;

/**
 * An account of the ledger. Those of people keep a running balance; those that everybody touches (fees, trust,
 * suspense) keep none, so that they are no hot row: theirs is the sum of their transfers.
 */
export const accounts = pgTable(
  'accounts',
  {
    tenantId: tenantId(),
    id: id(),
    kind: text('kind', { enum: ACCOUNT_KINDS }).notNull(),
    ownerId: uuid('owner_id'),
    currency: text('currency').notNull(),
    posted: bigint('posted', { mode: 'bigint' }),
    held: bigint('held', { mode: 'bigint' }),
    frozen: text('frozen', { enum: ['none', 'debit', 'credit', 'both'] })
      .notNull()
      .default('none'),
    /** What has gone out in the calendar day and month named beside it, in the tenant's time zone. */
    outDay: text('out_day').notNull().default(''),
    outDayMinor: bigint('out_day_minor', { mode: 'bigint' }).notNull().default(sql`0`),
    outMonth: text('out_month').notNull().default(''),
    outMonthMinor: bigint('out_month_minor', { mode: 'bigint' }).notNull().default(sql`0`),
    /** How often cash was taken out in that day. */
    outDayCash: integer('out_day_cash').notNull().default(0),
    /** Why and by whom it is frozen, and until when, where it thaws by itself. */
    frozenReason: text('frozen_reason'),
    frozenBy: uuid('frozen_by'),
    frozenAt: at('frozen_at'),
    frozenUntil: at('frozen_until'),
    /** Since when a float is low: its agent and their managers were told, once for each time. */
    lowSince: at('low_since'),
    /**
     * What a wallet usually does, as the fraud model keeps it: numbers that are read under the account's lock when money is
     * about to move and written with the movement, so that no history is scanned for it. Null before the first movement.
     */
    habits: doublePrecision('habits').array(),
    createdAt: at('created_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'accounts_pk', columns: [t.tenantId, t.id] }),
    foreignKey({ name: 'account_has_a_tenant', columns: [t.tenantId], foreignColumns: [tenants.id] }),
    foreignKey({
      name: 'account_has_an_owner',
      columns: [t.tenantId, t.ownerId],
      foreignColumns: [users.tenantId, users.id],
    }),
    unique('account_has_one_currency').on(t.tenantId, t.id, t.currency),
    uniqueIndex('person_has_one_account_of_a_kind')
      .on(t.tenantId, t.ownerId, t.kind, t.currency)
      .where(sql`${t.ownerId} is not null`),
    uniqueIndex('tenant_has_one_account_of_a_kind')
      .on(t.tenantId, t.kind, t.currency)
      .where(sql`${t.ownerId} is null`),
    check(
      'account_keeps_a_balance_if_a_person_owns_it',
      sql`(${t.ownerId} is not null) = (${t.posted} is not null) and (${t.posted} is null) = (${t.held} is null)`,
    ),
    check('available_balance_stays_above_zero', sql`${t.posted} - ${t.held} >= 0 and ${t.held} >= 0`),
    index('accounts_by_kind').on(t.tenantId, t.kind, t.id),
  ],
);

/** The ledger. Append-only: a correction is another transfer. */
export const transfers = pgTable(
  'transfers',
  {
    tenantId: tenantId(),
    id: id(),
    /** One deed may move money several times: the principal, its fee, its commission. It is the receipt's number. */
    deedId: uuid('deed_id').notNull(),
    operation: text('operation', { enum: OPERATIONS }).notNull(),
    debitAccountId: uuid('debit_account_id').notNull(),
    creditAccountId: uuid('credit_account_id').notNull(),
    amount: bigint('amount', { mode: 'bigint' }).notNull(),
    currency: text('currency').notNull(),
    debitPostedAfter: bigint('debit_posted_after', { mode: 'bigint' }),
    creditPostedAfter: bigint('credit_posted_after', { mode: 'bigint' }),
    madeBy: uuid('made_by'),
    at: at('at').notNull(),
    ip: inet('ip'),
    deviceId: uuid('device_id'),
    risk: integer('risk').notNull().default(0),
    flagged: boolean('flagged').notNull().default(false),
    /** To a person whom this account had never paid before. */
    firstPayee: boolean('first_payee').notNull().default(false),
    /** The deed that a reversal takes back. */
    reverses: uuid('reverses'),
  },
  (t) => [
    primaryKey({ name: 'transfers_pk', columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'debit_account_is_of_the_currency',
      columns: [t.tenantId, t.debitAccountId, t.currency],
      foreignColumns: [accounts.tenantId, accounts.id, accounts.currency],
    }),
    foreignKey({
      name: 'credit_account_is_of_the_currency',
      columns: [t.tenantId, t.creditAccountId, t.currency],
      foreignColumns: [accounts.tenantId, accounts.id, accounts.currency],
    }),
    check('transfer_amount_is_positive', sql`${t.amount} > 0`),
    check('transfer_joins_two_accounts', sql`${t.debitAccountId} <> ${t.creditAccountId}`),
    index('transfers_by_debit').on(t.tenantId, t.debitAccountId, t.id),
    index('transfers_by_credit').on(t.tenantId, t.creditAccountId, t.id),
    // A quote is the deed's id: whoever confirms it twice, under whatever key, pays once.
    uniqueIndex('deed_moves_money_once').on(t.tenantId, t.deedId, t.operation),
    // A deed is taken back once, whoever asks for it and however often.
    uniqueIndex('deed_is_reversed_once')
      .on(t.tenantId, t.reverses, t.operation)
      .where(sql`${t.reverses} is not null`),
    // Has this account paid that one before? One row for each pair answers it, however long the history.
    index('transfers_to_first_payees')
      .on(t.tenantId, t.debitAccountId, t.creditAccountId)
      .where(sql`${t.firstPayee}`),
  ],
);
