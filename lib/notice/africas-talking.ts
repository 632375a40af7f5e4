import { z } from 'zod';
import type { Channel, Hope } from './channel';
import { post, refusal, unreadable } from './http-call';

const PROVIDER = 'Africa’s Talking';

export type AfricasTalkingAccount = {
  username: string;
  apiKey: string;
  from: string | undefined;
  baseUrl: string;
};

/** Processed, sent, queued. */
const TAKEN: readonly number[] = [100, 101, 102];

// https://developers.africastalking.com/docs/sms/sending/bulk
const HOPE: Record<number, Hope> = {
  401: 'later',
  407: 'later',
  500: 'later',
  501: 'later',
  502: 'later',
  403: 'never',
  404: 'never',
  406: 'never',
  409: 'never',
  402: 'unconfigured',
  405: 'unconfigured',
};

const answered = z.object({
  SMSMessageData: z.object({
    Message: z.string(),
    Recipients: z.array(
      z.object({ statusCode: z.number(), status: z.string(), messageId: z.string().optional() }),
    ),
  }),
});

/** Sends SMS through Africa's Talking, which answers 201 whatever became of it: the recipient has a code of its own. */
export function africasTalkingChannel({ username, apiKey, from, baseUrl }: AfricasTalkingAccount): Channel {
  const url = new URL('/version1/messaging', baseUrl);
  return {
    provider: 'africas-talking',
    knowsRepeats: false,
    async send({ address, body, at }) {
      const form = new URLSearchParams({ username, to: address, message: body, ...(from && { from }) });
      const answer = await post({ url, headers: { apiKey }, body: form, at });
      if (answer.status >= 300) throw refusal(PROVIDER, answer);
      const { data } = answered.safeParse(answer.json);
      if (!data) throw unreadable(PROVIDER);
      const { Message: message, Recipients: recipients } = data.SMSMessageData;
      const [recipient] = recipients;
      // Without a recipient it was refused as a whole, for what is wrong with the sender.
      if (!recipient) throw refusal(PROVIDER, answer, { message, hope: 'unconfigured' });
      const { statusCode: code, status, messageId } = recipient;
      if (!TAKEN.includes(code))
        throw refusal(PROVIDER, answer, { code, message: status, hope: HOPE[code] ?? 'later' });
      return { providerId: messageId ?? null };
    },
  };
}
