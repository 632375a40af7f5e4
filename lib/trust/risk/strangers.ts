import { faded } from './profile';
import type { Tallies } from './tally';

type Ours = { key: number; parent: number };

/**
 * How common a value is among everybody else, under the value above it: the person's own sign-ins are taken out, and
 * room is left for what nobody showed yet, a `likely` share of it for this very value.
 */
export function shareOfOthers(
  tallies: Tallies,
  key: string,
  parent: string,
  ours: Ours,
  likely: number,
): number {
  const above = tallies(parent);
  const room = Math.max(1, (above?.distinct ?? 0) - (ours.parent > 0 ? 1 : 0));
  const all = Math.max(0, (above?.count ?? 0) - ours.parent);
  const same = Math.min(all, Math.max(0, (tallies(key)?.count ?? 0) - ours.key));
  return (same + room * likely) / (all + room);
}

/** How common a version is this season; tallies of versions fade. */
export function shareOfSeason(
  tallies: Tallies,
  key: string,
  parent: string,
  at: number,
  halfLife: number,
): number {
  const fadedCount = (name: string) => {
    const tally = tallies(name);
    return tally ? faded(tally.count, at - tally.at, halfLife) : 0;
  };
  const share = (fadedCount(key) + 0.2) / (fadedCount(parent) + 2);
  return Math.min(0.98, Math.max(0.001, share));
}
