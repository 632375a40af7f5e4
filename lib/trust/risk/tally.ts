import { DAY_MS } from '../../base/clock';
import type { Facts } from './facts';

/**
 * How often a value was seen, and how many distinct values of the level below were seen under it. One row of a table: a
 * sign-in raises it by one, and nothing ever has to count rows.
 */
export type Tally = { count: number; distinct: number; at: number };

/** Reads tallies by key; a table-backed reader is filled with one statement for `keysRead`. */
export type Tallies = (key: string) => Tally | undefined;

/** A value to count, and the value of the level above that it is counted under. */
export type Link = { key: string; parent: string; halfLife?: number };

/** Versions are of their season: what was common last year says little of this month. */
export const SEASON_MS = 30 * DAY_MS;

export const keys = {
  people: 'people',
  wide: (city: string, wide: string) => `wide:${city}:${wide}`,
  near: (city: string, near: string) => `near:${city}:${near}`,
  net: (city: string, asn: string) => `net:${city}:${asn}`,
  country: (country: string) => `in:${country}`,
  city: (city: string) => `city:${city}`,
  address: (ip: string) => `address:${ip}`,
  kind: (kind: string) => `kind:${kind}`,
  browser: (kind: string, browser: string) => `browser-of:${kind}:${browser}`,
  make: (kind: string, browser: string, make: string) => `make:${kind}:${browser}:${make}`,
  osVersions: (kind: string) => `os-versions:${kind}`,
  osVersion: (kind: string, version: string) => `os-version:${kind}:${version}`,
  browserVersions: (kind: string, browser: string) => `browser-versions:${kind}:${browser}`,
  browserVersion: (kind: string, browser: string, version: string) =>
    `browser-version:${kind}:${browser}:${version}`,
  hour: (hour: number) => `hour:${hour}`,
} as const;

/** The part of the day of a moment, 0 to 7, by the clock of Greenwich. */
export const hourOf = (at: number): number => Math.floor((((at % DAY_MS) + DAY_MS) % DAY_MS) / (DAY_MS / 8));

/** The values that Freeman's model counts: each level by itself, over everything. */
export function freemanLinks({ said }: Facts): Link[] {
  return Object.entries(said).map(([level, value]) => ({ key: `${level}:${value}`, parent: level }));
}

/** The values that our model counts: each level under the one above. */
export function ourLinks({ at, place, device }: Facts): Link[] {
  const { kind, browser, make } = device;
  return [
    { key: keys.country(place.country), parent: 'countries' },
    { key: keys.city(place.city), parent: keys.country(place.country) },
    { key: keys.net(place.city, place.asn), parent: keys.city(place.city) },
    { key: keys.wide(place.city, place.wide), parent: keys.net(place.city, place.asn) },
    { key: keys.near(place.city, place.near), parent: keys.wide(place.city, place.wide) },
    { key: keys.address(place.ip), parent: keys.near(place.city, place.near) },
    { key: keys.kind(kind), parent: 'kinds' },
    { key: keys.browser(kind, browser), parent: keys.kind(kind) },
    { key: keys.make(kind, browser, make), parent: keys.browser(kind, browser) },
    { key: keys.osVersion(kind, device.osVersion), parent: keys.osVersions(kind), halfLife: SEASON_MS },
    {
      key: keys.browserVersion(kind, browser, device.browserVersion),
      parent: keys.browserVersions(kind, browser),
      halfLife: SEASON_MS,
    },
    { key: keys.hour(hourOf(at)), parent: 'hours' },
  ];
}
