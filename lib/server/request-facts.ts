import type { IncomingMessage } from 'node:http';
import type { Network } from '../base/address-list';
import { clientAddress, isTrustedPeer } from './client-address';
import { isSealed, readRequestFacts, type ServedRequest } from './request-seal';
import { parseHost } from './target';

/**
 * Takes a request as it arrived and gives what is true of it. Of the headers only those of a trusted proxy are
 * believed, and of these never X-Forwarded-Host, because many proxies pass on what the client made up: a proxy has to
 * keep the Host. When Next asks itself for a page, its request carries our seal, and the facts of the first one hold.
 */
export function factsOf(
  req: IncomingMessage,
  id: string,
  trusted: readonly Network[],
): { facts: ServedRequest; fromNext: boolean } {
  const peer = req.socket.remoteAddress ?? '';
  const headers = { get: (name: string) => textOf(req.headers[name]) ?? null };
  if (isSealed(headers)) return { facts: readRequestFacts(headers), fromNext: true };

  const proto = isTrustedPeer(peer, trusted) ? textOf(req.headers['x-forwarded-proto']) : undefined;
  // The nearest proxy writes last.
  const scheme = proto?.split(',').at(-1)?.trim().toLowerCase() === 'https' ? 'https' : 'http';
  const forwardedFor = textOf(req.headers['x-forwarded-for']) ?? '';
  return {
    facts: {
      id,
      ip: clientAddress(peer, forwardedFor, trusted),
      scheme,
      // Two of them, and two readers may take each another one.
      host: parseHost(req.headersDistinct.host?.join(), scheme),
    },
    fromNext: false,
  };
}

const textOf = (header: string | string[] | undefined): string | undefined =>
  Array.isArray(header) ? header.join(',') : header;
