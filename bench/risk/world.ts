import { Chance, zipf } from './chance';
import { WORLD } from './parameters';

export type City = { country: string; region: string; name: string; share: number };
export type Network = {
  asn: string;
  kind: 'carrier' | 'fixed' | 'hosting';
  country: string;
  share: number;
  first: number;
};
export type World = { cities: City[]; networks: Network[] };

/** The same world for every seed: what differs are the people in it. */
export function makeWorld(): World {
  const cities: City[] = [];
  const networks: Network[] = [];
  for (const { code, share, cities: count } of WORLD.countries) {
    const shares = Array.from({ length: count }, (_, rank) => zipf(rank, WORLD.citySteepness));
    const all = shares.reduce((sum, one) => sum + one, 0);
    for (const [rank, one] of shares.entries())
      cities.push({
        country: code,
        region: `${code}-${rank % 5}`,
        name: `${code} City ${rank + 1}`,
        share: (share * one) / all,
      });
    const add = (kind: Network['kind'], some: readonly number[]) => {
      for (const one of some) {
        const index = networks.length;
        networks.push({ asn: String(64_600 + index), kind, country: code, share: one, first: 20 + index });
      }
    };
    add('carrier', WORLD.carrierShares);
    add(
      'fixed',
      Array.from({ length: WORLD.fixedNetworks }, (_, rank) => zipf(rank, WORLD.fixedSteepness)),
    );
    add('hosting', Array<number>(WORLD.hostingNetworks).fill(1));
  }
  return { cities, networks };
}

export const networksIn = ({ networks }: World, country: string, kind: Network['kind']): Network[] =>
  networks.filter((network) => network.country === country && network.kind === kind);

/** The blocks that a network uses in a city; a hosting network has the same everywhere. */
export function blocksIn(network: Network, city: City): string[] {
  const count = network.kind === 'carrier' ? WORLD.carrierBlocks : WORLD.fixedBlocks;
  const start = network.kind === 'hosting' ? 0 : hash(`${network.asn} ${city.name}`);
  return Array.from({ length: count }, (_, index) => {
    const place = start + index * 31;
    // Half of a network's blocks lie in its second /16.
    return `${network.first}.${10 + (place % 2)}.${Math.floor(place / 2) % 256}`;
  });
}

export const addressIn = (chance: Chance, block: string): string => `${block}.${chance.whole(1, 254)}`;

/** The few addresses behind which a whole office sits. */
export function officesOf(world: World, city: City): { network: Network; ip: string }[] {
  const chance = new Chance(hash(city.name));
  const fixed = networksIn(world, city.country, 'fixed');
  return Array.from({ length: WORLD.officesInCity }, () => {
    const network = chance.weighted(fixed, ({ share }) => share);
    return { network, ip: addressIn(chance, chance.pick(blocksIn(network, city))) };
  });
}

function hash(text: string): number {
  let sum = 7;
  for (const letter of text) sum = (Math.imul(sum, 31) + letter.charCodeAt(0)) >>> 0;
  return sum % 100_003;
}
