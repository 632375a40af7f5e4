import { z } from 'zod';
import { MINUTE_MS } from '../base/clock';
import { command } from '../command/command';
import { promiseMessage } from '../notice/promise-message';
import { cannotSend, giveNumber } from './factor-send';
import { addressOn } from './find-contact';
import { linkRefused, lookAtLink } from './link';
import { linkToken } from './link-open';
import { phoneChannel } from './message-channel';
import { issueCode } from './one-time-code';
import { holderOf } from './password-reset';
import { sampleLink } from './sample-link';
import { samplePerson } from './sample-person';
import { takesSentCodes } from './second-factor';

/** Sends the second factor that a new password asks for to the number of whoever opened the link that came by e-mail. */
export const sendResetFactor = command({
  name: 'auth.password.reset.send',
  proof: 'none',
  perMinute: 10,
  input: z.strictObject({ token: linkToken, channel: phoneChannel }),
  output: z.strictObject({}),
  async run({ tx, tenant, now }, { token, channel }) {
    const link = await lookAtLink(tx, tenant, now, { purpose: 'reset_password', token });
    const found = await holderOf(tx, tenant, link, now);
    if (!link || !found) throw linkRefused();
    const address = addressOn(found, channel);
    // A link and a code that come to the same telephone are one proof.
    if (!address || link.channel !== 'email' || !takesSentCodes(tenant)) throw cannotSend();
    const { personId, locale } = found;
    const code = await issueCode(tx, tenant, now, { purpose: 'reset_password', personId, address, channel });
    const minutes = String(tenant.settings.signIn.codeLivesMs / MINUTE_MS);
    const values = { code, minutes };
    await promiseMessage(tx, tenant, now, {
      personId,
      channel,
      address,
      template: 'factorCode',
      locale,
      values,
    });
    return {
      output: {},
      evidence: { subject: `person:${personId}`, actorId: personId, change: { channel } },
    };
  },
  async sample(ground) {
    const { personId, email } = await samplePerson(ground);
    await giveNumber(ground, personId);
    const token = await sampleLink(ground, { purpose: 'reset_password', personId, address: email });
    return { token, channel: 'sms' };
  },
});
