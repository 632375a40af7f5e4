import { z } from 'zod';
import { query } from '../command/command';
import { awaitsFactor } from './after-first-factor';
import { addressOn } from './find-contact';
import { lookAtLink } from './link';
import { linkToken } from './link-open';
import { phoneChannel } from './message-channel';
import { holderOf } from './password-reset';
import { shortestFor } from './password-rules';
import { sampleLink } from './sample-link';
import { samplePerson } from './sample-person';
import { takesSentCodes } from './second-factor';

/** What the page of a link for a new password asks for. It only looks: mail scanners fetch it as they like. */
export const lookAtReset = query({
  name: 'auth.password.reset.look',
  proof: 'none',
  input: z.strictObject({ token: linkToken }),
  output: z.strictObject({
    isLive: z.boolean(),
    needsFactor: z.boolean(),
    /** Where a second factor can be sent. */
    sends: z.array(phoneChannel),
    minLength: z.number().int(),
  }),
  async run({ tx, tenant, now }, { token }) {
    const link = await lookAtLink(tx, tenant, now, { purpose: 'reset_password', token });
    const found = await holderOf(tx, tenant, link, now);
    if (!link || !found)
      return { isLive: false, needsFactor: false, sends: [], minLength: shortestFor(tenant) };
    const needsFactor = awaitsFactor(tenant, found);
    const maySend = needsFactor && link.channel === 'email' && takesSentCodes(tenant);
    const sends = phoneChannel.options.filter(
      (channel) => maySend && addressOn(found, channel) !== undefined,
    );
    const { roles } = found;
    return {
      isLive: true,
      needsFactor,
      sends,
      minLength: shortestFor(tenant, { roles, hasFactor: needsFactor }),
    };
  },
  async sample(ground) {
    const { personId, email } = await samplePerson(ground);
    return { token: await sampleLink(ground, { purpose: 'reset_password', personId, address: email }) };
  },
});
