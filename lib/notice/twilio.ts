import { z } from 'zod';
import type { Channel, Hope } from './channel';
import { post, refusal, unreadable } from './http-call';

const PROVIDER = 'Twilio';

export type TwilioAccount = {
  accountSid: string;
  authToken: string;
  baseUrl: string;
  /** A number or name that sends, or a service that chooses one. */
  sender: { from: string } | { messagingServiceSid: string };
};

// https://www.twilio.com/docs/api/errors
const HOPE: Record<number, Hope> = {
  14107: 'later',
  20429: 'later',
  21611: 'later',
  21211: 'never',
  21217: 'never',
  21610: 'never',
  21612: 'never',
  21614: 'never',
  21617: 'never',
  20003: 'unconfigured',
  21212: 'unconfigured',
  21408: 'unconfigured',
  21603: 'unconfigured',
  21606: 'unconfigured',
  21608: 'unconfigured',
  21659: 'unconfigured',
  21660: 'unconfigured',
  21703: 'unconfigured',
  21705: 'unconfigured',
};

const taken = z.object({ sid: z.string().min(1) });
const refused = z.object({ code: z.number(), message: z.string() }).partial();

/** Sends SMS through Twilio's Programmable Messaging. It has no key for repeats: one request is one message. */
export function twilioChannel({ accountSid, authToken, baseUrl, sender }: TwilioAccount): Channel {
  const url = new URL(`/2010-04-01/Accounts/${encodeURIComponent(accountSid)}/Messages.json`, baseUrl);
  const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
  return {
    provider: 'twilio',
    knowsRepeats: false,
    async send({ address, body, at }) {
      const form = new URLSearchParams({ To: address, Body: body });
      if ('from' in sender) form.set('From', sender.from);
      else form.set('MessagingServiceSid', sender.messagingServiceSid);
      const answer = await post({ url, headers: { authorization }, body: form, at });
      if (answer.status >= 300) {
        const { code, message } = refused.safeParse(answer.json).data ?? {};
        throw refusal(PROVIDER, answer, { code, message, hope: code === undefined ? undefined : HOPE[code] });
      }
      const { data } = taken.safeParse(answer.json);
      if (!data) throw unreadable(PROVIDER);
      return { providerId: data.sid };
    },
  };
}
