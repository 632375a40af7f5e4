import ipaddr from 'ipaddr.js';

/** Addresses that are public by their number and lead into a cloud's own machinery nevertheless. */
const MACHINERY = ['168.63.129.16'];
/** What the Internet routes of IPv6; all else is of a house, of a test, or carries another address within. */
const GLOBAL = ipaddr.parseCIDR('2000::/3');

/**
 * Whether an address is one of the public Internet: not private, shared, loopback, link-local (and so no cloud's metadata),
 * multicast, reserved, nor an IPv4 address that hides in one of IPv6 behind a translator.
 */
export function isPublic(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.process(text);
  if (address.range() !== 'unicast' || MACHINERY.includes(address.toString())) return false;
  return address.kind() === 'ipv4' || address.match(GLOBAL);
}

export const isLoopback = (text: string): boolean =>
  ipaddr.isValid(text) && ipaddr.process(text).range() === 'loopback';

/** The host of an address as the system's functions take it: without the brackets of IPv6. */
export const bareHost = ({ hostname }: URL): string => hostname.replace(/^\[(.*)\]$/, '$1');

/** Whether a host is written as an address and not as a name. What a URL holds is normal already: `2130706433` is `127.0.0.1`. */
export const isWrittenAddress = (host: string): boolean => ipaddr.isValid(host);

/** Whether a host is this very machine by what it is called. */
export const isThisMachine = (host: string): boolean => host === 'localhost' || isLoopback(host);
