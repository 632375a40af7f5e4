import type { Tx } from '@/db/client';
import type { fraudScores } from '@/db/schema/money';
import type { FraudFacts } from './facts';
import type { FraudReason } from './score';

type Row = typeof fraudScores.$inferSelect;
/** What is done about a deed by its score and by the tenant's policies, the strictest last. */
export const OUTCOMES = ['allow', 'step_up', 'hold', 'refuse'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What was made of a deed before it was done, as it is stored. */
export type Scored = Pick<Row, 'tenantId' | 'deedId' | 'operation' | 'payerId' | 'payeeId' | 'madeBy'> &
  Pick<Row, 'payerAccountId' | 'amount' | 'currency' | 'at' | 'score' | 'outcome' | 'flagged'> & {
    reasons: readonly FraudReason[];
    facts: FraudFacts & {
      ip: string | null;
      deviceId: string | null;
      country: string | null;
      /** The deed whose review lets this one through. */
      cleared?: string;
    };
  };

/** The statement that writes a score, out of one parameter; where that is null it writes nothing. */
export const scoreSql = (row: string) => `
    insert into fraud_scores (tenant_id, deed_id, operation, payer_id, payee_id, made_by, payer_account_id, amount, currency, at,
      score, reasons, facts, outcome, flagged)
    select s.* from jsonb_to_record(${row}::jsonb) as s ("tenantId" uuid, "deedId" uuid, operation text, "payerId" uuid, "payeeId" uuid,
      "madeBy" uuid, "payerAccountId" uuid, amount bigint, currency text, at timestamptz, score int, reasons jsonb, facts jsonb,
      outcome text, flagged boolean)
    where ${row}::jsonb is not null`;

/** The parameter of `scoreSql`. */
export const scoreText = (scored: Scored): string =>
  JSON.stringify({ ...scored, amount: String(scored.amount) });

/** Writes the score of a deed that is not done. Gives what stands already, where it was looked at before. */
export async function insertScore(tx: Tx, scored: Scored): Promise<Outcome | undefined> {
  const { rowCount } = await tx.$client.query({
    name: 'fraud-score',
    text: `${scoreSql('$1')} on conflict do nothing`,
    values: [scoreText(scored)],
  });
  if (rowCount === 1) return undefined;
  const { rows } = await tx.$client.query<{ outcome: Outcome }>({
    name: 'fraud-score-stands',
    text: 'select outcome from fraud_scores where tenant_id = $1 and deed_id = $2',
    values: [scored.tenantId, scored.deedId],
  });
  return rows[0]?.outcome;
}
