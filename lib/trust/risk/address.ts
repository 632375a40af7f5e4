import ipaddr from 'ipaddr.js';

/** The blocks that an address lies in, the widest first. */
export type Blocks = { wide: string; near: string; own: string };

const DOTTED = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.\d{1,3}$/;

/**
 * The /16 and /24 of an IPv4 address; the /32, /48 and /64 of an IPv6 address, whose last half a telephone changes every
 * day. A text that is no address (a pseudonym) is a block of its own.
 */
export function blocksOf(ip: string): Blocks {
  const dotted = DOTTED.exec(ip);
  if (dotted)
    return { wide: `${dotted[1]}.${dotted[2]}`, near: `${dotted[1]}.${dotted[2]}.${dotted[3]}`, own: ip };
  if (!ipaddr.isValid(ip)) return { wide: '', near: '', own: ip };
  const address = ipaddr.process(ip);
  if (address.kind() === 'ipv4') return blocksOf(address.toString());
  const parts = (address as ipaddr.IPv6).parts.map((part) => part.toString(16));
  const upTo = (count: number) => parts.slice(0, count).join(':');
  return { wide: upTo(2), near: upTo(3), own: upTo(4) };
}
