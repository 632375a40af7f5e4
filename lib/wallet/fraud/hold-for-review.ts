import { after, calendarOf } from '../../base/clock';
import type { Deed } from '../../command/command';
import { bookHold } from '../hold-back';
import type { Locked, Maker, Settled } from '../ledger';
import { insertPending } from '../pending/stored-pending';
import type { Movement } from '../post';
import { raiseAlarm } from './raise-alarm';
import { tellPayer } from './review/tell-payer';
import type { Scored } from './scored';

type Held = {
  movement: Movement & { operation: 'transfer' };
  locked: Locked;
  maker: Maker;
  scored: Scored;
  payeeId: string;
  mobile: string;
};

/**
 * Sets a transfer aside until people have looked at it: the amount and the fee are held in the payer's wallet, who is told
 * so, and an incident is opened. What nobody has looked at in time is given back.
 */
export async function holdForReview(
  deed: Deed,
  { movement, locked, maker, scored, payeeId, mobile }: Held,
): Promise<{ payer: Settled; expiresAt: Date }> {
  const { tx, tenant, now } = deed;
  const { deedId: id, operation, amount, fee = 0n } = movement;
  const { payerId } = scored;
  const payer = await bookHold(tx, tenant, { locked, movement, maker, scored });
  const { day: outDay, month: outMonth } = calendarOf(now, tenant.timeZone);
  const expiresAt = after(now, tenant.settings.money.fraud.reviewWithinMs);
  await insertPending(tx, {
    ...{ tenantId: tenant.id, id, operation, state: 'pending_approval', payerId, payeeId },
    ...{ payeeMobile: mobile, currency: tenant.currency, amount, fee, commission: 0n, outDay, outMonth },
    ...{ startedBy: payerId, startedAt: now, deviceId: maker.deviceId, ip: maker.ip, expiresAt },
    ...{ questionId: null, codeHash: null, triesLeft: 0, confirmedBy: null, endedAt: null, reason: null },
  });
  await tellPayer(deed, {
    ...{ template: 'transferHeld', payerId, amount, currency: tenant.currency, until: expiresAt },
    ...{ to: { name: locked.payee?.name ?? '', number: mobile }, page: `/user/wallet/confirm/${id}` },
  });
  await raiseAlarm(deed, scored);
  return { payer, expiresAt };
}
