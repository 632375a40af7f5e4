import { z } from 'zod';
import { idText } from '../../base/id';
import { notFound, notSignedIn } from '../../base/refusal';
import { command } from '../../command/command';
import { stateAt } from '../../wallet/pending/refusals';
import { samplePending } from '../../wallet/pending/sample-pending';
import { endPending, evidenceOf, refusalOfState } from '../../wallet/pending/settle';
import { lockPending } from '../../wallet/pending/stored-pending';

/** Cancels what an agent started, as long as its customer has not confirmed it: what was held is free again. */
export const cancelPending = command({
  name: 'wallet.pending.cancel',
  proof: 'second-factor',
  input: z.strictObject({ pendingId: idText }),
  output: z.strictObject({ pendingId: z.uuid() }),
  async run(deed, { pendingId }) {
    const { actor, tx, tenant, now } = deed;
    if (actor.kind !== 'person') throw notSignedIn();
    const one = await lockPending(tx, tenant.id, pendingId);
    if (one?.startedBy !== actor.principal.id || one.payerId === actor.principal.id) throw notFound();
    const refused = refusalOfState(one, 'pending_customer');
    if (refused) throw refused;
    const isLate = stateAt(one, now) === 'expired';
    const state = isLate ? 'expired' : 'rejected';
    await endPending(deed, one, { state, reason: isLate ? null : 'by_agent' });
    return { output: { pendingId }, evidence: evidenceOf(one, state, { by: 'agent' }) };
  },
  async sample(ground) {
    return { pendingId: (await samplePending(ground, { startedBy: ground.actorId })).id };
  },
});
