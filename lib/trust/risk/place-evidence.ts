import { aboveOf, chanceOfNew } from './change';
import type { Facts } from './facts';
import type { Familiar, LevelName } from './familiar';
import { shareOfOthers } from './strangers';
import { keys, type Tallies } from './tally';
import { WEIGHTS } from './weights';

/** The logarithm of how much likelier a stranger shows a value than the person: positive speaks against them. */
export type Evidence = number;

export type Known = { tallies: Tallies; found: Familiar; sinceMs: number };

/** How likely the person shows this value: as often as they did, with room for what they never showed. */
export function likelyOfPerson(
  { tallies, found, sinceMs }: Known,
  name: LevelName,
  others: number,
  asn: string,
) {
  const above = aboveOf(found, name);
  const fresh = chanceOfNew(tallies, found, name, asn, sinceMs);
  const { count, weight } = found.level[name];
  // What has faded to nothing still counts as often as it happened.
  const share = above.weight > 0 ? weight / above.weight : count / above.count;
  return (1 - fresh) * share + fresh * others;
}

/** The place of an attempt, against a stranger who knows where the person lives and may share their network. */
export function placeEvidence(known: Known, { place }: Facts) {
  const { tallies, found } = known;
  const { level, inCity } = found;
  const country = keys.country(place.country);
  const city = keys.city(place.city);
  const net = keys.net(place.city, place.asn);
  const wide = keys.wide(place.city, place.wide);
  const near = keys.near(place.city, place.near);
  const others = {
    country: shareOfOthers(tallies, country, 'countries', ours(level.country.count, found.all.count), 0.02),
    city: shareOfOthers(tallies, city, country, ours(level.city.count, level.country.count), 0.05),
    asn: shareOfOthers(tallies, net, city, ours(inCity.asn, level.city.count), 0.05),
    wide: shareOfOthers(tallies, wide, net, ours(inCity.wide, inCity.asn), 0.1),
    near: shareOfOthers(tallies, near, wide, ours(inCity.near, inCity.wide), 1 / 64),
    ip: shareOfOthers(tallies, keys.address(place.ip), near, ours(level.ip.count, inCity.near), 1 / 200),
  };
  const judge = (name: keyof typeof others, copied: number): Evidence => {
    if (aboveOf(found, name).count <= 0) return 0;
    const theirs = likelyOfPerson(known, name, others[name], place.asn);
    return Math.log((copied * theirs + (1 - copied) * others[name]) / theirs);
  };
  return {
    country: judge('country', WEIGHTS.knowsPlace),
    city: judge('city', WEIGHTS.knowsPlace),
    network: judge('asn', WEIGHTS.onTheirNetwork),
    address: judge('wide', 0) + judge('near', 0) + judge('ip', 0),
  };
}

const ours = (key: number, parent: number) => ({ key, parent });
