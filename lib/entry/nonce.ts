import { headers } from 'next/headers';

/** The nonce of this answer's own scripts, as the middleware drew it; undefined where the page has none. */
export async function currentNonce(): Promise<string | undefined> {
  return /'nonce-([^']+)'/.exec((await headers()).get('content-security-policy') ?? '')?.[1];
}
