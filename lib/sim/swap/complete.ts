import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '@/db/client';
import { numbers } from '@/db/schema/sim';
import { endWhatIsUnderWay, trustNoDevice } from '../../auth/recovery/secure-account';
import { idText } from '../../base/id';
import { Refusal } from '../../base/refusal';
import { command, type Deed } from '../../command/command';
import { personIdOf } from '../../policy/actor';
import { stands } from '../../trust/hold';
import { guardAfterSwap } from '../../trust/swap-guard';
import { moveSim } from '../move-sim';
import { disputeSwap } from './dispute';
import { endProofsUnderWay, endSwap } from './end-swap';
import { sampleSwap } from './sample-swap';
import { evidenceOf, lockCards, lockNumber, lockSwap, saveSwap, unqueueSwap } from './stored-swap';
import { refusalOfStep, type StoredSwap } from './swap';
import { hasBeenTold, publishSwap, tellSwap } from './tell-swap';

/**
 * Moves a number to its new card, in one transaction with everything that follows: what the old card's holder could still do
 * ends, and what a thief would do next is held back. Only the process does it, when the wait is over and a notice has left.
 */
export const completeSwap = command({
  name: 'sim.swap.complete',
  proof: 'second-factor',
  input: z.strictObject({ swapId: idText }),
  output: z.strictObject({ state: z.enum(['completed', 'cancelled', 'disputed']) }),
  async run(deed, { swapId }) {
    const { tx, tenant, now } = deed;
    const one = await lockSwap(tx, tenant.id, swapId);
    const ended = await takeEffect(deed, one);
    const evidence = evidenceOf(one, now, 'refused' in ended ? one.state : ended.state);
    if ('refused' in ended) throw ended.refused;
    return { output: { state: ended.state }, evidence };
  },
  async sample(ground) {
    const { id: swapId } = await sampleSwap(ground, 'ready');
    return { swapId };
  },
});

type Ended = { state: 'completed' | 'cancelled' | 'disputed' } | { refused: Refusal };

/** Gives why a case does not take effect yet, or what became of it. It is locked, and its number too. */
export async function takeEffect(deed: Deed, one: StoredSwap): Promise<Ended> {
  const { tx, tenant, now } = deed;
  const step = refusalOfStep(one, 'completed', now);
  if (step) return { refused: step };
  const locks = await readLocks(tx, one, now);
  if (locks.objects && !one.decidedAt) return stopForLock(deed, one);
  if (locks.stands) return { refused: isFrozen() };
  if (!(await isStillAsItWas(tx, one))) {
    await endSwap(deed, one, { state: 'cancelled', refusal: 'number-changed' });
    return { state: 'cancelled' };
  }
  if (!(await hasBeenTold(tx, one))) return { refused: nobodyWasTold() };
  await moveNumber(deed, one);
  await guardAfterSwap(tx, tenant, now, { personId: one.holderId, swapId: one.id });
  await endWhatWasOpen(tx, one, now);
  await unqueueSwap(tx, one.id);
  const done = { ...one, state: 'completed' as const };
  await tellSwap(tx, tenant, now, done, { template: 'swapDone' });
  await publishSwap(tx, done, now, 'sim.swap.completed');
  return { state: 'completed' };
}

type Locks = {
  /** One was placed since the case was asked for, or has no end; also one that somebody has taken off again. */
  objects: boolean;
  /** One stands that ends by itself. */
  stands: boolean;
};

/** A report of a telephone without network is no objection: it holds for its time, and is over. */
async function readLocks(tx: Tx, { tenantId, holderId, requestedAt }: StoredSwap, now: Date): Promise<Locks> {
  const { rows } = await tx.$client.query<Locks>({
    name: 'swap-locks',
    text: `select count(*) filter (where (since >= $4 and reason not like 'outage:%') or (lifted_at is null and until is null)) > 0
             as objects, count(*) filter (where until is not null and ${stands('h', '$3')}) > 0 as stands
           from person_holds h where tenant_id = $1 and person_id = $2 and kind = 'sim_swap'
             and (since >= $4 or ${stands('h', '$3')})`,
    values: [tenantId, holderId, now, requestedAt],
  });
  return rows[0] ?? { objects: false, stands: false };
}

/** Whoever locks swaps while one waits objects to it; from a stolen telephone too, so that then people decide. */
async function stopForLock(deed: Deed, one: StoredSwap): Promise<Ended> {
  if (one.oldSimCounts) {
    await endSwap(deed, one, { state: 'cancelled', refusal: 'locked' });
    return { state: 'cancelled' };
  }
  await disputeSwap(deed, one, 'telephone');
  return { state: 'disputed' };
}

/** Whether the number still has the holder and the cards that the case was asked for. */
async function isStillAsItWas(tx: Tx, one: StoredSwap): Promise<boolean> {
  const number = await lockNumber(tx, one.tenantId, { id: one.numberId });
  const { oldCard, newCard } = await lockCards(tx, one);
  return (
    number?.simId === one.oldSimId &&
    number.holderId === one.holderId &&
    (number.state === 'active' || number.state === 'suspended') &&
    oldCard.state === 'pending_swap' &&
    newCard.state === 'reserved'
  );
}

async function moveNumber({ tx, actor, now }: Deed, one: StoredSwap): Promise<void> {
  const { tenantId, numberId, newSimId } = one;
  const { oldCard, newCard } = await lockCards(tx, one);
  const why = { now, actorId: personIdOf(actor), numberId, detail: { swap: one.id } };
  await moveSim(tx, tenantId, oldCard, 'swapped_out', why);
  await moveSim(tx, tenantId, newCard, 'active', why);
  await tx
    .update(numbers)
    .set({ simId: newSimId, state: 'active', changedAt: now })
    .where(and(eq(numbers.tenantId, tenantId), eq(numbers.id, numberId)));
  await saveSwap(tx, one, {
    ...{ state: 'completed', completedAt: now, endedAt: now, endedBy: personIdOf(actor) },
  });
}

/** All sessions, sign-ins, codes and links end, and no browser is trusted: whoever is back shows who they are. */
async function endWhatWasOpen(tx: Tx, one: StoredSwap, now: Date): Promise<void> {
  const { tenantId, holderId: personId } = one;
  await endProofsUnderWay(tx, one, now);
  await tx.$client.query({
    name: 'swap-all-codes-end',
    text: 'update one_time_codes set used_at = $3 where tenant_id = $1 and person_id = $2 and used_at is null',
    values: [tenantId, personId, now],
  });
  await endWhatIsUnderWay(tx, tenantId, now, { personId, reason: 'number moved to another SIM' });
  await trustNoDevice(tx, tenantId, personId, now);
}

const nobodyWasTold = () =>
  new Refusal(
    'swap_nobody_told',
    'No notice of this swap has left yet, so nobody could have objected. It takes effect when one has.',
    { status: 409 },
  );

const isFrozen = () =>
  new Refusal('swap_is_frozen', 'Swaps of this number are frozen for a time. It goes on when that is over.', {
    status: 409,
  });

/** Ends a case that nobody went on with in time. Only the process does it; whoever looks meanwhile sees it ended already. */
export const expireSwap = command({
  name: 'sim.swap.expire',
  proof: 'second-factor',
  input: z.strictObject({ swapId: idText }),
  output: z.strictObject({}),
  async run(deed, { swapId }) {
    const { tx, tenant, now } = deed;
    const one = await lockSwap(tx, tenant.id, swapId);
    if (one.expiresAt > now) throw notOver();
    const step = refusalOfStep({ ...one, expiresAt: new Date(now.getTime() + 1) }, 'expired', now);
    if (step) throw step;
    await endSwap(deed, one, { state: 'expired', refusal: null });
    return {
      output: {},
      evidence: evidenceOf({ ...one, expiresAt: new Date(now.getTime() + 1) }, now, 'expired'),
    };
  },
  async sample(ground) {
    const { id: swapId } = await sampleSwap(ground, 'overdue');
    return { swapId };
  },
});

const notOver = () =>
  new Refusal('swap_not_over', 'This case still has time. It ends by itself when that is over.', {
    status: 409,
  });
