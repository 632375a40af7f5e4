import { z } from 'zod';
import { PRINCIPALS } from '@/db/schema/wallet';
import { idText } from '../base/id';
import { maskMsisdn, maskName } from '../base/mask';
import { type Msisdn, spellMsisdn } from '../base/msisdn';
import { notFound, notSignedIn } from '../base/refusal';
import { query } from '../command/command';
import { receiptNumberOf } from './receipt-number';
import { sampleTransfer } from './sample-wallet';

const party = z.strictObject({ name: z.string(), number: z.string().nullable(), self: z.boolean() });

const output = z.strictObject({
  receiptId: z.uuid(),
  receiptNumber: z.string(),
  operation: z.enum(PRINCIPALS),
  direction: z.enum(['in', 'out']),
  amount: z.bigint(),
  /** What the payer paid on top; null for whoever did not pay it. */
  fee: z.bigint().nullable(),
  /** The fee that came back with a reversal; null where none did, or it came back to somebody else. */
  feeBack: z.bigint().nullable(),
  currency: z.string(),
  at: z.date(),
  /** Null where the tenant itself is that party. */
  from: party.nullable(),
  to: party.nullable(),
  /** What the reader's own account held right after. */
  balanceAfter: z.bigint(),
  /** The receipt that this one takes back, and the one that took this back. */
  reverses: z.uuid().nullable(),
  reversedBy: z.uuid().nullable(),
});
export type Receipt = z.infer<typeof output>;

// The principal of the deed, if one of its accounts is the reader's, with the fee that the reader paid or got back.
const READ = {
  name: 'wallet-receipt',
  text: `select t.operation, t.amount, t.currency, t.at, t.debit_posted_after, t.credit_posted_after, t.reverses,
      d.owner_id as from_id, du.name as from_name, case when du.mobile_verified_at is not null then du.mobile end as from_mobile,
      c.owner_id as to_id, cu.name as to_name, case when cu.mobile_verified_at is not null then cu.mobile end as to_mobile,
      f.amount as fee, f.debit_posted_after as after_fee, b.amount as fee_back, b.credit_posted_after as after_fee_back,
      r.deed_id as reversed_by
    from transfers t
    join accounts d on d.tenant_id = $1 and d.id = t.debit_account_id
    left join users du on du.tenant_id = $1 and du.id = d.owner_id
    join accounts c on c.tenant_id = $1 and c.id = t.credit_account_id
    left join users cu on cu.tenant_id = $1 and cu.id = c.owner_id
    left join transfers f on f.tenant_id = $1 and f.deed_id = t.deed_id and f.operation = 'fee' and f.debit_account_id = t.debit_account_id
    left join transfers b on b.tenant_id = $1 and b.deed_id = t.deed_id and b.operation = 'fee_reversal' and b.credit_account_id = t.credit_account_id
    left join transfers r on r.tenant_id = $1 and r.reverses = t.deed_id and r.operation = 'reversal'
    where t.tenant_id = $1 and t.deed_id = $2 and t.operation = any($4) and (d.owner_id = $3 or c.owner_id = $3)`,
};

type Row = {
  operation: Receipt['operation'];
  amount: string;
  currency: string;
  at: Date;
  debit_posted_after: string | null;
  credit_posted_after: string | null;
  reverses: string | null;
  reversed_by: string | null;
  from_id: string | null;
  from_name: string | null;
  from_mobile: string | null;
  to_id: string | null;
  to_name: string | null;
  to_mobile: string | null;
  fee: string | null;
  after_fee: string | null;
  fee_back: string | null;
  after_fee_back: string | null;
};

/** Shows a movement to the two people whose money it moved, and to nobody else. */
export const walletReceipt = query({
  name: 'wallet.receipt',
  proof: 'session',
  input: z.strictObject({ id: idText }),
  output,
  async run({ tx, actor, tenant }, { id }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const reader = actor.principal.id;
    const { rows } = await tx.$client.query<Row>({
      ...READ,
      values: [tenant.id, id, reader, PRINCIPALS],
    });
    const [row] = rows;
    if (!row) throw notFound();
    return receiptOf(id, row, reader);
  },
  sample: async (ground) => ({ id: (await sampleTransfer(ground, ground.actorId)).deedId }),
});

function receiptOf(id: string, row: Row, reader: string): Receipt {
  // Whoever draws their own commission is on both sides, and gets it.
  const paid = row.from_id === reader && row.to_id !== reader;
  const after = paid
    ? (row.after_fee ?? row.debit_posted_after)
    : (row.after_fee_back ?? row.credit_posted_after);
  return {
    receiptId: id,
    receiptNumber: receiptNumberOf(id),
    operation: row.operation,
    direction: paid ? 'out' : 'in',
    amount: BigInt(row.amount),
    fee: paid ? BigInt(row.fee ?? 0) : null,
    feeBack: paid || row.fee_back === null ? null : BigInt(row.fee_back),
    currency: row.currency,
    at: row.at,
    from: partyOf(row.from_name, row.from_mobile, row.from_id === reader),
    to: partyOf(row.to_name, row.to_mobile, row.to_id === reader),
    balanceAfter: BigInt(after ?? 0),
    reverses: row.reverses,
    reversedBy: row.reversed_by,
  };
}

function partyOf(name: string | null, mobile: string | null, self: boolean) {
  if (name === null) return null;
  const spell = self ? spellMsisdn : maskMsisdn;
  return { name: self ? name : maskName(name), number: mobile && spell(mobile as Msisdn), self };
}
