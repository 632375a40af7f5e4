import type { Facts } from './facts';
import { before, type Profile, type Sighting } from './profile';
import { compareVersions } from './user-agent';

/** How much of a person's history shares one level with an attempt. */
export type Shared = { count: number; weight: number };

export const LEVELS = ['country', 'city', 'asn', 'wide', 'near', 'ip', 'kind', 'browser', 'make'] as const;
export type LevelName = (typeof LEVELS)[number];

/** What of a person's history an attempt repeats: read once over their few sightings. */
export type Familiar = {
  all: Shared;
  level: Record<LevelName, Shared>;
  /** The same in the city of the attempt, where the tallies of everybody are kept by city. */
  inCity: { asn: number; wide: number; near: number };
  /** Network and make of device together. */
  pair: Shared;
  /** The newest sighting of this make and browser: its versions are what the device had. */
  device?: Sighting;
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
    addDevice(found, sighting, share, device);
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

function addDevice(found: Familiar, sighting: Sighting, share: Shared, device: Facts['device']) {
  const { device: known } = sighting;
  const { level } = found;
  if (known.kind !== device.kind) return;
  add(level.kind, share);
  if (known.browser !== device.browser) return;
  add(level.browser, share);
  if (known.make !== device.make) return;
  add(level.make, share);
  if (!found.device || isLater(sighting, found.device)) found.device = sighting;
}

const isSameMake = ({ device: known }: Sighting, device: Facts['device']) =>
  known.make === device.make && known.browser === device.browser && known.kind === device.kind;

function isLater(left: Sighting, right: Sighting): boolean {
  if (left.lastAt !== right.lastAt) return left.lastAt > right.lastAt;
  const byBrowser = compareVersions(left.device.browserVersion, right.device.browserVersion);
  return (byBrowser || compareVersions(left.device.osVersion, right.device.osVersion)) > 0;
}

function add(sum: Shared, share: Shared) {
  sum.count += share.count;
  sum.weight += share.weight;
}
