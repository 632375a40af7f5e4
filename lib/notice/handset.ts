import { inTenant } from '@/db/client';
import { handsetMessages } from '@/db/schema/notice';
import type { Channel } from './channel';

/**
 * The telephones and mailboxes of the demo and of tests: what they get can be read on the demo phone.
 * A letter that arrives twice is one message there.
 */
export const handset: Channel = {
  provider: 'handset',
  knowsRepeats: true,
  async send({ id, tenantId, channel, address, subject, body, at }) {
    await inTenant(tenantId, (tx) =>
      tx
        .insert(handsetMessages)
        .values({ tenantId, id, channel, address, subject, body, at })
        .onConflictDoNothing(),
    );
    return { providerId: null };
  },
};
