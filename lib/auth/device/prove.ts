import { z } from 'zod';
import { notSignedIn } from '../../base/refusal';
import { query } from '../../command/command';
import { deviceProofOf } from '../../trust/device/device-proof';

/**
 * Whether the request was signed by the key that its session is bound to. An open page asks now and then, so that the
 * session shows that it is still in its browser; that it did is noted where the session is looked up. It changes nothing
 * else, which is why it is a view: a deed would write a line to the audit log for each minute of each open page.
 */
export const proveDevice = query({
  name: 'auth.device.prove',
  proof: 'session',
  input: z.strictObject({}),
  output: z.strictObject({ device: z.enum(['proved', 'missing', 'none']) }),
  async run({ actor }) {
    if (actor.kind !== 'person') throw notSignedIn();
    return { device: deviceProofOf(actor) };
  },
  sample: async () => ({}),
});
