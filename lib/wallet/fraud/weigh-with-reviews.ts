import { after } from '../../base/clock';
import type { Deed } from '../../command/command';
import type { Scored } from './scored';
import { type Weighed, type Weighing, weigh } from './weigh';

/** So many of a wallet's newest deeds are looked through for one that people have called honest. */
const LOOKED_THROUGH = 50;

/**
 * Weighs a movement, and does not hold what people have just called honest: once, the same operation, to the same person, of
 * no more than that. What a policy refuses stays refused.
 */
export async function weighWithReviews(deed: Deed, weighing: Weighing): Promise<Weighed> {
  const weighed = weigh(deed, weighing);
  const { outcome, scored, refused } = weighed;
  if ((outcome !== 'hold' && outcome !== 'refuse') || refused) return weighed;
  const cleared = await clearing(deed, scored);
  if (!cleared) return weighed;
  const facts = { ...scored.facts, cleared };
  return { ...weighed, outcome: 'allow', scored: { ...scored, facts, outcome: 'allow', flagged: false } };
}

/** The deed whose review lets this one through: it was not done then, and has let no other through since. */
async function clearing({ tx, tenant, now }: Deed, scored: Scored): Promise<string | undefined> {
  const since = after(now, -tenant.settings.money.fraud.clearedForMs);
  const { payerAccountId, payeeId, operation, amount } = scored;
  const { rows } = await tx.$client.query<{ deedId: string }>({
    name: 'fraud-clearing',
    text: `with newest as materialized (select * from fraud_scores where tenant_id = $1 and payer_account_id = $2
             order by deed_id desc limit ${LOOKED_THROUGH})
           select s.deed_id as "deedId" from newest s
           where s.verdict = 'honest' and s.reviewed_at > $3 and s.operation = $4 and s.amount >= $5
             and (s.operation = 'withdrawal' or s.payee_id = $6) and s.outcome in ('hold', 'refuse')
             and not exists (select from newest n where n.facts ->> 'cleared' = s.deed_id::text)
             and not exists (select from pending_transfers p where p.tenant_id = $1 and p.id = s.deed_id)
           limit 1`,
    values: [tenant.id, payerAccountId, since, operation, amount, payeeId],
  });
  return rows[0]?.deedId;
}
