import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;
export type Network = readonly [Address, number];

/**
 * Takes a setting (TRUSTED_PROXIES, USSD_GATEWAY_ADDRESSES, BLOCKED_NETWORKS), addresses or CIDR networks with commas
 * between, and gives the networks. Refuses, by an error for the operator, what is neither.
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
export function parseAddress(text: string): Address | undefined {
  // Some proxies add the port, and a link-local address carries the name of its interface.
  const bare = text
    .trim()
    .replace(/^\[([^\]]*)\](?::\d+)?$/, '$1')
    .replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1')
    .replace(/%.*$/, '');
  const looksWhole = bare.includes(':') || ipaddr.IPv4.isValidFourPartDecimal(bare);
  return looksWhole && ipaddr.isValid(bare) ? ipaddr.process(bare) : undefined;
}

export const isWithin = (address: Address, networks: readonly Network[]): boolean =>
  networks.some(([network, bits]) => network.kind() === address.kind() && address.match([network, bits]));
