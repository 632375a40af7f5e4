import { z } from 'zod';
import { idText, newId } from '../../base/id';
import { oneLine } from '../../base/plain-text';
import { notFound, notSignedIn } from '../../base/refusal';
import { command, type Deed } from '../../command/command';
import { keyText } from '../../command/key-text';
import { makerOf } from '../maker-of';
import {
  isBetweenPeople,
  type LockedDeed,
  lockDeed,
  readDeed,
  readDispute,
  type StoredDispute,
} from '../past-deed';
import { refusalOfHands } from '../reversal/hands';
import { takeBack } from '../reversal/take-back';
import { hasEnded, refusalOfEnding } from './dispute';
import { endDispute, letGo } from './end-dispute';
import { sampleDispute } from './sample-dispute';
import { disputesPageOf, tellSide } from './tell-dispute';

const output = z.strictObject({
  disputeId: z.uuid(),
  state: z.enum(['upheld', 'dismissed', 'withdrawn', 'expired']),
  /** The receipt of what came back; null where nothing did. */
  reversalId: z.uuid().nullable(),
});

/** A dispute with its movement, locked; one that ended meanwhile is refused. */
type Found = { one: LockedDeed; dispute: StoredDispute };

export async function lockDispute({ tx, tenant, now }: Deed, disputeId: string): Promise<Found> {
  const known = await readDispute(tx, tenant, disputeId);
  if (!known) throw notFound();
  const deed = await readDeed(tx, tenant, known.deedId);
  if (!isBetweenPeople(deed)) throw new Error('A dispute is about a movement between two people');
  const one = await lockDeed(tx, tenant, { deed, now });
  // The accounts were waited for: what is open now may be another dispute, or none.
  if (one.dispute?.id !== disputeId) throw hasEnded();
  return { one, dispute: one.dispute };
}

/**
 * Decides a dispute: upheld gives back what is held of the movement, out of the hold, in the same transaction; dismissed lets
 * it go. Both sides are told, each of their own part. Refuses whoever has a hand in the movement.
 */
export const decideDispute = command({
  name: 'dispute.decide',
  proof: 'fresh-second-factor',
  input: z.strictObject({
    disputeId: idText,
    verdict: z.enum(['upheld', 'dismissed']),
    reason: oneLine(500),
    /** Whether the fee comes back too; it does not where only the amount was wrong. */
    withFee: z.literal('on').optional(),
    key: keyText,
  }),
  output,
  idempotencyKey: 'key',
  async run(deed, { disputeId, verdict, reason, withFee }) {
    const { tx, actor, tenant, now } = deed;
    if (actor.kind !== 'person') throw notSignedIn();
    const staffId = actor.principal.id;
    const { one, dispute } = await lockDispute(deed, disputeId);
    const refused = refusalOfEnding(dispute, now) ?? (await refusalOfHands(deed, one.deed));
    if (refused) throw refused;
    const maker = makerOf(actor, now);
    await endDispute(tx, dispute, { state: verdict, by: staffId, decision: reason, now });
    const nothing = { reversalId: null, back: 0n, fee: 0n };
    let done: { reversalId: string | null; back: bigint; fee: bigint } = nothing;
    if (verdict === 'dismissed') await letGo(tx, tenant, { one, dispute, maker });
    else if (dispute.held > 0n) {
      const taking = { amount: dispute.held, fromHold: dispute.held, withFee: withFee === 'on' };
      const taken = await takeBack(tx, tenant, { one, taking, maker });
      done = { reversalId: taken.deedId, back: taken.amount, fee: taken.fee };
    }
    await tellBoth(deed, { one, dispute }, { verdict, back: done.back + done.fee, reason });
    return {
      output: { disputeId, state: verdict, reversalId: done.reversalId },
      evidence: {
        subject: `dispute:${disputeId}`,
        severity: 'warning',
        change: {
          ...{ state: ['open', verdict], because: reason, deed: dispute.deedId, held: dispute.held },
          ...{ back: done.back, fee: done.fee, reversal: done.reversalId },
        },
      },
    };
  },
  async sample(ground) {
    const { disputeId } = await sampleDispute(ground);
    return { disputeId, verdict: 'upheld', reason: 'The number was mistyped', key: newId(ground.now) };
  },
});

type Verdict = { verdict: 'upheld' | 'dismissed'; back: bigint; reason: string };

async function tellBoth(
  { tx, tenant, now }: Deed,
  { one: { deed }, dispute }: Found,
  { verdict, back, reason }: Verdict,
): Promise<void> {
  const told = { deedId: deed.deedId, currency: deed.currency };
  const [raiser, payee] =
    verdict === 'upheld'
      ? (['disputeUpheld', 'disputeUpheldAgainst'] as const)
      : (['disputeDismissed', 'disputeLetGo'] as const);
  await tellSide(tx, tenant, now, {
    ...{ ...told, template: raiser, personId: dispute.raisedBy, reason },
    amount: verdict === 'upheld' ? back : dispute.held,
  });
  if (dispute.held > 0n)
    await tellSide(tx, tenant, now, {
      ...{ ...told, template: payee, personId: deed.to.ownerId, amount: dispute.held },
      page: disputesPageOf(deed.to),
    });
}

/** Takes one's own dispute back before people have decided: what was held is let go, and its payee hears of it. */
export const withdrawDispute = command({
  name: 'dispute.withdraw',
  proof: 'session',
  input: z.strictObject({ disputeId: idText, key: keyText }),
  output,
  idempotencyKey: 'key',
  async run(deed, { disputeId }) {
    const { tx, actor, tenant, now } = deed;
    if (actor.kind !== 'person') throw notSignedIn();
    const known = await readDispute(tx, tenant, disputeId);
    if (known?.raisedBy !== actor.principal.id) throw notFound();
    const found = await lockDispute(deed, disputeId);
    const refused = refusalOfEnding(found.dispute, now);
    if (refused) throw refused;
    await letGo(tx, tenant, { ...found, maker: makerOf(actor, now) });
    // Nobody but staff decides: whoever withdraws ends it, and stands nowhere as who decided.
    await endDispute(tx, found.dispute, { state: 'withdrawn', by: null, decision: null, now });
    const { deed: movement } = found.one;
    if (found.dispute.held > 0n)
      await tellSide(tx, tenant, now, {
        ...{ template: 'disputeLetGo', deedId: movement.deedId, currency: movement.currency },
        ...{ amount: found.dispute.held, personId: movement.to.ownerId },
        page: disputesPageOf(movement.to),
      });
    return {
      output: { disputeId, state: 'withdrawn' as const, reversalId: null },
      evidence: {
        subject: `dispute:${disputeId}`,
        severity: 'notice',
        change: { state: ['open', 'withdrawn'], deed: movement.deedId, held: found.dispute.held },
      },
    };
  },
  async sample(ground) {
    const { disputeId } = await sampleDispute(ground, ground.actorId);
    return { disputeId, key: newId(ground.now) };
  },
});
