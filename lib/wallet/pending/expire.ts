import { z } from 'zod';
import { idText } from '../../base/id';
import { notFound } from '../../base/refusal';
import { command } from '../../command/command';
import { tellGivenBack } from '../fraud/review/tell-payer';
import { unqueueMoney } from '../money-queue';
import { stateAt } from './refusals';
import { samplePending } from './sample-pending';
import { endPending, evidenceOf } from './settle';
import { lockPending } from './stored-pending';

/** Ends what nobody confirmed in time. What was decided meanwhile, or has more time, stays as it is. */
export const expirePending = command({
  name: 'wallet.pending.expire',
  proof: 'session',
  input: z.strictObject({ pendingId: idText }),
  output: z.strictObject({ state: z.string() }),
  async run(deed, { pendingId }) {
    const { tx, tenant, now } = deed;
    const one = await lockPending(tx, tenant.id, pendingId);
    if (!one) throw notFound();
    const state = stateAt(one, now);
    if (state === 'expired' && one.state !== 'expired') {
      await endPending(deed, one, { state: 'expired', reason: null });
      if (one.state === 'pending_approval') await tellGivenBack(deed, one);
    } else if (one.endedAt) await unqueueMoney(tx, pendingId);
    return { output: { state }, evidence: evidenceOf(one, state) };
  },
  async sample(ground) {
    return { pendingId: (await samplePending(ground, {})).id };
  },
});
