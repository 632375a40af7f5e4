import { env } from '../base/env';
import { cookieName, cookieOptions } from './cookie';

/** Runs at the edge too, so it stands on WebCrypto alone. */
const ALGORITHM = { name: 'HMAC', hash: 'SHA-256' };
const A_YEAR_S = 365 * 24 * 60 * 60;

export const deviceCookieName = () => cookieName('device');

export const deviceCookieOptions = () => ({ ...cookieOptions(), maxAge: A_YEAR_S });

async function signatureOf(id: string): Promise<string> {
  const secret = new TextEncoder().encode(`device-cookie:${env().AUTH_SECRET}`);
  const key = await crypto.subtle.importKey('raw', secret, ALGORITHM, false, ['sign']);
  const mac = new Uint8Array(await crypto.subtle.sign(ALGORITHM, key, new TextEncoder().encode(id)));
  return btoa(String.fromCharCode(...mac)).replace(
    /[+/=]/g,
    (sign) => ({ '+': '-', '/': '_', '=': '' })[sign] ?? '',
  );
}

/** A new browser's cookie: its id and our signature, so that nobody can claim another's. */
export async function newDeviceCookie(): Promise<string> {
  const id = crypto.randomUUID();
  return `${id}.${await signatureOf(id)}`;
}

/** The id in a device cookie, or null for one that we did not sign. */
export async function deviceOfCookie(cookie: string | undefined): Promise<string | null> {
  const [id = '', signature = ''] = (cookie ?? '').split('.');
  if (!/^[0-9a-f-]{36}$/.test(id)) return null;
  const right = await signatureOf(id);
  // Both are fixed-length digests of public text under a secret: comparing all of them keeps time even.
  let difference = right.length ^ signature.length;
  for (let i = 0; i < right.length; i++) difference |= right.charCodeAt(i) ^ signature.charCodeAt(i);
  return difference === 0 ? id : null;
}
