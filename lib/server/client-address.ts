import { isWithin, type Network, parseAddress } from '../base/address-list';

/** Whether the peer of a connection is one of the proxies whose word about the client is taken. */
export function isTrustedPeer(peer: string, trusted: readonly Network[]): boolean {
  const address = parseAddress(peer);
  return address !== undefined && isWithin(address, trusted);
}

/**
 * Takes the peer of the connection and its X-Forwarded-For, and gives the client's address: the first from the right
 * that no trusted proxy has. Everything to the left of it may have been made up, as may all of it from a stranger.
 */
export function clientAddress(peer: string, forwardedFor: string, trusted: readonly Network[]): string {
  let client = parseAddress(peer);
  if (!client) return 'unknown';
  for (const hop of forwardedFor.split(',').reverse()) {
    if (!isWithin(client, trusted)) break;
    const before = parseAddress(hop);
    if (!before) break;
    client = before;
  }
  return client.toString();
}
