import { z } from 'zod';
import { notSignedIn } from '../base/refusal';
import { command } from '../command/command';
import { notifyPerson } from '../notice/notify';
import { placeHold } from '../trust/hold';

/** Locks swaps of one's own numbers at once. It is free, it needs no reason, and taking it off is another deed. */
export const lockSwaps = command({
  name: 'auth.swaps.lock',
  proof: 'session',
  input: z.strictObject({}),
  output: z.strictObject({}),
  async run({ tx, actor, tenant, now }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const { id } = actor.principal;
    const isNew = await placeHold(tx, tenant.id, now, {
      personId: id,
      kind: 'sim_swap',
      reason: 'locked by its owner',
      placedBy: id,
    });
    // Of an SMS the sender can be made up: a lock that stands already is nothing to write about again.
    if (isNew) await notifyPerson(tx, tenant, now, id, { template: 'swapsLocked' });
    return {
      output: {},
      evidence: { subject: `person:${id}`, severity: 'notice', change: { swaps: 'locked' } },
    };
  },
  sample: async () => ({}),
});
