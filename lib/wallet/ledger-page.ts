import { z } from 'zod';
import type { Tx } from '@/db/client';
import { OPERATIONS } from '@/db/schema/wallet';
import { idText } from '../base/id';
import { maskMsisdn, maskName } from '../base/mask';
import type { Msisdn } from '../base/msisdn';
import type { Tenant } from '../policy/tenant';
import type { Owned } from './figures';
import { readReceiptNumber, receiptNumberOf } from './receipt-number';

const LARGEST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
const NO_ID = '00000000-0000-0000-0000-000000000000';
/** A file for a spreadsheet may be longer than any page. */
const MOST = 5_000;

/** What a list of movements may be narrowed to; `before` is the id that the last page ended with. */
export const ledgerFilter = z.strictObject({
  before: idText.optional(),
  direction: z.enum(['in', 'out']).optional(),
  /** A receipt's number as it is typed; what is none finds nothing. */
  receipt: z
    .string()
    .max(64)
    .transform((text) => readReceiptNumber(text) ?? NO_ID)
    .optional(),
  limit: z.coerce.number().int().min(1).max(MOST).default(20),
});

const movement = z.strictObject({
  id: z.uuid(),
  receiptId: z.uuid(),
  receiptNumber: z.string(),
  operation: z.enum(OPERATIONS),
  direction: z.enum(['in', 'out']),
  amount: z.bigint(),
  balanceAfter: z.bigint(),
  at: z.date(),
  /** The other person, masked; null where it is the tenant itself. */
  with: z.strictObject({ name: z.string(), number: z.string().nullable() }).nullable(),
});
export type LedgerLine = z.infer<typeof movement>;

export const ledgerPage = z.strictObject({
  currency: z.string(),
  movements: z.array(movement),
  /** Hand it back as `before` for the next page; null on the last. */
  next: z.uuid().nullable(),
});
export type LedgerPage = z.infer<typeof ledgerPage>;

const half = (direction: 'in' | 'out', own: string, other: string, where: string) => `
  (select t.id, t.deed_id, t.operation, '${direction}' as direction, t.amount, t.${own}_posted_after as after, t.at, t.${other}_account_id as other
   from transfers t
   where t.tenant_id = $1 and t.${own}_account_id = (select id from own) and t.id < $5 and ($7::text is null or $7 = '${direction}') ${where}
   order by t.id desc limit $6)`;

// Each half is a range of one index read backwards, however long the history is.
const statement = (where: string) => `
  with own as (
    select id from accounts where tenant_id = $1 and owner_id = $2 and kind = $3 and currency = $4
  ), line as (${half('out', 'debit', 'credit', where)} union all ${half('in', 'credit', 'debit', where)})
  select l.*, u.name, case when u.mobile_verified_at is not null then u.mobile end as mobile
  from line l
  join accounts a on a.tenant_id = $1 and a.id = l.other
  left join users u on u.tenant_id = $1 and u.id = a.owner_id
  order by l.id desc limit $6`;

const NEWEST = { name: 'ledger-page', text: statement('') };
const OF_DEED = { name: 'ledger-page-of-deed', text: statement('and t.deed_id = $8') };

type Row = {
  id: string;
  deed_id: string;
  operation: LedgerLine['operation'];
  direction: LedgerLine['direction'];
  amount: string;
  after: string;
  at: Date;
  name: string | null;
  mobile: string | null;
};

/** Reads one page of an account's movements, the newest first, paged by key. */
export async function readLedgerPage(
  tx: Tx,
  tenant: Tenant,
  { kind, ownerId }: Owned,
  { before, direction, receipt, limit }: z.infer<typeof ledgerFilter>,
): Promise<LedgerPage> {
  const { rows } = await tx.$client.query<Row>({
    ...(receipt ? OF_DEED : NEWEST),
    values: [
      ...[tenant.id, ownerId, kind, tenant.currency],
      ...[before ?? LARGEST_ID, limit + 1, direction ?? null],
      ...(receipt ? [receipt] : []),
    ],
  });
  const shown = rows.slice(0, limit);
  return {
    currency: tenant.currency,
    movements: shown.map(lineOf),
    next: rows.length > limit ? (shown.at(-1)?.id ?? null) : null,
  };
}

function lineOf({ id, deed_id, operation, direction, amount, after, at, name, mobile }: Row): LedgerLine {
  return {
    ...{ id, operation, direction, at },
    receiptId: deed_id,
    receiptNumber: receiptNumberOf(deed_id),
    amount: BigInt(amount),
    balanceAfter: BigInt(after),
    with: name === null ? null : { name: maskName(name), number: mobile && maskMsisdn(mobile as Msisdn) },
  };
}
