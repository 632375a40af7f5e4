import { z } from 'zod';
import type { Channel, Hope, Letter } from './channel';
import { post, refusal, unreadable } from './http-call';

const PROVIDER = 'WhatsApp';

export type WhatsappAccount = {
  token: string;
  phoneNumberId: string;
  version: string;
  baseUrl: string;
  /** The approved authentication template that codes go in. */
  codeTemplate: string;
  /** An approved template with one place for a notice; without it a notice is a plain text, which reaches those alone who wrote to us within a day. */
  noticeTemplate: string | undefined;
};

// https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes
const NEVER: readonly number[] = [
  100, 130472, 131008, 131009, 131021, 131026, 131045, 131047, 131049, 131050, 131051, 131052, 132005, 132012,
];
const LATER: readonly number[] = [
  1, 2, 4, 80007, 130429, 131000, 131016, 131048, 131056, 131057, 132015, 133004, 133016,
];
// What is wrong with our token, our account or our templates.
const OURS: readonly number[] = [
  0, 3, 10, 190, 368, 131005, 131031, 131037, 131042, 132000, 132001, 132007, 132016, 133010,
];

function hopeOf(code: number | undefined): Hope | undefined {
  if (code === undefined) return undefined;
  if (NEVER.includes(code)) return 'never';
  if (LATER.includes(code)) return 'later';
  return OURS.includes(code) || (code >= 200 && code <= 299) ? 'unconfigured' : undefined;
}

const taken = z.object({ messages: z.array(z.object({ id: z.string().min(1) })).min(1) });
const refused = z.object({ error: z.object({ code: z.number(), message: z.string() }) });

/** Sends WhatsApp messages through the Business Cloud API. It has no key for repeats: one request is one message. */
export function whatsappChannel(account: WhatsappAccount): Channel {
  const { baseUrl, version, phoneNumberId, token } = account;
  const url = new URL(`/${version}/${encodeURIComponent(phoneNumberId)}/messages`, baseUrl);
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  return {
    provider: 'cloud',
    knowsRepeats: false,
    async send(letter) {
      const body = JSON.stringify({
        ...{ messaging_product: 'whatsapp', recipient_type: 'individual', to: letter.address },
        ...contentOf(letter, account),
      });
      const answer = await post({ url, headers, body, at: letter.at });
      if (answer.status >= 300) {
        const { code, message } = refused.safeParse(answer.json).data?.error ?? {};
        throw refusal(PROVIDER, answer, { code, message, hope: hopeOf(code) });
      }
      const { data } = taken.safeParse(answer.json);
      if (!data) throw unreadable(PROVIDER);
      return { providerId: data.messages[0]?.id ?? null };
    },
  };
}

type Templates = Pick<WhatsappAccount, 'codeTemplate' | 'noticeTemplate'>;

function contentOf({ code, body, language }: Letter, { codeTemplate, noticeTemplate }: Templates) {
  const words = (text: string) => [{ type: 'text', text }];
  const template = (name: string, components: object[]) => ({
    type: 'template',
    template: { name, language: { code: language }, components },
  });
  if (code)
    return template(codeTemplate, [
      { type: 'body', parameters: words(code) },
      // The button that copies the code gets it as well.
      { type: 'button', sub_type: 'url', index: '0', parameters: words(code) },
    ]);
  // A parameter may hold no line break, no tab, and no more than four spaces together.
  if (noticeTemplate)
    return template(noticeTemplate, [{ type: 'body', parameters: words(body.replace(/\s+/g, ' ').trim()) }]);
  return { type: 'text', text: { preview_url: false, body } };
}
