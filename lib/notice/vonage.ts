import { z } from 'zod';
import { type Channel, type Hope, NotSent } from './channel';
import { post, refusal, unreadable } from './http-call';

const PROVIDER = 'Vonage';
const SENT = '0';

export type VonageAccount = { apiKey: string; apiSecret: string; from: string; baseUrl: string };

// https://developer.vonage.com/en/messaging/sms/guides/troubleshooting-sms
const HOPE: Record<string, Hope> = {
  1: 'later',
  5: 'later',
  10: 'later',
  2: 'never',
  3: 'never',
  6: 'never',
  7: 'never',
  12: 'never',
  15: 'never',
  22: 'never',
  29: 'never',
  33: 'never',
  4: 'unconfigured',
  8: 'unconfigured',
  9: 'unconfigured',
  11: 'unconfigured',
  14: 'unconfigured',
  32: 'unconfigured',
};

const answered = z.object({
  messages: z
    .array(
      z.object({
        status: z.string(),
        'message-id': z.string().optional(),
        'error-text': z.string().optional(),
      }),
    )
    .min(1),
});

/** GSM 03.38 and its extension: what an SMS holds without being told that it is Unicode. */
const GSM = /^[@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,\-./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà^{}\\[~\]|€]*$/;

/** Sends SMS through Vonage's SMS API, which answers 200 whatever became of it: each part has a status of its own. */
export function vonageChannel({ apiKey, apiSecret, from, baseUrl }: VonageAccount): Channel {
  const url = new URL('/sms/json', baseUrl);
  return {
    provider: 'vonage',
    knowsRepeats: false,
    async send({ address, body, at }) {
      const form = new URLSearchParams({
        ...{ api_key: apiKey, api_secret: apiSecret, from, text: body },
        to: address.replace(/^\+/, ''),
        type: GSM.test(body) ? 'text' : 'unicode',
      });
      const answer = await post({ url, headers: {}, body: form, at });
      if (answer.status >= 300) throw refusal(PROVIDER, answer);
      const { data } = answered.safeParse(answer.json);
      if (!data) throw unreadable(PROVIDER);
      const failed = data.messages.find(({ status }) => status !== SENT);
      if (failed) throw whyNot(failed, data.messages.length, answer);
      return { providerId: data.messages[0]?.['message-id'] ?? null };
    },
  };
}

type Failed = { status: string; 'error-text'?: string };

/** Of a long message some parts may have gone: then a repeat would bring those twice. */
function whyNot(failed: Failed, parts: number, answer: Parameters<typeof refusal>[1]): NotSent {
  const { status: code, 'error-text': message } = failed;
  if (parts > 1) return new NotSent(`${PROVIDER} took some parts of it and not others: ${code}`, 'unclear');
  return refusal(PROVIDER, answer, { code, message, hope: HOPE[code] ?? 'later' });
}
