import { lookup } from 'node:dns/promises';
import { type Env, env } from '../../base/env';
import { bareHost, isLoopback, isPublic, isThisMachine, isWrittenAddress } from './safe-address';

/** Finds all addresses of a name. */
export type Resolve = (host: string) => Promise<readonly { address: string; family: number }[]>;
export const resolveName: Resolve = (host) => lookup(host, { all: true, verbatim: true });

/** Why an event may not be sent to an address, in a sentence for whoever runs the webhook. */
export class NotAReceiver extends Error {}

export type Mode = Env['NGAO_MODE'];

/** Receivers on this machine, over plain http, are for trying things out, never for production. */
const mayBeThisMachine = (url: URL, mode: Mode): boolean =>
  mode !== 'production' && isThisMachine(bareHost(url));

/** Gives why a webhook may not be at an address, as far as that can be told without asking for its name, or undefined. */
export function problemOfUrl(
  url: URL,
  mode: Mode = env().NGAO_MODE,
): 'scheme' | 'credentials' | 'private' | undefined {
  if (url.username || url.password) return 'credentials';
  if (mayBeThisMachine(url, mode)) return undefined;
  if (url.protocol !== 'https:') return 'scheme';
  const host = bareHost(url);
  return isThisMachine(host) || (isWrittenAddress(host) && !isPublic(host)) ? 'private' : undefined;
}

/**
 * Finds the address that an event is sent to, anew at every try: it is to this very address that the connection goes, so
 * that a name which answers differently the second time gains nothing. One address that is not public spoils the name.
 */
export async function addressOf(
  url: URL,
  resolve: Resolve,
  mode: Mode = env().NGAO_MODE,
): Promise<{ address: string; family: number }> {
  if (problemOfUrl(url, mode)) throw new NotAReceiver('Events do not go to this address.');
  const host = bareHost(url);
  const found = isWrittenAddress(host)
    ? [{ address: host, family: host.includes(':') ? 6 : 4 }]
    : await resolve(host);
  const isGood = mayBeThisMachine(url, mode) ? isLoopback : isPublic;
  const [first] = found;
  if (!first) throw new NotAReceiver('Its name has no address.');
  if (!found.every(({ address }) => isGood(address)))
    throw new NotAReceiver('Its name leads to an address that is not public.');
  return first;
}
