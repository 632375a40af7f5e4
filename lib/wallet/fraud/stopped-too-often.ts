import { after, HOUR_MS } from '../../base/clock';
import { firstIdAt } from '../../base/id';
import { Refusal } from '../../base/refusal';
import type { Deed } from '../../command/command';
import type { Scored } from './scored';

/** So many deeds out of one wallet people are asked to look at within an hour, for whoever asks for them. */
const STOPPED_AN_HOUR = 6;
/** No deed's id is older than its quote, and none is good for longer. */
const QUOTED_BEFORE_MS = HOUR_MS;

/**
 * Refuses what is stopped once more within the hour, and keeps nothing of it: the queue of those who look, and the list of
 * alerts, are not somebody's to fill. Asked under the lock of the payer's account, so that of two at once one is counted.
 */
export async function refuseTooOften(
  { tx, tenant, now }: Deed,
  { payerAccountId, madeBy }: Pick<Scored, 'payerAccountId' | 'madeBy'>,
): Promise<void> {
  const since = after(now, -HOUR_MS);
  const { rows } = await tx.$client.query<{ times: number }>({
    name: 'fraud-stopped-since',
    text: `select count(*)::int as times from fraud_scores where tenant_id = $1 and payer_account_id = $2 and deed_id >= $3
             and at > $4 and made_by = $5 and outcome in ('hold', 'refuse')`,
    values: [tenant.id, payerAccountId, firstIdAt(after(since, -QUOTED_BEFORE_MS)), since, madeBy],
  });
  if ((rows[0]?.times ?? 0) >= STOPPED_AN_HOUR) throw stoppedTooOften();
}

const stoppedTooOften = () =>
  new Refusal(
    'stopped_too_often',
    'This was stopped {times} times within the hour, so nobody is asked to look again yet. Nothing has moved. Wait, or call us.',
    { status: 429, values: { times: STOPPED_AN_HOUR } },
  );
