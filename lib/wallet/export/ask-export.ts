import { z } from 'zod';
import type { Tx } from '@/db/client';
import { moneyExports } from '@/db/schema/money-export';
import { after } from '../../base/clock';
import { firstIdAt, newId } from '../../base/id';
import { notSignedIn, Refusal } from '../../base/refusal';
import { command, type Deed } from '../../command/command';
import { keyText } from '../../command/key-text';
import { queueMoney } from '../money-queue';
import { sampleFunds } from '../sample-wallet';
import { currencyAsked } from '../statement/currency-asked';
import { periodAsked, periodOf } from '../statement/period';
import { statedAccount } from '../statement/read-statement';
import { countLines } from './count-lines';
import { type ExportAsked, KEPT_MS } from './export';

/** So many are made for one person at a time. */
const MOST_AT_ONCE = 3;
/** A document is made whole in memory; what is longer is a table. */
const MOST_IN_PDF = 5_000;

const output = z.strictObject({ exportId: z.uuid() });

/** Asks for the file of an own account that is made beside the requests: a statement, or the movements alone. */
export const askExport = command({
  name: 'money.export.ask',
  proof: 'session',
  perMinute: 10,
  idempotencyKey: 'key',
  input: z.strictObject({
    ...periodAsked,
    of: z.enum(['wallet', 'float']),
    kind: z.enum(['statement', 'movements']),
    format: z.enum(['csv', 'pdf']),
    currency: currencyAsked,
    key: keyText,
  }),
  output,
  async run(deed, { of, kind, format, currency, ...asked }) {
    const { tx, tenant, actor } = deed;
    if (actor.kind !== 'person') throw notSignedIn();
    if (kind === 'movements' && format === 'pdf') throw onlyStatements();
    const owned = { kind: of, ownerId: actor.principal.id };
    const account = await statedAccount(tx, tenant, owned, currency ?? tenant.currency);
    const range = rangeOf(deed, { of, currency: account.currency, ...asked });
    if (format === 'pdf') {
      const most = MOST_IN_PDF + 1;
      const lines = await countLines(tx, {
        tenantId: tenant.id,
        accountId: account.id,
        ...idsOf(range),
        most,
      });
      if (lines > MOST_IN_PDF) throw tooLongForPdf();
    }
    const exportId = await begin(deed, { personId: actor.principal.id, kind, format, asked: range });
    const change = { of, kind, format, currency: account.currency, from: range.from, to: range.to };
    return { output: { exportId }, evidence: { subject: `export:${exportId}`, change } };
  },
  async sample(ground) {
    await sampleFunds(ground, ground.actorId, 10_000n);
    return { of: 'wallet', kind: 'statement', format: 'csv', key: newId(ground.now) };
  },
});

/** Asks for the whole ledger of some days as a file. It names nobody, and holds everybody's money: that it was asked for is on record. */
export const askLedger = command({
  name: 'money.export.ask-ledger',
  proof: 'fresh-second-factor',
  perMinute: 10,
  idempotencyKey: 'key',
  input: z.strictObject({ ...periodAsked, key: keyText }),
  output,
  async run(deed, asked) {
    const { actor, tenant } = deed;
    if (actor.kind !== 'person') throw notSignedIn();
    const range = rangeOf(deed, { of: 'tenant', currency: tenant.currency, ...asked });
    const exportId = await begin(deed, {
      ...{ personId: actor.principal.id, kind: 'ledger', format: 'csv', asked: range },
    });
    const change = { kind: 'ledger', from: range.from, to: range.to };
    return { output: { exportId }, evidence: { subject: `export:${exportId}`, severity: 'warning', change } };
  },
  sample: async ({ now }) => ({ key: newId(now) }),
});

const idsOf = ({ firstId, endId }: ExportAsked) => ({ firstId, endId });

type Range = Pick<ExportAsked, 'of' | 'currency'> & { month?: string; from?: string; to?: string };

/** The days that were asked for, no later than now: what comes after would never end. */
function rangeOf({ tenant, actor, now }: Deed, { of, currency, ...asked }: Range): ExportAsked {
  const { month, from, to } = asked;
  const period = periodOf({ month, from, to }, tenant.timeZone, now);
  const present = firstIdAt(after(now, 1));
  const endId = period.endId < present ? period.endId : present;
  const locale = (actor.kind === 'person' ? actor.principal.locale : null) ?? tenant.locale;
  return { of, currency, from: period.from, to: period.to, firstId: period.firstId, endId, locale };
}

type New = Pick<typeof moneyExports.$inferInsert, 'personId' | 'kind' | 'format'> & { asked: ExportAsked };

async function begin({ tx, tenant, now }: Deed, { asked, ...wanted }: New): Promise<string> {
  await mayHaveAnother(tx, tenant.id, wanted.personId);
  const id = newId(now);
  await tx.insert(moneyExports).values({
    ...{ tenantId: tenant.id, id, ...wanted, asked, state: 'waiting' as const },
    ...{ askedAt: now, expiresAt: after(now, KEPT_MS) },
  });
  await queueMoney(tx, { subjectId: id, kind: 'export', tenantId: tenant.id, dueAt: now });
  return id;
}

async function mayHaveAnother(tx: Tx, tenantId: string, personId: string): Promise<void> {
  // Two that are asked for at once wait for each other here, so that both are counted.
  await tx.$client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`exports:${personId}`]);
  const { rows } = await tx.$client.query<{ under_way: number }>({
    name: 'exports-under-way',
    text: `select count(*)::int as under_way from money_exports
      where tenant_id = $1 and person_id = $2 and state in ('waiting', 'running')`,
    values: [tenantId, personId],
  });
  if ((rows[0]?.under_way ?? 0) >= MOST_AT_ONCE)
    throw new Refusal(
      'exports_too_many',
      '{most} files are being made for you already. Wait for one, or cancel it.',
      {
        ...{ status: 409, values: { most: MOST_AT_ONCE } },
      },
    );
}

const onlyStatements = () =>
  new Refusal('export_only_statements', 'Only a statement is made as PDF. Take the movements as CSV.', {
    field: 'format',
  });

const tooLongForPdf = () =>
  new Refusal('export_too_long_for_pdf', 'A PDF holds at most {most} lines. Take CSV, or fewer days.', {
    ...{ field: 'format', values: { most: MOST_IN_PDF } },
  });
