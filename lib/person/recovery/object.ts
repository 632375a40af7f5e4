import { and, eq, inArray } from 'drizzle-orm';
import { z } from 'zod';
import { recoveryCases } from '@/db/schema/recovery';
import { linkRefused, lookAtLink, spendLink } from '../../auth/link';
import { linkToken } from '../../auth/recovery/secure-by-link';
import { sampleLink } from '../../auth/sample-link';
import { command, query, type SampleGround } from '../../command/command';
import { dispute } from './dispute';
import { sampleRecovery } from './sample-recovery';

const PURPOSE = 'object_recovery';
const input = z.strictObject({ token: linkToken });

/** Whether a link that says "this was not me" is still good. Looking changes nothing. */
export const lookAtObjection = query({
  name: 'recovery.object.look',
  proof: 'none',
  input,
  output: z.strictObject({ isGood: z.boolean() }),
  async run({ tx, tenant, now }, { token }) {
    return { isGood: (await lookAtLink(tx, tenant, now, { purpose: PURPOSE, token })) !== undefined };
  },
  sample: sampleObjection,
});

/** Says of a recovery that it is not one's own: a third member of staff then decides. */
export const objectToRecovery = command({
  name: 'recovery.object',
  proof: 'none',
  perMinute: 20,
  input,
  output: z.strictObject({}),
  async run({ tx, tenant, now }, { token }) {
    const link = await spendLink(tx, tenant, now, { purpose: PURPOSE, token });
    if (!link?.personId) return { refused: linkRefused(), evidence: {} };
    const [one] = await tx
      .select()
      .from(recoveryCases)
      .where(
        and(
          eq(recoveryCases.tenantId, tenant.id),
          eq(recoveryCases.personId, link.personId),
          inArray(recoveryCases.state, ['opened', 'approved', 'disputed']),
        ),
      )
      .for('update');
    if (!one) return { refused: linkRefused(), evidence: { subject: `person:${link.personId}` } };
    const disputed = await dispute(tx, tenant, one, now, 'link');
    // From which address, and whether it changed anything, is for the people who decide; whoever objects hears one answer.
    const change = { disputed, channel: link.channel };
    return { output: {}, evidence: { subject: `recovery:${one.id}`, severity: 'critical', change } };
  },
  sample: sampleObjection,
});

async function sampleObjection(ground: SampleGround) {
  const { personId } = await sampleRecovery(ground, 'opened');
  return { token: await sampleLink(ground, { purpose: PURPOSE, personId, address: 'r@example.com' }) };
}
