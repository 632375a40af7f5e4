import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;
export type Network = readonly [Address, number];

/**
 * Takes a setting (TRUSTED_PROXIES, USSD_GATEWAY_ADDRESSES), addresses or CIDR networks with commas between, and gives the networks.
 * Refuses, by an error for the operator, what is neither.
 */
export function parseNetworks(setting: string, name = 'TRUSTED_PROXIES'): Network[] {
  return setting
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part): Network => {
      if (ipaddr.isValidCIDR(part)) return ipaddr.parseCIDR(part);
      const address = parseAddress(part);
      if (address) return [address, address.kind() === 'ipv4' ? 32 : 128];
      throw new Error(
        `${name}: "${part}" is neither an address nor a network. Write it as 10.0.0.0/8 or 10.1.2.3.`,
      );
    });
}

/** Takes an address as a socket or a proxy writes it and gives it parsed; `::ffff:10.0.0.1` is `10.0.0.1`. */
function parseAddress(text: string): Address | undefined {
  // Some proxies add the port, and a link-local address carries the name of its interface.
  const bare = text
    .trim()
    .replace(/^\[([^\]]*)\](?::\d+)?$/, '$1')
    .replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1')
    .replace(/%.*$/, '');
  const looksWhole = bare.includes(':') || ipaddr.IPv4.isValidFourPartDecimal(bare);
  return looksWhole && ipaddr.isValid(bare) ? ipaddr.process(bare) : undefined;
}

const isWithin = (address: Address, networks: readonly Network[]): boolean =>
  networks.some(([network, bits]) => network.kind() === address.kind() && address.match([network, bits]));

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
