import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ipaddr from 'ipaddr.js';
import { type CountryResponse, Reader } from 'maxmind';
import { once } from '../base/once';

// This table holds the code and nothing else, in a field of its own.
type Place = CountryResponse & { country_code?: string };

// The product is built and started in its own folder, and the table is one of its packages: no service is asked.
const TABLE = ['node_modules', '@ip-location-db', 'geo-whois-asn-country-mmdb', 'geo-whois-asn-country.mmdb'];

/** Opens the table of addresses, once for the process; a server that lacks it says so when it starts. */
export const openPlaces = () =>
  once(
    'places',
    () => new Reader<Place>(readFileSync(join(/* turbopackIgnore: true */ process.cwd(), ...TABLE))),
  );

/** The country of an address as ISO 3166-1 alpha-2; null for a loopback or private one, and where nobody knows. */
export function countryOf(ip: string | null): string | null {
  if (!ip || !ipaddr.isValid(ip)) return null;
  const address = ipaddr.process(ip);
  if (address.range() !== 'unicast') return null;
  return openPlaces().get(address.toString())?.country_code ?? null;
}
