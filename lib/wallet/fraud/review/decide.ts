import { z } from 'zod';
import type { Tx } from '@/db/client';
import type { Evidence } from '../../../audit/append';
import { after } from '../../../base/clock';
import { idText, newId } from '../../../base/id';
import { oneLine } from '../../../base/plain-text';
import { notFound, notSignedIn, Refusal } from '../../../base/refusal';
import { command, type Deed } from '../../../command/command';
import { keyText } from '../../../command/key-text';
import { seemOnePerson } from '../../../person/one-person';
import { personIdOf } from '../../../policy/actor';
import { stateAt } from '../../pending/refusals';
import { endPending, postPending } from '../../pending/settle';
import { lockPending, type StoredPending } from '../../pending/stored-pending';
import { ownMovement } from '../../reversal/hands';
import { sampleHeld } from './sample-held';
import { readScore, type StoredScore, saveReview } from './stored-score';
import { tellGivenBack, tellPayer } from './tell-payer';

export const VERDICTS = ['honest', 'fraud'] as const;

/**
 * Says of what looked like fraud whether it is. Honest posts a transfer that waited, and lets what was not done be done
 * once more without being held; fraud gives back what was held. The payer hears of it. Refuses whoever pays, is paid, asked
 * for it, or seems to be one person with them; what was taken back or is too late; and a second word on the same deed.
 */
export const decideFraud = command({
  name: 'fraud.decide',
  proof: 'fresh-second-factor',
  input: z.strictObject({ deedId: idText, verdict: z.enum(VERDICTS), reason: oneLine(300), key: keyText }),
  output: z.strictObject({
    deedId: z.uuid(),
    verdict: z.enum(VERDICTS),
    /** What became of a transfer that waited; null where nothing did. */
    state: z.enum(['posted', 'rejected']).nullable(),
  }),
  idempotencyKey: 'key',
  async run(deed, { deedId, verdict, reason }) {
    const { tx, actor, tenant, now } = deed;
    if (actor.kind !== 'person') throw notSignedIn();
    // The pending one first, as everybody locks it who settles it.
    const waits = await lockPending(tx, tenant.id, deedId);
    const scored = await readScore(tx, tenant.id, deedId, { lock: true });
    if (!scored?.flagged) throw notFound();
    const refused = refusalOfReview(scored, waits, now) ?? (await refusalOfOwn(deed, scored));
    if (refused) throw refused;
    if (waits?.state === 'pending_approval' && verdict === 'honest' && !(await isActive(tx, waits)))
      throw payerIsSuspended();
    const { id: reviewedBy } = actor.principal;
    await saveReview(tx, tenant.id, deedId, { reviewedBy, reviewedAt: now, verdict, note: reason });
    const evidence: Evidence = {
      ...{ subject: `fraud:${deedId}`, severity: 'warning', tells: [scored.payerId, scored.madeBy] },
      change: { verdict, because: reason, score: scored.score, payer: scored.payerId, payee: scored.payeeId },
    };
    if (waits?.state !== 'pending_approval') {
      const wasStopped = scored.outcome === 'hold' || scored.outcome === 'refuse';
      if (!waits && verdict === 'honest' && wasStopped) await tellCleared(deed, scored);
      return { output: { deedId, verdict, state: null }, evidence };
    }
    const became = (state: 'posted' | 'rejected') => ({
      ...evidence,
      change: { ...evidence.change, state: ['pending_approval', state] },
    });
    if (verdict === 'fraud') {
      await endPending(deed, waits, { state: 'rejected', reason: 'looks_like_fraud' });
      await tellGivenBack(deed, waits);
      return { output: { deedId, verdict, state: 'rejected' as const }, evidence: became('rejected') };
    }
    const settled = await postPending(deed, waits, { by: 'review', makerId: waits.payerId });
    if (!settled.done) {
      await tellGivenBack(deed, waits);
      return { refused: settled.refused, evidence: became('rejected') };
    }
    return { output: { deedId, verdict, state: 'posted' as const }, evidence: became('posted') };
  },
  async sample(ground) {
    const { deedId } = await sampleHeld(ground);
    return { deedId, verdict: 'fraud', reason: 'The customer did not send this', key: newId(ground.now) };
  },
});

/** Gives why nobody can say anything of it any more, or undefined. */
export function refusalOfReview(
  { reviewedAt }: Pick<StoredScore, 'reviewedAt'>,
  waits: Pick<StoredPending, 'state' | 'expiresAt'> | undefined,
  now: Date,
): Refusal | undefined {
  const isOver = waits?.state === 'pending_approval' && stateAt(waits, now) === 'expired';
  return reviewedAt || isOver ? reviewIsOver() : undefined;
}

/** Nobody decides about what they paid, are paid or asked for: not under a second account either. */
export async function refusalOfOwn(
  { tx, actor }: Deed,
  { payerId, payeeId, madeBy }: Pick<StoredScore, 'payerId' | 'payeeId' | 'madeBy'>,
): Promise<Refusal | undefined> {
  const mine = personIdOf(actor) ?? '';
  const people = [...new Set([payerId, payeeId, madeBy])].filter((one) => one !== null);
  if (people.includes(mine)) return ownMovement();
  for (const theirs of people)
    if (await seemOnePerson(tx, actor, { mine, theirs }, true)) return ownMovement();
  return undefined;
}

async function isActive(tx: Tx, { tenantId, payerId }: StoredPending): Promise<boolean> {
  const { rowCount } = await tx.$client.query(
    `select from users where tenant_id = $1 and id = $2 and status = 'active'`,
    [tenantId, payerId],
  );
  return rowCount === 1;
}

async function tellCleared(deed: Deed, scored: StoredScore): Promise<void> {
  const { payerId, amount, currency, operation } = scored;
  const until = after(deed.now, deed.tenant.settings.money.fraud.clearedForMs);
  const page = operation === 'withdrawal' ? '/user/wallet/withdraw' : '/user/wallet/send';
  await tellPayer(deed, { template: 'withdrawalCleared', payerId, amount, currency, until, page });
}

const payerIsSuspended = () =>
  new Refusal(
    'payer_is_suspended',
    'The account of whoever pays is suspended. Let it go on first, or give the money back.',
    { status: 409 },
  );

const reviewIsOver = () =>
  new Refusal(
    'review_is_over',
    'This was looked at already, taken back by whoever sent it, or is too late.',
    {
      status: 409,
    },
  );
