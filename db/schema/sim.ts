import { sql } from 'drizzle-orm';
import {
  bigint,
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
import { at, bytes, id, tenantId } from './columns';
import { identityDocuments, users } from './person';
import { tenants } from './tenant';

export const SIM_STATES = [
  'in_stock',
  'reserved',
  'active',
  'suspended',
  'pending_swap',
  'swapped_out',
  'blocked',
  'retired',
] as const;

export const sims = pgTable(
  'sims',
  {
    tenantId: tenantId(),
    id: id(),
    iccid: text('iccid').notNull(),
    /** The ICCID read from its end, so that a card is found by its last digits in one range of an index. */
    iccidBackwards: text('iccid_backwards').notNull(),
    imsi: text('imsi').notNull(),
    /** PIN1, PUK1, PIN2 and PUK2, sealed together. */
    secrets: bytes('secrets').notNull(),
    state: text('state', { enum: SIM_STATES }).notNull(),
    /** The number that the vendor bound to the card, if any. */
    presetMsisdn: text('preset_msisdn'),
    importId: uuid('import_id'),
    createdAt: at('created_at').notNull(),
    changedAt: at('changed_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'sims_pk', columns: [t.tenantId, t.id] }),
    foreignKey({ name: 'sim_has_a_tenant', columns: [t.tenantId], foreignColumns: [tenants.id] }),
    unique('iccid_is_used_once').on(t.tenantId, t.iccid),
    unique('imsi_is_used_once').on(t.tenantId, t.imsi),
    check('iccid_is_19_or_20_digits', sql`${t.iccid} ~ '^89[0-9]{16,18}$'`),
    index('sims_by_state').on(t.tenantId, t.state, t.iccid),
    index('sims_in_stock_by_last_digits')
      .on(t.tenantId, sql`${t.iccidBackwards} collate "C"`)
      .where(sql`${t.state} = 'in_stock'`),
    index('sims_by_preset_msisdn').on(t.tenantId, t.presetMsisdn).where(sql`${t.presetMsisdn} is not null`),
  ],
);

/** A number is bound to one SIM at a time and held by one person. */
export const numbers = pgTable(
  'numbers',
  {
    tenantId: tenantId(),
    id: id(),
    msisdn: text('msisdn').notNull(),
    state: text('state', { enum: ['pending', 'active', 'suspended', 'retired'] }).notNull(),
    simId: uuid('sim_id'),
    holderId: uuid('holder_id'),
    documentId: uuid('document_id'),
    createdAt: at('created_at').notNull(),
    changedAt: at('changed_at').notNull(),
    /** When its holder first had it: tenure is counted from here. */
    activatedAt: at('activated_at'),
    retiredAt: at('retired_at'),
    /** While it is set and not over, the number leaves for no other network. */
    portOutLockedAt: at('port_out_locked_at'),
    portOutLockEndsAt: at('port_out_lock_ends_at'),
  },
  (t) => [
    primaryKey({ name: 'numbers_pk', columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'number_has_a_sim',
      columns: [t.tenantId, t.simId],
      foreignColumns: [sims.tenantId, sims.id],
    }),
    foreignKey({
      name: 'number_has_a_holder',
      columns: [t.tenantId, t.holderId],
      foreignColumns: [users.tenantId, users.id],
    }),
    foreignKey({
      name: 'number_has_a_document',
      columns: [t.tenantId, t.documentId],
      foreignColumns: [identityDocuments.tenantId, identityDocuments.id],
    }),
    unique('msisdn_is_used_once').on(t.tenantId, t.msisdn),
    uniqueIndex('sim_carries_one_number').on(t.tenantId, t.simId).where(sql`${t.simId} is not null`),
    index('numbers_by_state').on(t.tenantId, t.state),
    index('numbers_by_holder').on(t.tenantId, t.holderId, t.id),
    index('numbers_by_document').on(t.tenantId, t.documentId),
  ],
);

/** An agent's act of registering a SIM; the customer's code activates it. */
export const registrations = pgTable(
  'registrations',
  {
    tenantId: tenantId(),
    id: id(),
    simId: uuid('sim_id').notNull(),
    numberId: uuid('number_id').notNull(),
    personId: uuid('person_id').notNull(),
    documentId: uuid('document_id').notNull(),
    state: text('state', { enum: ['pending_activation', 'active'] }).notNull(),
    registeredBy: uuid('registered_by').notNull(),
    registeredAt: at('registered_at').notNull(),
    activatedAt: at('activated_at'),
  },
  (t) => [
    primaryKey({ name: 'registrations_pk', columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'registration_has_a_sim',
      columns: [t.tenantId, t.simId],
      foreignColumns: [sims.tenantId, sims.id],
    }),
    foreignKey({
      name: 'registration_has_a_number',
      columns: [t.tenantId, t.numberId],
      foreignColumns: [numbers.tenantId, numbers.id],
    }),
    foreignKey({
      name: 'registration_has_a_person',
      columns: [t.tenantId, t.personId],
      foreignColumns: [users.tenantId, users.id],
    }),
    foreignKey({
      name: 'registration_has_a_document',
      columns: [t.tenantId, t.documentId],
      foreignColumns: [identityDocuments.tenantId, identityDocuments.id],
    }),
    unique('sim_is_registered_once').on(t.tenantId, t.simId),
    index('registrations_by_agent').on(t.tenantId, t.registeredBy, t.id),
    index('registrations_by_person').on(t.tenantId, t.personId, t.id),
  ],
);

/** What happened to a SIM or a number: its timeline. Append-only. */
export const simEvents = pgTable(
  'sim_events',
  {
    tenantId: tenantId(),
    id: id(),
    simId: uuid('sim_id'),
    numberId: uuid('number_id'),
    fromState: text('from_state'),
    toState: text('to_state').notNull(),
    actorId: uuid('actor_id'),
    at: at('at').notNull(),
    detail: jsonb('detail').$type<Record<string, unknown>>(),
  },
  (t) => [
    primaryKey({ name: 'sim_events_pk', columns: [t.tenantId, t.id] }),
    index('sim_events_by_sim').on(t.tenantId, t.simId, t.id),
    index('sim_events_by_number').on(t.tenantId, t.numberId, t.id),
  ],
);

/** A vendor's stock file: read line by line, looked over, then taken into stock. */
export const stockImports = pgTable(
  'stock_imports',
  {
    tenantId: tenantId(),
    id: id(),
    fileName: text('file_name').notNull(),
    fileHash: bytes('file_hash'),
    state: text('state', {
      enum: ['reading', 'preview', 'importing', 'done', 'cancelled', 'failed'],
    }).notNull(),
    /** Why it failed or stopped: the code of a sentence, and what the sentence is filled with. */
    problem: text('problem'),
    problemValues: jsonb('problem_values').$type<Record<string, string | number>>(),
    /** How and by whom it was confirmed. */
    mode: text('mode', { enum: ['all-or-nothing', 'good-lines'] }),
    confirmedBy: uuid('confirmed_by'),
    bytesTotal: bigint('bytes_total', { mode: 'number' }),
    bytesRead: bigint('bytes_read', { mode: 'number' }).notNull().default(0),
    linesRead: integer('lines_read').notNull().default(0),
    linesGood: integer('lines_good').notNull().default(0),
    linesBad: integer('lines_bad').notNull().default(0),
    linesKnown: integer('lines_known').notNull().default(0),
    linesImported: integer('lines_imported').notNull().default(0),
    uploadedBy: uuid('uploaded_by').notNull(),
    createdAt: at('created_at').notNull(),
    changedAt: at('changed_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'stock_imports_pk', columns: [t.tenantId, t.id] }),
    foreignKey({
      name: 'import_has_an_uploader',
      columns: [t.tenantId, t.uploadedBy],
      foreignColumns: [users.tenantId, users.id],
    }),
  ],
);

/** The lines of an import before they are stock. */
export const stockImportLines = pgTable(
  'stock_import_lines',
  {
    tenantId: tenantId(),
    importId: uuid('import_id').notNull(),
    line: integer('line').notNull(),
    iccid: text('iccid').notNull(),
    imsi: text('imsi').notNull(),
    secrets: bytes('secrets'),
    presetMsisdn: text('preset_msisdn'),
    verdict: text('verdict', { enum: ['good', 'bad', 'known'] }).notNull(),
    /** The id that a good line's SIM will have, or the SIM in stock that a known line is. */
    simId: uuid('sim_id'),
    problemField: text('problem_field'),
    problem: text('problem'),
    problemValues: jsonb('problem_values').$type<Record<string, string | number>>(),
  },
  (t) => [
    primaryKey({ name: 'stock_import_lines_pk', columns: [t.tenantId, t.importId, t.line] }),
    foreignKey({
      name: 'line_has_an_import',
      columns: [t.tenantId, t.importId],
      foreignColumns: [stockImports.tenantId, stockImports.id],
    }).onDelete('cascade'),
    index('stock_import_lines_by_verdict').on(t.tenantId, t.importId, t.verdict, t.line),
  ],
);

/** What each line of a file claims for itself while the file is read (`iccid:…`, `imsi:…`), so that no other line may. */
export const stockImportKeys = pgTable(
  'stock_import_keys',
  {
    tenantId: tenantId(),
    importId: uuid('import_id').notNull(),
    key: text('key').notNull(),
    line: integer('line').notNull(),
  },
  (t) => [
    primaryKey({ name: 'stock_import_keys_pk', columns: [t.tenantId, t.importId, t.key] }),
    foreignKey({
      name: 'key_has_an_import',
      columns: [t.tenantId, t.importId],
      foreignColumns: [stockImports.tenantId, stockImports.id],
    }).onDelete('cascade'),
  ],
);

/** The installation's queue of confirmed imports: a worker of any node takes one from here with SKIP LOCKED. */
export const stockImportQueue = pgTable(
  'stock_import_queue',
  {
    importId: uuid('import_id').primaryKey(),
    ofTenant: uuid('of_tenant').notNull(),
    dueAt: at('due_at').notNull(),
    attempts: integer('attempts').notNull().default(0),
  },
  (t) => [index('stock_import_queue_by_due').on(t.dueAt)],
);
