import ipaddr from 'ipaddr.js';

const SUBSCRIBERS_BITS = 64;

/**
 * The part of an address that one subscriber has: of IPv6 the first 64 bits, since every line has the 2⁶⁴ addresses below
 * them to itself (RFC 6177); of IPv4 all of it. What is no address stays as it is.
 */
export function networkOf(ip: string): string {
  if (!ipaddr.isValid(ip)) return ip;
  const address = ipaddr.process(ip);
  return address.kind() === 'ipv6'
    ? ipaddr.IPv6.networkAddressFromCIDR(`${address.toString()}/${SUBSCRIBERS_BITS}`).toString()
    : address.toString();
}
