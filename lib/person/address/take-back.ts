import { z } from 'zod';
import type { Tx } from '@/db/client';
import { type Link, linkRefused, lookAtLink, spendLink } from '../../auth/link';
import { secureAccount } from '../../auth/recovery/secure-account';
import { linkToken } from '../../auth/recovery/secure-by-link';
import { sampleLink } from '../../auth/sample-link';
import { samplePerson } from '../../auth/sample-person';
import { maskAddress } from '../../base/mask';
import { command, query, type SampleGround } from '../../command/command';
import { replaceAddress } from './confirm-address';

const PURPOSE = 'take_back';
const input = z.strictObject({ token: linkToken });

/** Which address a link would put back, masked; null for one that is no longer good. Looking changes nothing. */
export const lookAtTakeBack = query({
  name: 'person.address.take-back.look',
  proof: 'none',
  input,
  output: z.strictObject({ address: z.string().nullable() }),
  async run({ tx, tenant, now }, { token }) {
    const link = await lookAtLink(tx, tenant, now, { purpose: PURPOSE, token });
    return { address: link ? maskAddress(link.address) : null };
  },
  sample: sampleTakeBack,
});

/**
 * Puts an address back that was replaced, by the link that it got, and secures the account: whoever replaced it was a
 * thief. Links of later changes of its kind die with it, so that the oldest address has the last word, however often it was replaced.
 */
export const takeBackAddress = command({
  name: 'person.address.take-back',
  proof: 'none',
  perMinute: 20,
  input,
  output: z.strictObject({}),
  async run({ tx, tenant, now }, { token }) {
    const link = await spendLink(tx, tenant, now, { purpose: PURPOSE, token });
    if (!link?.personId) return { refused: linkRefused(), evidence: {} };
    const { id, personId, address, channel } = link;
    const kind = channel === 'email' ? ('email' as const) : ('mobile' as const);
    await endLaterLinks(tx, tenant.id, now, { personId, id, channel });
    await replaceAddress(tx, tenant, now, personId, { kind, address });
    const because = 'address taken back' as const;
    const { ended } = await secureAccount(tx, tenant, now, { personId, because, placedBy: null });
    return {
      output: {},
      evidence: { subject: `person:${personId}`, severity: 'critical', change: { takenBack: kind, ended } },
    };
  },
  sample: sampleTakeBack,
});

async function endLaterLinks(
  tx: Tx,
  tenantId: string,
  now: Date,
  { personId, id, channel }: Pick<Link, 'id' | 'channel'> & { personId: string },
): Promise<void> {
  await tx.$client.query({
    name: 'take-back-end-later',
    text: `update sign_in_links set used_at = $4 where tenant_id = $1 and person_id = $2 and id > $3
           and purpose = 'take_back' and used_at is null and (channel = 'email') = ($5 = 'email')`,
    values: [tenantId, personId, id, now, channel],
  });
}

async function sampleTakeBack(ground: SampleGround) {
  const { personId, email } = await samplePerson(ground);
  return { token: await sampleLink(ground, { purpose: PURPOSE, personId, address: `old-${email}` }) };
}
