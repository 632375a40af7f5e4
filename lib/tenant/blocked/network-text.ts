import ipaddr from 'ipaddr.js';
import { Refusal } from '../../base/refusal';

/** The largest networks that may be blocked: one more bit would shut out a country. */
const LEAST_BITS = { ipv4: 16, ipv6: 32 } as const;
const ALL_BITS = { ipv4: 32, ipv6: 128 } as const;

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Network = readonly [Address, number];

/** Takes an address or a network as people type it. Gives it as the database keeps it: `203.0.113.0/24`, `203.0.113.7/32`. */
export function networkOfText(text: string): string {
  const [address, bits] = parse(text.trim());
  const kind = address.kind();
  if (bits < LEAST_BITS[kind])
    throw new Refusal('network_too_large', 'This is too large a network: /16 at most, /32 for IPv6.', {
      field: 'network',
    });
  const first = firstOf(address, bits);
  // Both ends: a network may begin before a private range and reach into it.
  if (!isPublic(first) || !isPublic(lastOf(address, bits)))
    throw new Refusal(
      'network_not_public',
      'This belongs to a house or to this machine, not to the public Internet.',
      { field: 'network' },
    );
  return `${first.toString()}/${bits}`;
}

/** Whether an address lies in a network that `networkOfText` gave. */
export function liesIn(ip: string | null, network: string): boolean {
  if (!ip || !ipaddr.isValid(ip)) return false;
  const address = ipaddr.process(ip);
  const [first, bits] = ipaddr.parseCIDR(network);
  return address.kind() === first.kind() && address.match([first, bits]);
}

function parse(text: string): Network {
  if (ipaddr.isValidCIDR(text)) return plain(ipaddr.parseCIDR(text));
  const isWhole = text.includes(':') || ipaddr.IPv4.isValidFourPartDecimal(text);
  if (!isWhole || !ipaddr.isValid(text))
    throw new Refusal(
      'network_unreadable',
      'Type an address such as 203.0.113.7, or a network such as 203.0.113.0/24.',
      { field: 'network' },
    );
  const address = ipaddr.process(text);
  return [address, ALL_BITS[address.kind()]];
}

/** An IPv4 network written within IPv6 is the IPv4 network: that is what its addresses come as. */
function plain([address, bits]: Network): Network {
  if (address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress())
    return [address.toIPv4Address(), Math.max(0, bits - 96)];
  return [address, bits];
}

const isPublic = (address: Address) => address.range() === 'unicast';

const firstOf = (address: Address, bits: number): Address =>
  address.kind() === 'ipv4'
    ? ipaddr.IPv4.networkAddressFromCIDR(`${address}/${bits}`)
    : ipaddr.IPv6.networkAddressFromCIDR(`${address}/${bits}`);

const lastOf = (address: Address, bits: number): Address =>
  address.kind() === 'ipv4'
    ? ipaddr.IPv4.broadcastAddressFromCIDR(`${address}/${bits}`)
    : ipaddr.IPv6.broadcastAddressFromCIDR(`${address}/${bits}`);
