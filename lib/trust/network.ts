import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ipaddr from 'ipaddr.js';
import { once } from '../base/once';

// Data: DB-IP (CC BY 4.0, https://db-ip.com) and RouteViews, put together by @ip-location-db/asn.
const FOLDER = ['node_modules', '@ip-location-db', 'asn'];
const COMMA = 0x2c;
const NEWLINE = 0x0a;

/** Spans of addresses in order, each with the number of the network that announces it. */
type Spans<Numbers> = { from: Numbers; to: Numbers; asn: Uint32Array };
type Networks = { v4: Spans<Uint32Array>; v6: Spans<BigUint64Array> };

/**
 * Opens the table of networks, once for the process. The names are left out, and of an IPv6 address only the first 64
 * bits are kept, which one subscriber has to themselves: so it takes 7 MiB.
 */
export const openNetworks = (): Networks =>
  once('networks', () => {
    const v4 = rowsOf('asn-ipv4-num.csv');
    const v6 = rowsOf('asn-ipv6-num.csv');
    const upper = (text: string) => BigInt(text) >> 64n;
    return {
      v4: { from: Uint32Array.from(v4.from, Number), to: Uint32Array.from(v4.to, Number), asn: v4.asn },
      v6: { from: BigUint64Array.from(v6.from, upper), to: BigUint64Array.from(v6.to, upper), asn: v6.asn },
    };
  });

/** The number of the autonomous system that an address belongs to; null for a private one, and where nobody knows. */
export function asnOf(ip: string | null): number | null {
  if (!ip || !ipaddr.isValid(ip)) return null;
  const address = ipaddr.process(ip);
  if (address.range() !== 'unicast') return null;
  const bytes = Buffer.from(address.toByteArray());
  const { v4, v6 } = openNetworks();
  return address.kind() === 'ipv4' ? find(v4, bytes.readUInt32BE()) : find(v6, bytes.readBigUInt64BE());
}

function find<Part extends number | bigint>(
  { from, to, asn }: Spans<{ readonly length: number; readonly [place: number]: Part }>,
  address: Part,
): number | null {
  let [low, high] = [0, from.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((from[middle] as Part) <= address) low = middle + 1;
    else high = middle;
  }
  const last = low - 1;
  return last >= 0 && address <= (to[last] as Part) ? (asn[last] ?? null) : null;
}

/** The first three fields of each line, `from,to,asn,"name"`. */
function rowsOf(file: string): Spans<string[]> {
  // The product is built and started in its own folder, and the table is one of its packages: no service is asked.
  const bytes = readFileSync(join(/* turbopackIgnore: true */ process.cwd(), ...FOLDER, file));
  const from: string[] = [];
  const to: string[] = [];
  const asn: number[] = [];
  for (let start = 0; start < bytes.length; ) {
    const first = bytes.indexOf(COMMA, start);
    const second = bytes.indexOf(COMMA, first + 1);
    const third = bytes.indexOf(COMMA, second + 1);
    const end = bytes.indexOf(NEWLINE, start);
    from.push(bytes.toString('latin1', start, first));
    to.push(bytes.toString('latin1', first + 1, second));
    asn.push(Number(bytes.toString('latin1', second + 1, third)));
    start = end < 0 ? bytes.length : end + 1;
  }
  return { from, to, asn: Uint32Array.from(asn) };
}
