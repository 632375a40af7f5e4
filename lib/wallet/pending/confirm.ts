import { z } from 'zod';
import { idText, newId } from '../../base/id';
import { notFound, notSignedIn, type Refusal } from '../../base/refusal';
import { command, type Deed } from '../../command/command';
import { keyText } from '../../command/key-text';
import type { Person } from '../../policy/actor';
import { refusalOfProof } from '../../policy/authorise';
import { moneyAbout } from '../amount';
import { receiptNumberOf } from '../receipt-number';
import { refusalOfPlace } from './own-device';
import { amountWasAnother, notYourOwn, stateAt } from './refusals';
import { samplePending } from './sample-pending';
import { endPending, evidenceOf, postPending, refusalOfState } from './settle';
import { lockPending, type StoredPending } from './stored-pending';

/** Minor units, as the page that was shown carries them. */
const shownAmount = z.string().regex(/^[1-9]\d{0,14}$/);

const confirmed = z.strictObject({
  receiptId: z.uuid(),
  receiptNumber: z.string(),
  amount: z.bigint(),
  fee: z.bigint(),
  balance: z.bigint(),
  currency: z.string(),
  at: z.date(),
});

/**
 * The customer's yes to a payment that an agent started for them, in their own session on their own device: the money
 * moves at once, and only then does the agent see that they may pay. Refuses the agent's own browser, an amount that is
 * not the one that was shown, and what is over; what may not be posted any more ends here, and the hold is given back.
 */
export const confirmPending = command({
  name: 'wallet.pending.confirm',
  proof: 'session',
  input: z.strictObject({ pendingId: idText, amount: shownAmount, key: keyText }),
  output: confirmed,
  idempotencyKey: 'key',
  about: ({ amount }, { tenant }) => moneyAbout(BigInt(amount), tenant),
  agreedTo: ({ pendingId, amount }) => ({ pending: pendingId, amount }),
  async run(deed, { pendingId, amount }) {
    const { actor, now, tx } = deed;
    if (actor.kind !== 'person') throw notSignedIn();
    const one = await lockOwn(deed, actor, pendingId);
    if (one.amount !== BigInt(amount)) throw amountWasAnother();
    const refused =
      refusalOfState(one, 'pending_customer') ??
      refusalOfFactor(actor) ??
      (await refusalOfPlace(tx, one, actor.request));
    if (refused) throw refused;
    const settled = await postPending(deed, one, { by: 'portal', makerId: one.payerId });
    if (!settled.done) return { refused: settled.refused, evidence: settled.evidence };
    const { payer, evidence } = settled;
    return {
      output: {
        ...{ receiptId: one.id, receiptNumber: receiptNumberOf(one.id), amount: one.amount, fee: one.fee },
        ...{ balance: payer.postedAfter - payer.held, currency: one.currency, at: now },
      },
      evidence,
    };
  },
  async sample(ground) {
    const { id: pendingId, amount } = await samplePending(ground, { payerId: ground.actorId });
    return { pendingId, amount: String(amount), key: newId(ground.now) };
  },
});

/** The customer's no: nothing moves, and what was held is free again. It needs nothing but their session. */
export const refusePending = command({
  name: 'wallet.pending.refuse',
  proof: 'session',
  input: z.strictObject({ pendingId: idText }),
  output: z.strictObject({}),
  async run(deed, { pendingId }) {
    const { actor } = deed;
    if (actor.kind !== 'person') throw notSignedIn();
    const one = await lockOwn(deed, actor, pendingId);
    // What they sent themselves, and is being looked at, they may take back meanwhile.
    const refused = refusalOfState(one, one.state === 'pending_approval' ? one.state : 'pending_customer');
    if (refused) throw refused;
    const state = await refuseOpen(deed, one);
    return { output: {}, evidence: evidenceOf(one, state, { by: 'portal' }) };
  },
  async sample(ground) {
    return { pendingId: (await samplePending(ground, { payerId: ground.actorId })).id };
  },
});

/** Ends what waits by its customer's no, or by its time where that came first. */
export async function refuseOpen(deed: Deed, one: StoredPending): Promise<'rejected' | 'expired'> {
  const isLate = stateAt(one, deed.now) === 'expired';
  const ended = isLate
    ? ({ state: 'expired', reason: null } as const)
    : ({ state: 'rejected', reason: 'by_customer' } as const);
  await endPending(deed, one, ended);
  return ended.state;
}

/** Locks what waits for this customer. Another's does not exist; whoever started it is told that it is not theirs to confirm. */
async function lockOwn({ tx, tenant }: Deed, { principal }: Person, id: string): Promise<StoredPending> {
  const one = await lockPending(tx, tenant.id, id);
  if (one?.startedBy === principal.id && one.payerId !== principal.id) throw notYourOwn();
  if (one?.payerId !== principal.id) throw notFound();
  return one;
}

/** Who has a second factor shows it: a password alone, which somebody may have seen, moves nothing at a counter. */
export const refusalOfFactor = (actor: Person): Refusal | undefined =>
  actor.principal.mfaEnabled ? refusalOfProof(actor, 'second-factor') : undefined;
