import { z } from 'zod';
import { MINUTE_MS } from '../base/clock';
import { command } from '../command/command';
import { promiseMessage } from '../notice/promise-message';
import { originOf } from '../policy/origin';
import { identifier, normalName } from './find-account';
import { addressOn, findContact } from './find-contact';
import { issueLink } from './link';
import { browserOf } from './open-session';
import { samplePerson } from './sample-person';

const SENDS_AN_HOUR = 3;
const LIVES_MS = 15 * MINUTE_MS;

/**
 * Sends a link for a new password to the owner of an address. The answer and the work are the same for anybody; nothing
 * is sent where nobody owns it, where there is no password to reset, or where the account's credentials are held back.
 */
export const forgotPassword = command({
  name: 'auth.password.forgot',
  proof: 'none',
  perMinute: 10,
  input: z.strictObject({ identifier }),
  output: z.strictObject({}),
  async run({ tx, actor, tenant, now }, { identifier: typed }) {
    const name = normalName(typed, tenant);
    const [channel, value] =
      'email' in name ? (['email', name.email] as const) : (['sms', name.mobile] as const);
    const found = await findContact(tx, tenant, name, actor.request);
    const may = found?.hasPassword === true;
    const reached = may ? addressOn(found, channel) : undefined;
    const personId = reached === undefined ? null : (found?.personId ?? null);
    const link = await issueLink(tx, tenant, now, {
      ...{ purpose: 'reset_password', personId, address: value, channel, livesMs: LIVES_MS },
      sendsAnHour: SENDS_AN_HOUR,
      ownBrowser: found?.knownDevice ? browserOf(actor.request) : undefined,
    });
    const isSent = link !== undefined && personId !== null;
    await promiseMessage(tx, tenant, now, {
      personId,
      channel: isSent ? channel : 'none',
      address: value,
      template: channel === 'email' ? 'resetByMail' : 'resetBySms',
      locale: found?.locale ?? null,
      values: {
        link: `${originOf(tenant)}/reset?token=${link?.token ?? ''}`,
        minutes: String(LIVES_MS / MINUTE_MS),
      },
    });
    return {
      output: {},
      evidence: {
        subject: found ? `person:${found.personId}` : undefined,
        severity: 'notice',
        change: { channel, sent: isSent },
      },
    };
  },
  async sample(ground) {
    const { email } = await samplePerson(ground);
    return { identifier: email };
  },
});
