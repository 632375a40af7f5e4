import type { Tx } from '@/db/client';
import { appendEvent } from '../../audit/append';
import type { Deed } from '../../command/command';
import { personIdOf } from '../../policy/actor';
import { moveSim } from '../move-sim';
import { canBecome } from '../sim';
import { lockCards, saveSwap, unqueueSwap } from './stored-swap';
import type { StoredSwap } from './swap';
import { publishSwap, tellSwap } from './tell-swap';

/** Why a case ended without the number having moved: each is a sentence, and a line of the dashboard. */
export type SwapRefusal =
  | 'by-staff'
  | 'by-holder'
  | 'objected'
  | 'locked'
  | 'failed-proofs'
  | 'further-signals'
  | 'dispute-lost'
  | 'policy'
  | 'number-changed';

type End = { state: 'refused' | 'cancelled' | 'expired'; refusal: SwapRefusal | null };
type Change = Partial<Pick<StoredSwap, 'note' | 'decidedBy' | 'decidedAt' | 'disputedAt' | 'disputedBy'>>;

const TEMPLATES = { refused: 'swapRefused', cancelled: 'swapCancelled', expired: 'swapExpired' } as const;

/**
 * Ends a case that is locked, without the number moving: the old card goes back to where it was, the new one is retired,
 * what was under way for it is dead, and the holder is told on every channel.
 */
export async function endSwap(
  { tx, actor, tenant, now }: Deed,
  one: StoredSwap,
  { state, refusal }: End,
  change: Change = {},
): Promise<StoredSwap> {
  const by = personIdOf(actor);
  const ended = await saveSwap(tx, one, { ...change, state, refusal, endedAt: now, endedBy: by });
  await putCardsBack(tx, ended, now, by);
  await endProofsUnderWay(tx, ended, now);
  await unqueueSwap(tx, one.id);
  await tellSwap(tx, tenant, now, ended, { template: TEMPLATES[state] });
  await publishSwap(tx, ended, now, 'sim.swap.refused');
  return ended;
}

/** Ends a case that the deed is not about: it has an entry of its own in the audit log. */
export async function endOtherSwap(deed: Deed, one: StoredSwap, end: End): Promise<void> {
  await endSwap(deed, one, end);
  const name = end.state === 'expired' ? 'sim.swap.expire' : 'sim.swap.refuse';
  const change = { state: [one.state, end.state], number: one.numberId, person: one.holderId };
  await appendEvent(deed.tx, deed.actor, name, 'done', {
    ...{ subject: `swap:${one.id}`, severity: 'warning', change },
  });
}

/** A card that was blocked or retired meanwhile stays so. */
async function putCardsBack(tx: Tx, one: StoredSwap, now: Date, actorId: string | null): Promise<void> {
  const { oldCard, newCard } = await lockCards(tx, one);
  const why = { now, actorId, numberId: one.numberId, detail: { swap: one.id, ended: one.state } };
  if (oldCard.state === 'pending_swap') await moveSim(tx, one.tenantId, oldCard, one.oldSimState, why);
  if (newCard.state === 'reserved' && canBecome(newCard.state, 'retired'))
    await moveSim(tx, one.tenantId, newCard, 'retired', why);
}

/** Codes that were sent for a swap of this person, and the question on their telephone: a later case begins with none of them. */
export async function endProofsUnderWay(
  tx: Tx,
  { tenantId, holderId, questionId }: StoredSwap,
  now: Date,
): Promise<void> {
  await tx.$client.query({
    name: 'swap-codes-end',
    text: `update one_time_codes set used_at = $3 where tenant_id = $1 and person_id = $2 and purpose = 'swap'
             and used_at is null`,
    values: [tenantId, holderId, now],
  });
  await tx.$client.query({
    name: 'swap-question-end',
    text: `update questions set expires_at = least(expires_at, $3) where tenant_id = $1 and id = $2 and answer is null`,
    values: [tenantId, questionId, now],
  });
}
