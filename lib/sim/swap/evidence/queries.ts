import { z } from 'zod';
import { idText } from '../../../base/id';
import { query } from '../../../command/command';
import { sampleCompleted } from '../sample-completed';
import { evidenceKeysOf } from './key';
import { evidenceFile } from './make';
import { packOf } from './pack';

/**
 * Gives everything that is known of a case as a signed file, for a court or a bank that does not know us (P12). That it
 * was taken is itself evidence.
 */
export const swapEvidence = query({
  name: 'sim.swap.evidence',
  proof: 'second-factor',
  perMinute: 20,
  input: z.strictObject({ swapId: idText, as: z.enum(['json', 'pdf']).default('json') }),
  output: z.strictObject({
    /** The file's name, without its ending. */
    name: z.string(),
    as: z.enum(['json', 'pdf']),
    /** Base64. */
    file: z.string(),
  }),
  evidence: ({ swapId, as }) => ({ subject: `swap:${swapId}`, severity: 'notice', change: { as } }),
  async run({ tx, actor, tenant, now }, { swapId, as }) {
    const pack = await packOf(tx, actor, now, swapId);
    const file = await evidenceFile(tenant, pack, as);
    return { name: `evidence-${pack.case.number}`, as, file: file.toString('base64') };
  },
  async sample(ground) {
    const { id: swapId } = await sampleCompleted(ground);
    return { swapId, as: 'json' };
  },
});

const publicKey = z.strictObject({
  ...{ kty: z.string(), crv: z.string(), x: z.string(), y: z.string() },
  ...{ kid: z.string(), alg: z.string(), use: z.string() },
});

/** The public keys that a tenant signs evidence with, the latest first (RFC 7517), for anybody who checks a file. */
export const evidenceKeys = query({
  name: 'sim.swap.evidence-keys',
  proof: 'none',
  input: z.strictObject({}),
  output: z.strictObject({ keys: z.array(publicKey) }),
  async run({ tenant }) {
    const keys = await evidenceKeysOf(tenant.id, tenant.settings.swap.evidenceKey);
    return { keys: keys.map((key) => publicKey.parse(key)) };
  },
  sample: async () => ({}),
});
