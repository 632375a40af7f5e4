import { z } from 'zod';
import type { Tx } from '@/db/client';
import { moneyExportParts, moneyExports } from '@/db/schema/money-export';
import { idText } from '../../base/id';
import { log } from '../../base/log';
import { command, type Deed } from '../../command/command';
import type { Tenant } from '../../policy/tenant';
import { queueMoney, unqueueMoney } from '../money-queue';
import { sampleCustomer } from '../sample-wallet';
import { drawStatement } from '../statement/draw-statement';
import { agree, idAfter, readLines } from '../statement/read-lines';
import {
  addUp,
  DoesNotAddUp,
  oneSnapshotAside,
  type StatedAccount,
  statedAccount,
  type Totals,
} from '../statement/read-statement';
import { reportStatement } from '../statement/refuse-statement';
import { csvFoot, csvHead, csvOfLines } from '../statement/statement-csv';
import { countLines } from './count-lines';
import {
  type ExportAsked,
  type ExportRow,
  exportAsked,
  exportCursor,
  isOver,
  lockExport,
  ofExport,
  PART,
} from './export';
import { ledgerHead, readLedgerPart } from './ledger-lines';
import { sampleExport } from './sample-export';

/**
 * Makes the next part of a file, or takes its bytes away when its time is over. Each part commits with the place where the
 * next one goes on: a node that dies loses one part, and any other goes on. Done by the process itself.
 */
export const runExport = command({
  name: 'money.export.run',
  proof: 'second-factor',
  input: z.strictObject({ exportId: idText }),
  output: z.strictObject({ more: z.boolean() }),
  async run(deed, { exportId }) {
    const { tx, tenant, now } = deed;
    const row = await lockExport(tx, tenant.id, exportId);
    const evidence = { subject: `export:${exportId}`, change: { state: row.state } };
    if (isOver(row)) {
      if (row.expiresAt <= now) await takeBytesAway(tx, tenant.id, exportId);
      else await queueMoney(tx, { ...dueOf(deed, row), dueAt: row.expiresAt });
      return { output: { more: false }, evidence };
    }
    const made = await makePart(deed, row);
    return { output: { more: made.more }, evidence: { ...evidence, change: { state: made.state } } };
  },
  async sample(ground) {
    const { personId } = await sampleCustomer(ground);
    return { exportId: await sampleExport(ground, { personId }) };
  },
});

const dueOf = ({ tenant }: Pick<Deed, 'tenant'>, { id }: ExportRow) => ({
  ...{ subjectId: id, kind: 'export' as const, tenantId: tenant.id },
});

/** The row stays, and says that there was a file. */
async function takeBytesAway(tx: Tx, tenantId: string, id: string): Promise<void> {
  await tx.$client.query({
    name: 'export-bytes-away',
    text: 'delete from money_export_parts where tenant_id = $1 and export_id = $2',
    values: [tenantId, id],
  });
  await unqueueMoney(tx, id);
}

type Made = { more: boolean; state: ExportRow['state'] };
type Written = { bytes: Buffer; rows: number; rowsAll: number; cursor: z.infer<typeof exportCursor> | null };

async function makePart(deed: Deed, row: ExportRow): Promise<Made> {
  const { tx, tenant, now } = deed;
  try {
    const { bytes, rows, rowsAll, cursor } = await write(deed, row);
    const part = cursorOf(row).part;
    if (bytes.length > 0)
      await tx
        .insert(moneyExportParts)
        .values({ tenantId: tenant.id, exportId: row.id, part, content: bytes });
    const state = cursor ? ('running' as const) : ('done' as const);
    await tx
      .update(moneyExports)
      .set({
        ...{ state, rowsDone: row.rowsDone + rows, rowsAll, endedAt: cursor ? null : now },
        cursor: cursor && JSON.stringify(cursor),
      })
      .where(ofExport(tenant.id, row.id));
    await queueMoney(tx, { ...dueOf(deed, row), dueAt: cursor ? now : row.expiresAt });
    return { more: cursor !== null, state };
  } catch (error) {
    if (!(error instanceof DoesNotAddUp)) throw error;
    log().error({ err: error, exportId: row.id }, 'a statement does not add up');
    await reportStatement({ tenant, now, personId: row.personId }, error);
    await tx.update(moneyExports).set({ state: 'failed', endedAt: now }).where(ofExport(tenant.id, row.id));
    await queueMoney(tx, { ...dueOf(deed, row), dueAt: row.expiresAt });
    return { more: false, state: 'failed' };
  }
}

function cursorOf(row: ExportRow): { part: number; nextId: string; balance: string | null } {
  const asked = exportAsked.parse(row.asked);
  return row.cursor
    ? exportCursor.parse(JSON.parse(row.cursor))
    : { part: 0, nextId: asked.firstId, balance: null };
}

async function write(deed: Deed, row: ExportRow): Promise<Written> {
  const asked = exportAsked.parse(row.asked);
  if (asked.of === 'tenant') return writeLedger(deed, row, asked);
  const owned = { kind: asked.of, ownerId: row.personId };
  // The totals and the lines that they are of are read of one snapshot beside this transaction, which has begun before it.
  return oneSnapshotAside(deed.tenant.id, async (tx) => {
    const account = await statedAccount(tx, deed.tenant, owned, asked.currency);
    const range = { tx, tenant: deed.tenant, account, asked };
    return row.format === 'pdf' ? writePdf(range, deed.now) : writeCsv(range, row);
  });
}

async function writeLedger({ tx, tenant }: Deed, row: ExportRow, asked: ExportAsked): Promise<Written> {
  const { firstId, endId } = asked;
  const cursor = cursorOf(row);
  const rowsAll = row.rowsAll ?? (await countLines(tx, { tenantId: tenant.id, firstId, endId }));
  const part = await readLedgerPart(tx, { tenantId: tenant.id, nextId: cursor.nextId, endId, most: PART });
  const head = cursor.part === 0 ? ledgerHead() : '';
  return {
    ...{ bytes: Buffer.from(head + part.csv), rows: part.lines, rowsAll },
    cursor: nextOf(cursor.part, part.lines, { lastId: part.lastId, balance: 0n }),
  };
}

/** A part that is not full is the last one. */
function nextOf(
  part: number,
  lines: number,
  { lastId, balance }: { lastId: string | undefined; balance: bigint },
) {
  if (lines < PART || !lastId) return null;
  return { part: part + 1, nextId: idAfter(lastId), balance: String(balance) };
}

type Range = { tx: Tx; tenant: Tenant; account: StatedAccount; asked: ExportAsked };

/** All is added up before the first part and after the last; the parts between carry the balance on. */
async function writeCsv({ tx, tenant, account, asked }: Range, row: ExportRow): Promise<Written> {
  const cursor = cursorOf(row);
  const isStatement = row.kind === 'statement';
  const begins = cursor.balance === null ? await addUp(tx, tenant, account, asked) : null;
  const opening = begins?.opening ?? BigInt(cursor.balance ?? 0);
  const part = { tenantId: tenant.id, accountId: account.id, firstId: cursor.nextId, endId: asked.endId };
  const lines = await readLines(tx, { ...part, most: PART }, opening);
  const balance = lines.at(-1)?.balanceAfter ?? opening;
  const next = nextOf(cursor.part, lines.length, { lastId: lines.at(-1)?.id, balance });
  const ends = next ? null : (begins ?? (await addUp(tx, tenant, account, asked)));
  if (ends) assertWhole(account, ends, { balance, rowsDone: row.rowsDone + lines.length });
  const head = begins ? csvHead(begins, account.currency, isStatement) : '';
  const foot = ends && isStatement ? csvFoot(ends, account.currency) : '';
  return {
    bytes: Buffer.from(head + csvOfLines(lines, account.currency) + foot),
    ...{ rows: lines.length, rowsAll: row.rowsAll ?? begins?.lines ?? 0, cursor: next },
  };
}

/** The last look before the last part: all lines are there, and they end where the totals do. */
function assertWhole(
  account: StatedAccount,
  { closing, lines }: Totals,
  { balance, rowsDone }: { balance: bigint; rowsDone: number },
): void {
  if (balance === closing && rowsDone === lines) return;
  throw new DoesNotAddUp(account, {
    ...{ closing: String(closing), written: String(balance), lines: String(lines), rows: String(rowsDone) },
  });
}

async function writePdf({ tx, tenant, account, asked }: Range, now: Date): Promise<Written> {
  const totals = await addUp(tx, tenant, account, asked);
  const { firstId, endId, from, to, locale } = asked;
  const part = { tenantId: tenant.id, accountId: account.id, firstId, endId, most: totals.lines + 1 };
  const lines = await readLines(tx, part, totals.opening);
  if (!agree(totals, lines)) throw new DoesNotAddUp(account, { lines: String(lines.length) });
  const kind = asked.of === 'float' ? ('float' as const) : ('wallet' as const);
  const { holder, currency } = account;
  const bytes = await drawStatement({
    ...{ tenant, kind, holder, currency, from, to, madeAt: now, locale, totals, lines },
  });
  return { bytes, rows: lines.length, rowsAll: totals.lines, cursor: null };
}
