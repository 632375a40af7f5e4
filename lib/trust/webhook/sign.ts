import { createHmac } from 'node:crypto';
import { SECOND_MS } from '../../base/clock';

type Signed = { id: string; body: string; at: Date };

/**
 * The headers of an event as Standard Webhooks has them: its id, which is the same at every try, the moment of this one,
 * and a signature over both and the body with each secret that is in use.
 */
export function signedHeaders(secrets: readonly string[], { id, body, at }: Signed): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / SECOND_MS));
  const signature = (secret: string) =>
    createHmac('sha256', Buffer.from(secret.replace(/^whsec_/, ''), 'base64'))
      .update(`${id}.${timestamp}.${body}`)
      .digest('base64');
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': secrets.map((secret) => `v1,${signature(secret)}`).join(' '),
  };
}
