import { DAY_MS } from '@/lib/base/clock';
import type { Attempt, Proofs } from '@/lib/trust/risk/attempt';
import { Chance } from './chance';
import { computer, type Device, otherBrowser, saysOf, telephone } from './devices';
import { DAYS, FIRST_DAY, LIFE, PEOPLE, WORLD } from './parameters';
import { addressIn, blocksIn, type City, type Network, networksIn, officesOf, type World } from './world';

/** A network that somebody uses in a city, with the address that they have on it. */
export type Line = { network: Network; city: City; ip: string; since: number };

export type SignIn = { attempt: Attempt; proofs: Proofs; device: Device; line: Line };
export type Person = { id: string; city: City; signIns: SignIn[]; carrier: Network };

type Life = {
  telephone: Device;
  second?: Device;
  laptop?: Device;
  home?: Line;
  office?: Line;
  mobile: Line[];
  trips: { from: number; to: number; city: City }[];
  newTelephoneAt: number;
  simChangedAt: number;
  newSimAt: number;
};

/** Everybody with their sign-ins; the same for the same seed. */
export function makePeople(world: World, seed: number): Person[] {
  return Array.from({ length: PEOPLE }, (_, index) =>
    makePerson(world, new Chance(seed * 100_003 + index), index),
  );
}

function makePerson(world: World, chance: Chance, index: number): Person {
  const id = `person-${index + 1}`;
  const city = chance.weighted(residences(world), ({ share }) => share);
  const times = timesOf(chance);
  const life = begin(world, chance, city, times[0] as number);
  const carrier = (life.mobile[0] as Line).network;
  const proved = new Set<Device['handset']>();
  const signIns = times.map((at): SignIn => {
    change(chance, life, at);
    const { line, device } = where(world, chance, life, city, at);
    return {
      attempt: attemptOf(id, at, line, device),
      proofs: proofsOf(chance, life, device, proved, at),
      device,
      line,
    };
  });
  return { id, city, signIns, carrier };
}

const residences = ({ cities }: World) => cities.filter(({ country }) => country === WORLD.countries[0].code);

/** When somebody signs in: from the day they joined, at hours of their own. */
function timesOf(chance: Chance): number[] {
  const count = Math.min(
    LIFE.mostSignIns,
    1 + Math.floor(LIFE.mostSignIns * chance.next() ** LIFE.signInSteepness),
  );
  const joined = chance.next() * DAYS * 0.6;
  const usual = 7 + chance.next() * 13;
  return Array.from({ length: count }, () => {
    const day = Math.floor(joined + chance.next() * (DAYS - joined));
    const hour = (((usual + (chance.next() + chance.next() + chance.next() - 1.5) * 6) % 24) + 24) % 24;
    return FIRST_DAY + Math.round((day + hour / 24) * DAY_MS);
  }).toSorted((a, b) => a - b);
}

function begin(world: World, chance: Chance, city: City, at: number): Life {
  const carriers = networksIn(world, city.country, 'carrier');
  const fixed = networksIn(world, city.country, 'fixed');
  const line = (network: Network): Line => ({
    network,
    city,
    since: at,
    ip: addressIn(chance, chance.pick(blocksIn(network, city))),
  });
  const by = (some: Network[]) => chance.weighted(some, ({ share }) => share);
  const first = telephone(chance);
  const office = chance.isTrue(LIFE.office) ? chance.pick(officesOf(world, city)) : undefined;
  return {
    telephone: first,
    second: chance.isTrue(LIFE.secondBrowser) ? otherBrowser(chance, first) : undefined,
    laptop: chance.isTrue(LIFE.laptop) ? computer(chance) : undefined,
    home: chance.isTrue(LIFE.homeNetwork) ? line(by(fixed)) : undefined,
    office: office && { ...office, city, since: at },
    mobile: chance.isTrue(LIFE.secondCarrier)
      ? [line(by(carriers)), line(by(carriers))]
      : [line(by(carriers))],
    trips: tripsOf(world, chance, city, at),
    newTelephoneAt: at + chance.wait(LIFE.newTelephoneDays) * DAY_MS,
    newSimAt: at + chance.wait(LIFE.newSimDays) * DAY_MS,
    simChangedAt: Number.NEGATIVE_INFINITY,
  };
}

function tripsOf(world: World, chance: Chance, home: City, from: number): Life['trips'] {
  const trips: Life['trips'] = [];
  for (let at = from; at < FIRST_DAY + DAYS * DAY_MS; ) {
    at += chance.wait(LIFE.tripsEveryDays) * DAY_MS;
    const abroad = chance.isTrue(LIFE.tripAbroad);
    const cities = world.cities.filter((city) => city !== home && (city.country !== home.country) === abroad);
    const to = at + (1 + chance.wait(LIFE.tripDays)) * DAY_MS;
    trips.push({ from: at, to, city: chance.weighted(cities, ({ share }) => share) });
    at = to;
  }
  return trips;
}

/** What has happened to somebody since their last sign-in. */
function change(chance: Chance, life: Life, at: number): void {
  if (at >= life.newTelephoneAt) {
    if (chance.isTrue(LIFE.newSimWithTelephone)) life.simChangedAt = life.newTelephoneAt;
    life.telephone = telephone(chance);
    life.second = life.second && otherBrowser(chance, life.telephone);
    life.newTelephoneAt = at + chance.wait(LIFE.newTelephoneDays) * DAY_MS;
  }
  if (at < life.newSimAt) return;
  life.simChangedAt = life.newSimAt;
  life.newSimAt = at + chance.wait(LIFE.newSimDays) * DAY_MS;
}

function where(
  world: World,
  chance: Chance,
  life: Life,
  city: City,
  at: number,
): { line: Line; device: Device } {
  const trip = life.trips.find(({ from, to }) => from <= at && at < to);
  const inHand = life.second && chance.isTrue(0.3) ? life.second : life.telephone;
  const carrierLine = () => {
    const line = life.mobile.length > 1 && chance.isTrue(0.3) ? life.mobile[1] : life.mobile[0];
    return moved(chance, line as Line, at, LIFE.carrierAddressDays, LIFE.carrierSameBlock);
  };
  if (trip) {
    if (trip.city.country === city.country || chance.isTrue(LIFE.roamsWithHomeCarrier))
      return { line: { ...carrierLine(), city: trip.city }, device: inHand };
    return {
      line: somewhere(world, chance, trip.city, at),
      device: life.laptop && chance.isTrue(0.4) ? life.laptop : inHand,
    };
  }
  const way = chance.weighted(
    [
      ['mobile', LIFE.byMobile],
      ['home', life.home ? LIFE.byHome : 0],
      ['office', life.office ? LIFE.byOffice : 0],
      ['cafe', LIFE.byCafe],
    ] as const,
    ([, share]) => share,
  )[0];
  if (way === 'home' && life.home)
    return {
      line: moved(chance, life.home, at, LIFE.homeLeaseDays, LIFE.homeSameBlock),
      device: life.laptop && chance.isTrue(0.45) ? life.laptop : inHand,
    };
  if (way === 'office' && life.office)
    return { line: life.office, device: life.laptop && chance.isTrue(0.75) ? life.laptop : inHand };
  if (way === 'cafe') return { line: somewhere(world, chance, city, at), device: inHand };
  return { line: carrierLine(), device: inHand };
}

/** The line with the address that it has by now; a lease that ran out brings another, often of the same block. */
function moved(chance: Chance, line: Line, at: number, leaseDays: number, sameBlock: number): Line {
  if (at - line.since > chance.wait(leaseDays) * DAY_MS) {
    const block = line.ip.slice(0, line.ip.lastIndexOf('.'));
    line.ip = addressIn(
      chance,
      chance.isTrue(sameBlock) ? block : chance.pick(blocksIn(line.network, line.city)),
    );
  }
  line.since = at;
  return { ...line };
}

function somewhere(world: World, chance: Chance, city: City, at: number): Line {
  const networks = networksIn(world, city.country, chance.isTrue(0.5) ? 'fixed' : 'carrier');
  const network = chance.weighted(networks, ({ share }) => share);
  return { network, city, since: at, ip: addressIn(chance, chance.pick(blocksIn(network, city))) };
}

export function attemptOf(
  personId: string,
  at: number,
  { network, city, ip }: Line,
  device: Device,
): Attempt {
  const { country, region, name } = city;
  return { personId, at, ip, asn: network.asn, country, region, city: name, ...saysOf(device, at) };
}

/** A device that has signed in before has a key, unless the browser's memory was cleared. */
function proofsOf(
  chance: Chance,
  life: Life,
  { handset, browser }: Device,
  proved: Set<unknown>,
  at: number,
): Proofs {
  const key = `${handset.model} ${browser}`;
  const has = proved.has(key) && chance.isTrue(LIFE.proofKept);
  const device = proved.size === 0 ? undefined : has ? 'proved' : 'missing';
  proved.add(key);
  return { device, changedLately: at - life.simChangedAt < 3 * DAY_MS };
}
