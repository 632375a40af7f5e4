import type { Tx } from '@/db/client';
import { csvLine } from '../../base/csv';
import { decimalText, money } from '../../base/money';
import { receiptNumberOf } from '../receipt-number';

const HEADER = [
  ...['id', 'receipt', 'at', 'operation', 'amount', 'currency'],
  ...['debit_account', 'debit_kind', 'debit_owner', 'debit_balance_after'],
  ...['credit_account', 'credit_kind', 'credit_owner', 'credit_balance_after'],
  ...['made_by', 'risk', 'flagged', 'reverses'],
];

type Row = {
  id: string;
  deed_id: string;
  at: Date;
  operation: string;
  amount: string;
  currency: string;
  debit_account_id: string;
  debit_kind: string;
  debit_owner: string | null;
  debit_posted_after: string | null;
  credit_account_id: string;
  credit_kind: string;
  credit_owner: string | null;
  credit_posted_after: string | null;
  made_by: string | null;
  risk: number;
  flagged: boolean;
  reverses: string | null;
};

type Part = { tenantId: string; nextId: string; endId: string; most: number };

/** A part of the whole ledger as CSV, the oldest first, with the id of its last line; people stand in it by their ids. */
export async function readLedgerPart(
  tx: Tx,
  { tenantId, nextId, endId, most }: Part,
): Promise<{ csv: string; lines: number; lastId: string | undefined }> {
  const { rows } = await tx.$client.query<Row>({
    name: 'export-ledger-part',
    text: `select t.id, t.deed_id, t.at, t.operation, t.amount, t.currency, t.debit_account_id, d.kind as debit_kind, d.owner_id as debit_owner,
        t.debit_posted_after, t.credit_account_id, c.kind as credit_kind, c.owner_id as credit_owner, t.credit_posted_after,
        t.made_by, t.risk, t.flagged, t.reverses
      from (select * from transfers where tenant_id = $1 and id >= $2 and id < $3 order by id limit $4) t
      join accounts d on d.tenant_id = $1 and d.id = t.debit_account_id
      join accounts c on c.tenant_id = $1 and c.id = t.credit_account_id
      order by t.id`,
    values: [tenantId, nextId, endId, most],
  });
  return { csv: rows.map(lineOf).join(''), lines: rows.length, lastId: rows.at(-1)?.id };
}

export const ledgerHead = (): string => csvLine(HEADER);

function lineOf(row: Row): string {
  const plain = (minor: string | null) =>
    minor === null ? '' : decimalText(money(BigInt(minor), row.currency));
  return csvLine([
    ...[row.id, receiptNumberOf(row.deed_id), row.at, row.operation, plain(row.amount), row.currency],
    ...[row.debit_account_id, row.debit_kind, row.debit_owner, plain(row.debit_posted_after)],
    ...[row.credit_account_id, row.credit_kind, row.credit_owner, plain(row.credit_posted_after)],
    ...[row.made_by, row.risk, row.flagged, row.reverses],
  ]);
}
