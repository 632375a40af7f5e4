import type { Tx } from '@/db/client';
import { maskMsisdn, maskName } from '../../base/mask';
import type { Msisdn } from '../../base/msisdn';
import type { Operation } from '../ledger';
import type { LedgerLine } from '../ledger-page';
import { receiptNumberOf } from '../receipt-number';
import type { Totals } from './read-statement';

/** A line of a statement: its balance is the one that stands after it and all lines before it, as they are printed. */
export type StatedLine = LedgerLine;

const half = (direction: 'in' | 'out', own: string, other: string) => `
  (select t.id, t.deed_id, t.operation, '${direction}' as direction, t.amount, t.at, t.${other}_account_id as other
   from transfers t where t.tenant_id = $1 and t.${own}_account_id = $2 and t.id >= $3 and t.id < $4 order by t.id limit $5)`;

// The oldest first: the beginning of two ranges of an index, merged.
const LINES = {
  name: 'statement-lines',
  text: `with line as (${half('out', 'debit', 'credit')} union all ${half('in', 'credit', 'debit')})
    select l.*, u.name, case when u.mobile_verified_at is not null then u.mobile end as mobile
    from (select * from line order by id limit $5) l
    join accounts a on a.tenant_id = $1 and a.id = l.other
    left join users u on u.tenant_id = $1 and u.id = a.owner_id
    order by l.id`,
};

type Row = {
  id: string;
  deed_id: string;
  operation: Operation;
  direction: 'in' | 'out';
  amount: string;
  at: Date;
  name: string | null;
  mobile: string | null;
};

export type Part = { tenantId: string; accountId: string; firstId: string; endId: string; most: number };

/** Reads the first lines of a range, the oldest first, with the balance that each leaves. */
export async function readLines(
  tx: Tx,
  { tenantId, accountId, firstId, endId, most }: Part,
  opening: bigint,
): Promise<StatedLine[]> {
  const { rows } = await tx.$client.query<Row>({
    ...LINES,
    values: [tenantId, accountId, firstId, endId, most],
  });
  let balance = opening;
  return rows.map(({ id, deed_id, operation, direction, amount, at, name, mobile }) => {
    balance += direction === 'in' ? BigInt(amount) : -BigInt(amount);
    return {
      ...{ id, operation, direction, at, amount: BigInt(amount), balanceAfter: balance },
      ...{ receiptId: deed_id, receiptNumber: receiptNumberOf(deed_id) },
      with: name === null ? null : { name: maskName(name), number: mobile && maskMsisdn(mobile as Msisdn) },
    };
  });
}

/** The smallest id after one: where the next part of a range begins. */
export function idAfter(id: string): string {
  const hex = (BigInt(`0x${id.replaceAll('-', '')}`) + 1n).toString(16).padStart(32, '0');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** Whether lines that are all of a statement come to its totals: the last look before it is printed. */
export function agree(totals: Totals, lines: readonly StatedLine[]): boolean {
  const total = (direction: 'in' | 'out') =>
    lines.reduce((sum, line) => (line.direction === direction ? sum + line.amount : sum), 0n);
  const [came, went] = [total('in'), total('out')];
  const closing = lines.at(-1)?.balanceAfter ?? totals.opening;
  const isWhole = lines.length === totals.lines && came === totals.in && went === totals.out;
  return isWhole && closing === totals.closing && totals.opening + came - went === closing;
}
