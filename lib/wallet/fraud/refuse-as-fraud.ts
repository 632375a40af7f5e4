import type { Evidence } from '../../audit/append';
import { Refusal } from '../../base/refusal';
import type { Deed } from '../../command/command';
import { quoteIsPaid } from '../why-not';
import { raiseAlarm } from './raise-alarm';
import { insertScore, type Scored } from './scored';

/**
 * Refuses a deed that looks like fraud, and keeps what was made of it: it is in the queue, and an incident says so. The
 * deed's id is used up with it: asked for again it is refused again, and nobody is told a second time.
 */
export async function refuseAsFraud(
  deed: Deed,
  { scored, refused = looksLikeFraud() }: { scored: Scored; refused?: Refusal },
): Promise<{ refused: Refusal; evidence: Evidence }> {
  const stands = await insertScore(deed.tx, scored);
  if (stands && stands !== 'refuse') throw quoteIsPaid();
  if (!stands) await raiseAlarm(deed, scored);
  const { deedId, operation, amount, payerId, payeeId, madeBy, score, outcome } = scored;
  return {
    refused,
    evidence: {
      ...{ subject: `fraud:${deedId}`, severity: 'warning', tells: [payerId, madeBy] },
      change: { operation, amount, payer: payerId, payee: payeeId, score, outcome },
    },
  };
}

const looksLikeFraud = () =>
  new Refusal(
    'looks_like_fraud',
    'This looks like what thieves do, so nothing has moved. If somebody told you to pay it, stop, and call us.',
    { status: 403 },
  );
