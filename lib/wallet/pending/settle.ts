import type { Evidence } from '../../audit/append';
import { calendarOf } from '../../base/clock';
import type { Refusal } from '../../base/refusal';
import type { Deed } from '../../command/command';
import { inCurrency } from '../../policy/in-currency';
import { giveBack, postHeld } from '../hold-back';
import type { Settled } from '../ledger';
import { makerOf } from '../maker-of';
import type { Reason } from '../wallet';
import { whyNotSend } from '../why-not';
import { agentIsGone, pendingIsLate, pendingIsOver, recipientIsGone, stateAt } from './refusals';
import { type ConfirmedBy, movementOf, type StoredPending, savePendingEnd } from './stored-pending';
import { tellPosted } from './tell-pending';

type Ended = { state: 'rejected' | 'expired'; reason: string | null };

/** Ends a locked payment without the money having moved: what was held is given back, and so is what it counted for. */
export async function endPending(
  { tx, actor, tenant, now }: Deed,
  one: StoredPending,
  { state, reason }: Ended,
): Promise<Settled> {
  const counted = { day: one.outDay, month: one.outMonth };
  const movement = movementOf(one);
  const payer = await giveBack(tx, tenant, { movement, counted, maker: makerOf(actor, now) });
  const { payeeId, commission } = one;
  await savePendingEnd(tx, one, { state, reason, confirmedBy: null, payeeId, commission }, now);
  return payer;
}

export const evidenceOf = (
  { id, operation, amount, fee, payerId, payeeId, startedBy, state }: StoredPending,
  became: StoredPending['state'],
  more: Record<string, string> = {},
): Evidence => ({
  subject: `pending:${id}`,
  tells: [payerId, startedBy, ...(payeeId ? [payeeId] : [])],
  severity: became === 'posted' ? 'notice' : 'info',
  change: {
    ...{ operation, amount, fee, payer: payerId, payee: payeeId, startedBy },
    ...{ state: [state, became], ...more },
  },
});

type Settling =
  | { done: true; payer: Settled; payee: Settled; evidence: Evidence }
  | { done: false; refused: Refusal; evidence: Evidence };

/**
 * Posts a locked payment that waits: the wallet pays, the fee and the agent's commission with it. Where it may not be
 * posted any more it is rejected, and what was held is given back; where its time is over it expires. Both are written.
 */
export async function postPending(
  asked: Deed,
  one: StoredPending,
  { by, makerId }: { by: ConfirmedBy | 'review'; makerId: string },
): Promise<Settling> {
  // Limits, and the words of the messages, are those of its own currency, whichever the tenant's is.
  const deed = { ...asked, tenant: inCurrency(asked.tenant, one.currency) };
  const { tx, tenant, actor, now } = deed;
  if (stateAt(one, now) === 'expired' && one.state !== 'expired') {
    await endPending(deed, one, { state: 'expired', reason: null });
    return { done: false, refused: pendingIsLate(), evidence: evidenceOf(one, 'expired', { by }) };
  }
  // Whoever confirms is the maker, without a session too, and from where they do; whoever reviews it is not where it came from.
  const made = { ...makerOf(actor, now), personId: makerId };
  const maker = by === 'review' ? { ...made, ip: null, deviceId: one.deviceId, risk: 0 } : made;
  const posting = await postHeld(tx, tenant, movementOf(one), maker);
  if (!posting.done) {
    const refused = whyNotPosted(deed, one, posting);
    await endPending(deed, one, { state: 'rejected', reason: refused.code });
    return {
      done: false,
      refused,
      evidence: evidenceOf(one, 'rejected', { by, reason: posting.reason }),
    };
  }
  const { payer, payee } = posting;
  if (!payer || !payee) throw new Error('A payment was posted without its two sides');
  const { payeeId, commission } = one;
  const confirmedBy = by === 'review' ? null : by;
  await savePendingEnd(tx, one, { state: 'posted', reason: null, confirmedBy, payeeId, commission }, now);
  await tellPosted(deed, one, { payer, payee });
  return { done: true, payer, payee, evidence: evidenceOf(one, 'posted', { by }) };
}

type Unposted = { reason: Reason; payer: Parameters<typeof whyNotSend>[1]['payer'] };

function whyNotPosted(
  { tenant, actor, now }: Deed,
  one: StoredPending,
  { reason, payer }: Unposted,
): Refusal {
  if (reason === 'payee_missing' || reason === 'payee_frozen')
    return one.operation === 'withdrawal' ? agentIsGone() : recipientIsGone();
  const locale = actor.kind === 'person' ? actor.principal.locale : null;
  const { amount, fee } = one;
  const move = { amount, fee, calendar: calendarOf(now, tenant.timeZone), at: now };
  return whyNotSend(reason, { tenant, locale, payer, move });
}

/** Refuses what is not open any more; what is only late is let through, so that it can be ended. */
export function refusalOfState(one: StoredPending, wanted: StoredPending['state']): Refusal | undefined {
  return one.state === wanted ? undefined : pendingIsOver(one.state);
}
