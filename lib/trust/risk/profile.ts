import { DAY_MS } from '../../base/clock';
import type { Device, Facts, Place } from './facts';
import { hourOf } from './tally';

/**
 * A place and a device that a person signed in from together. A person has few: one row each in a table, found by the
 * person's id. `weight` is their count with the old ones faded; `fresh` is how many of them fell at `lastAt` itself, and
 * `beforeLastAt` the last moment before it.
 */
export type Sighting = {
  place: Place;
  device: Device;
  count: number;
  weight: number;
  fresh: number;
  lastAt: number;
  beforeLastAt: number | null;
};

/** What is remembered of one person. `beforeLastAt` is the last moment before `lastAt`, null where there was none. */
export type Profile = {
  signIns: number;
  lastAt: number | null;
  beforeLastAt: number | null;
  hours: number[];
  sightings: Sighting[];
};

export const FADES_BY_HALF_MS = 60 * DAY_MS;
/** More places and devices of one person than this are forgotten, the faintest first. */
export const MOST_SIGHTINGS = 32;

export const newcomer = (): Profile => ({
  signIns: 0,
  lastAt: null,
  beforeLastAt: null,
  hours: Array<number>(8).fill(0),
  sightings: [],
});

export const faded = (weight: number, forMs: number, halfLife = FADES_BY_HALF_MS): number =>
  weight * 2 ** (-Math.max(0, forMs) / halfLife);

/** How often a sighting happened before a moment, and how much of that has not faded: what falls on the moment is not before it. */
export function before(sighting: Sighting, at: number): { count: number; weight: number } {
  const { count, weight, fresh, lastAt } = sighting;
  return lastAt === at
    ? { count: count - fresh, weight: weight - fresh }
    : { count, weight: faded(weight, at - lastAt) };
}

/** The milliseconds since somebody, or something of theirs, was last seen before a moment; null where it was not. */
export function sinceLast(
  { lastAt, beforeLastAt }: Pick<Profile, 'lastAt' | 'beforeLastAt'>,
  at: number,
): number | null {
  const last = lastAt === at ? beforeLastAt : lastAt;
  return last === null ? null : Math.max(0, at - last);
}

/** The profile with one more sign-in. Sign-ins of the same moment may come in any order. */
export function remember(profile: Profile, facts: Facts, most = MOST_SIGHTINGS): Profile {
  const { at } = facts;
  const hours = [...profile.hours];
  hours[hourOf(at)] = (hours[hourOf(at)] ?? 0) + 1;
  const later = profile.lastAt === null || at > profile.lastAt;
  return {
    signIns: profile.signIns + 1,
    lastAt: later ? at : profile.lastAt,
    beforeLastAt: later ? profile.lastAt : profile.beforeLastAt,
    hours,
    sightings: kept(seenAgain(profile.sightings, facts), at, most),
  };
}

function seenAgain(sightings: readonly Sighting[], { at, place, device }: Facts): Sighting[] {
  const index = sightings.findIndex((known) => isSame(known, place, device));
  const known = sightings[index];
  if (!known)
    return [...sightings, { place, device, count: 1, weight: 1, fresh: 1, lastAt: at, beforeLastAt: null }];
  const again = {
    ...known,
    count: known.count + 1,
    weight: faded(known.weight, at - known.lastAt) + 1,
    fresh: known.lastAt === at ? known.fresh + 1 : 1,
    lastAt: Math.max(at, known.lastAt),
    beforeLastAt: at > known.lastAt ? known.lastAt : known.beforeLastAt,
  };
  return sightings.with(index, again);
}

function isSame(known: Sighting, place: Place, device: Device): boolean {
  return (
    known.place.ip === place.ip &&
    known.device.make === device.make &&
    known.device.browser === device.browser &&
    known.place.city === place.city &&
    known.device.kind === device.kind &&
    known.device.osVersion === device.osVersion &&
    known.device.browserVersion === device.browserVersion
  );
}

function kept(sightings: Sighting[], now: number, most: number): Sighting[] {
  if (sightings.length <= most) return sightings;
  let faintest = 0;
  let least = Number.POSITIVE_INFINITY;
  for (const [index, { weight, lastAt }] of sightings.entries()) {
    const left = faded(weight, now - lastAt);
    if (left < least) [faintest, least] = [index, left];
  }
  return sightings.toSpliced(faintest, 1);
}
