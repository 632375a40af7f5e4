import { env } from '../base/env';

const isSecure = () => new URL(env().BASE_URL).protocol === 'https:';

/**
 * What a cookie of ours is called. Where there is TLS its name makes it host-only: the browser itself then keeps tenants
 * apart.
 */
export const cookieName = (name: string): string => (isSecure() ? `__Host-ngao-${name}` : `ngao-${name}`);

/** How every cookie of ours is kept: out of reach of scripts and of forms of other sites. */
export const cookieOptions = () =>
  ({ httpOnly: true, sameSite: 'lax', path: '/', secure: isSecure() }) as const;

/** What takes a cookie of ours away; a `__Host-` name needs the same path and TLS as when it was set. */
export const cookieToDelete = (name: string) => ({ name, path: '/', secure: isSecure() });
