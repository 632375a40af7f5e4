import { after, HOUR_MS } from '../../base/clock';
import { firstIdAt } from '../../base/id';
import type { Deed } from '../../command/command';
import { personIdOf } from '../../policy/actor';
import type { Scored } from './scored';
import { refuseTooOften } from './stopped-too-often';
import { type Weighed, type Weighing, weigh } from './weigh';
import { hasYoungFactor } from './young-factor';

/** So many of a wallet's newest deeds are looked through for one that people have called honest. */
const LOOKED_THROUGH = 50;
/** A deed has the id of its quote, which may be older than the review that lets it through; none is good for longer. */
const QUOTED_BEFORE_MS = HOUR_MS;

/**
 * Weighs a movement, and does not hold what people have just called honest: once, the same operation, to the same person, of
 * no more than that. What a policy refuses stays refused, and a step up by a factor that is new is for people to look at.
 */
export async function weighWithReviews(deed: Deed, weighing: Weighing): Promise<Weighed> {
  const weighed = await withOldFactor(deed, weigh(deed, weighing));
  const { outcome, scored, refused } = weighed;
  if (outcome !== 'hold' && outcome !== 'refuse') return weighed;
  const cleared = refused ? undefined : await clearing(deed, scored);
  if (!cleared) {
    await refuseTooOften(deed, scored);
    return weighed;
  }
  const facts = { ...scored.facts, cleared };
  return { ...weighed, outcome: 'allow', scored: { ...scored, facts, outcome: 'allow', flagged: false } };
}

async function withOldFactor(deed: Deed, weighed: Weighed): Promise<Weighed> {
  const { outcome, scored } = weighed;
  if (outcome !== 'step_up' || personIdOf(deed.actor) !== scored.payerId) return weighed;
  if (!(await hasYoungFactor(deed, scored.payerId))) return weighed;
  return { ...weighed, outcome: 'hold', scored: { ...scored, outcome: 'hold', flagged: true } };
}

/** The deed whose review lets this one through: it was not done then, and has let no other through since. */
async function clearing({ tx, tenant, now }: Deed, scored: Scored): Promise<string | undefined> {
  const since = after(now, -tenant.settings.money.fraud.clearedForMs);
  const { payerAccountId, payeeId, operation, amount } = scored;
  const used = firstIdAt(after(since, -QUOTED_BEFORE_MS));
  const { rows } = await tx.$client.query<{ deedId: string }>({
    name: 'fraud-clearing',
    text: `with newest as materialized (select * from fraud_scores where tenant_id = $1 and payer_account_id = $2
             order by deed_id desc limit ${LOOKED_THROUGH})
           select s.deed_id as "deedId" from newest s
           where s.verdict = 'honest' and s.reviewed_at > $3 and s.operation = $4 and s.amount >= $5
             and (s.operation = 'withdrawal' or s.payee_id = $6) and s.outcome in ('hold', 'refuse')
             and not exists (select from fraud_scores n where n.tenant_id = $1 and n.payer_account_id = $2 and n.deed_id >= $7
               and n.facts ->> 'cleared' = s.deed_id::text)
             and not exists (select from pending_transfers p where p.tenant_id = $1 and p.id = s.deed_id)
           limit 1`,
    values: [tenant.id, payerAccountId, since, operation, amount, payeeId, used],
  });
  return rows[0]?.deedId;
}
