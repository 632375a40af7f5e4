import type { Tx } from '@/db/client';
import type { fraudScores } from '@/db/schema/money';
import type { FraudFacts } from '../facts';
import type { FraudReason } from '../score';

type Row = typeof fraudScores.$inferSelect;

/** What was made of a deed, and what people made of that. */
export type StoredScore = Omit<Row, 'tenantId' | 'reasons' | 'facts'> & {
  reasons: FraudReason[];
  facts: FraudFacts & { ip: string | null; country: string | null };
};

const READ = `select deed_id as "deedId", operation, payer_id as "payerId", payee_id as "payeeId", made_by as "madeBy",
    payer_account_id as "payerAccountId", amount, currency, at, score, reasons, facts, outcome, flagged,
    reviewed_by as "reviewedBy", reviewed_at as "reviewedAt", verdict, note
  from fraud_scores where tenant_id = $1 and deed_id = $2`;
const LOCK = { name: 'fraud-score-lock', text: `${READ} for no key update` };

/** Reads what was made of a deed; with `lock` it is held until the transaction ends. */
export async function readScore(
  tx: Tx,
  tenantId: string,
  deedId: string,
  { lock = false } = {},
): Promise<StoredScore | undefined> {
  const { rows } = await tx.$client.query<Omit<StoredScore, 'amount'> & { amount: string }>({
    ...(lock ? LOCK : { name: 'fraud-score-read', text: READ }),
    values: [tenantId, deedId],
  });
  const [row] = rows;
  return row && { ...row, amount: BigInt(row.amount) };
}

type Reviewed = Pick<StoredScore, 'reviewedBy' | 'reviewedAt' | 'verdict' | 'note'>;

/** Writes what people made of it, once; on a transfer that waited for that it is written too. */
export async function saveReview(
  tx: Tx,
  tenantId: string,
  deedId: string,
  { reviewedBy, reviewedAt, verdict, note }: Reviewed,
): Promise<void> {
  await tx.$client.query({
    name: 'fraud-review',
    text: `with waited as (update pending_transfers set reviewed_by = $3, reviewed_at = $4 where tenant_id = $1 and id = $2)
      update fraud_scores set reviewed_by = $3, reviewed_at = $4, verdict = $5, note = $6
      where tenant_id = $1 and deed_id = $2 and reviewed_at is null`,
    values: [tenantId, deedId, reviewedBy, reviewedAt, verdict, note],
  });
}
