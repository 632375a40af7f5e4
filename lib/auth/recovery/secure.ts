import { z } from 'zod';
import { notSignedIn } from '../../base/refusal';
import { command } from '../../command/command';
import { becauseOf, secureAccount } from './secure-account';

/** Secures one's own account at once: all sessions end, this one too, and money, SIM and credentials are held back. */
export const secureOwnAccount = command({
  name: 'auth.secure',
  proof: 'session',
  input: z.strictObject({}),
  output: z.strictObject({}),
  async run({ tx, actor, tenant, now }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const personId = actor.principal.id;
    const { ended } = await secureAccount(tx, tenant, now, {
      personId,
      because: becauseOf(actor),
      placedBy: personId,
    });
    return {
      output: {},
      evidence: { subject: `person:${personId}`, severity: 'warning', change: { secured: true, ended } },
    };
  },
  sample: async () => ({}),
});
