import { z } from 'zod';
import { idText } from '../../base/id';
import { notFound } from '../../base/refusal';
import { command } from '../../command/command';
import { personIdOf } from '../../policy/actor';
import { endSwap } from './end-swap';
import { sampleSwap } from './sample-swap';
import { evidenceOf, lockSwap } from './stored-swap';
import { notInThisState, refusalOfStep } from './swap';
import { swapStep } from './view';

/** Ends a case that one has asked for oneself: the telephone was found, the wrong card was taken. It locks nothing. */
export const cancelSwap = command({
  name: 'sim.swap.cancel',
  proof: 'session',
  perMinute: 20,
  input: z.strictObject({ swapId: idText }),
  output: swapStep,
  async run(deed, { swapId }) {
    const { tx, actor, tenant, now } = deed;
    const one = await lockSwap(tx, tenant.id, swapId);
    const by = personIdOf(actor);
    if (one.requestedBy !== by) throw notFound();
    const evidence = evidenceOf(one, now, 'cancelled');
    // What is disputed is for people to decide, also where whoever asked would like it gone.
    const refused =
      (one.state === 'disputed' ? notInThisState() : undefined) ?? refusalOfStep(one, 'cancelled', now);
    if (refused) return { refused, evidence };
    const refusal = by === one.holderId ? 'by-holder' : 'by-staff';
    await endSwap(deed, one, { state: 'cancelled', refusal });
    return { output: { state: 'cancelled' as const }, evidence };
  },
  async sample(ground) {
    const { id: swapId } = await sampleSwap(ground, 'proving', { requestedBy: ground.actorId });
    return { swapId };
  },
});
