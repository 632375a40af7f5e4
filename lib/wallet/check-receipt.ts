import { z } from 'zod';
import { PRINCIPALS } from '@/db/schema/wallet';
import { SMALLEST_ID } from '../base/id';
import { oneLine } from '../base/plain-text';
import { query } from '../command/command';
import { readReceiptNumber } from './receipt-number';

const output = z.strictObject({
  /** Null for a number that is no receipt's, whatever is wrong with it. */
  receipt: z
    .strictObject({
      operation: z.enum(PRINCIPALS),
      state: z.enum(['posted', 'reversed']),
      amount: z.bigint(),
      currency: z.string(),
      at: z.date(),
    })
    .nullable(),
});
export type CheckedReceipt = NonNullable<z.infer<typeof output>['receipt']>;

// One look-up by a key, whether there is such a deed or not.
const READ = {
  name: 'wallet-receipt-check',
  text: `select t.operation, t.amount, t.currency, t.at,
      exists (select from transfers r where r.tenant_id = $1 and r.reverses = $2 and r.operation = 'reversal') as reversed
    from transfers t where t.tenant_id = $1 and t.deed_id = $2 and t.operation = any($3)`,
};

type Row = {
  operation: CheckedReceipt['operation'];
  amount: string;
  currency: string;
  at: Date;
  reversed: boolean;
};

/**
 * Tells anybody who holds a receipt's number whether it is true: what moved, how much, when, and whether it still stands.
 * Never who. A number that is none is answered as one that nobody was given.
 */
export const checkReceipt = query({
  name: 'wallet.receipt.check',
  proof: 'none',
  perMinute: 20,
  input: z.strictObject({ number: oneLine(64) }),
  output,
  async run({ tx, tenant }, { number }) {
    const deedId = readReceiptNumber(number) ?? SMALLEST_ID;
    const { rows } = await tx.$client.query<Row>({ ...READ, values: [tenant.id, deedId, PRINCIPALS] });
    const [row] = rows;
    if (!row) return { receipt: null };
    const { operation, currency, at, reversed } = row;
    const state = reversed ? ('reversed' as const) : ('posted' as const);
    return { receipt: { operation, state, amount: BigInt(row.amount), currency, at } };
  },
  sample: async () => ({ number: '1J7ZS-3V4Q2-7KXTM-8RABC-DEFGH' }),
});
