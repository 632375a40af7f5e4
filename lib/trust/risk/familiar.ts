import type { Device, Facts } from './facts';
import { before, type Profile, type Sighting, sinceLast } from './profile';
import { compareVersions } from './user-agent';

/** How much of a person's history shares one level with an attempt. */
export type Shared = { count: number; weight: number };

export const LEVELS = ['country', 'city', 'asn', 'wide', 'near', 'ip', 'kind', 'browser', 'make'] as const;
export type LevelName = (typeof LEVELS)[number];

/** The device of this make and browser as it was when it was last seen, so long ago. */
export type NewestDevice = { sinceMs: number; had: Device };

/** What of a person's history an attempt repeats: read once over their few sightings. */
export type Familiar = {
  all: Shared;
  level: Record<LevelName, Shared>;
  /** The same in the city of the attempt, where the tallies of everybody are kept by city. */
  inCity: { asn: number; wide: number; near: number };
  /** Network and make of device together. */
  pair: Shared;
  device?: NewestDevice;
};

const nothing = (): Shared => ({ count: 0, weight: 0 });

export function familiarWith({ sightings }: Profile, { at, place, device }: Facts): Familiar {
  const found: Familiar = {
    all: nothing(),
    level: {
      country: nothing(),
      city: nothing(),
      asn: nothing(),
      wide: nothing(),
      near: nothing(),
      ip: nothing(),
      kind: nothing(),
      browser: nothing(),
      make: nothing(),
    },
    inCity: { asn: 0, wide: 0, near: 0 },
    pair: nothing(),
  };
  for (const sighting of sightings) {
    const share = before(sighting, at);
    if (share.count <= 0) continue;
    add(found.all, share);
    addPlace(found, sighting, share, place);
    addDevice(found, sighting, share, { at, device });
    if (sighting.place.asn === place.asn && isSameMake(sighting, device)) add(found.pair, share);
  }
  return found;
}

function addPlace(
  { level, inCity }: Familiar,
  { place: known }: Sighting,
  share: Shared,
  place: Facts['place'],
) {
  if (known.country === place.country) add(level.country, share);
  const sameCity = known.city === place.city;
  if (sameCity) add(level.city, share);
  if (known.asn !== place.asn) return;
  add(level.asn, share);
  if (sameCity) inCity.asn += share.count;
  if (known.wide !== place.wide) return;
  add(level.wide, share);
  if (sameCity) inCity.wide += share.count;
  if (known.near !== place.near) return;
  add(level.near, share);
  if (sameCity) inCity.near += share.count;
  if (known.ip === place.ip) add(level.ip, share);
}

function addDevice(
  found: Familiar,
  sighting: Sighting,
  share: Shared,
  { at, device }: Pick<Facts, 'at' | 'device'>,
) {
  const { device: known } = sighting;
  const { level } = found;
  if (known.kind !== device.kind) return;
  add(level.kind, share);
  if (known.browser !== device.browser) return;
  add(level.browser, share);
  if (known.make !== device.make) return;
  add(level.make, share);
  const newest = found.device;
  const sinceMs = sinceLast(sighting, at) ?? 0;
  if (!newest || isNewer(known, sinceMs, newest)) found.device = { sinceMs, had: known };
}

const isSameMake = ({ device: known }: Sighting, device: Facts['device']) =>
  known.make === device.make && known.browser === device.browser && known.kind === device.kind;

function isNewer(device: Device, sinceMs: number, newest: NewestDevice): boolean {
  if (sinceMs !== newest.sinceMs) return sinceMs < newest.sinceMs;
  const byBrowser = compareVersions(device.browserVersion, newest.had.browserVersion);
  return (byBrowser || compareVersions(device.osVersion, newest.had.osVersion)) > 0;
}

function add(sum: Shared, share: Shared) {
  sum.count += share.count;
  sum.weight += share.weight;
}
