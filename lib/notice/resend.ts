import { Resend } from 'resend';
import { type Channel, NotSent } from './channel';

/** Sends e-mail through Resend's API; the letter's id is its Idempotency-Key, so a repeat is sent once. */
export function resendChannel(apiKey: string, baseUrl: string, from: string): Channel {
  const client = new Resend(apiKey, { baseUrl });
  return {
    provider: 'resend',
    knowsRepeats: true,
    async send({ id, address, subject, body }) {
      const { data, error } = await client.emails.send(
        { from, to: [address], subject, text: body, headers: { 'Auto-Submitted': 'auto-generated' } },
        { idempotencyKey: id },
      );
      if (!error) return { providerId: data?.id ?? null };
      throw new NotSent(
        `${error.statusCode ?? 'no answer'}: ${error.message}`,
        isForGood(error.statusCode) ? 'never' : 'later',
      );
    },
  };
}

/** A letter that is wrong stays wrong (400, 422); a bad key, a limit and an outage can be mended. */
const isForGood = (status: number | null | undefined) => status === 400 || status === 422;
