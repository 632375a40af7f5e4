import type { Facts } from './facts';
import { keys, type Tallies } from './tally';

/** Of one person: how many sign-ins they have, and how many of them showed a value at a level. */
export type Own = { signIns: number; showed: (level: Level, value: string) => number };

type Level = keyof Facts['said'];

/** The features of Freeman et al., each from its first level to its last, with their weights as Wiefling et al. found them. */
const FEATURES: readonly (readonly (readonly [Level, number])[])[] = [
  [
    ['ip', 0.6],
    ['asn', 0.3],
    ['country', 0.1],
  ],
  [
    ['ua', 0.5387],
    ['browser', 0.268],
    ['os', 0.1882],
    ['device', 0.0051],
  ],
];

/**
 * The score of Freeman et al. (NDSS 2016) without data about attacks: how much likelier an attempt is in everybody's
 * history than in the person's own, times how likely an attack on this person is against a sign-in of theirs. Only the
 * first level is smoothed; a feature whose levels the person never showed counts a quarter of everybody's likelihood as
 * theirs. A person without a sign-in is taken to have one, so that the score stays a number.
 */
export function freemanScore(tallies: Tallies, own: Own, { said }: Facts): number {
  const total = tallies('ip')?.count ?? 0;
  if (total === 0) return 1;
  let score = 1;
  for (const levels of FEATURES) {
    const unseen = levels.slice(1).reduce((sum, [level]) => sum + (tallies(level)?.distinct ?? 0), 1);
    let everybody = 0;
    let theirs = 0;
    for (const [depth, [level, weight]] of levels.entries()) {
      const count = tallies(`${level}:${said[level]}`)?.count ?? 0;
      everybody += weight * (depth === 0 ? smoothed(count, total, unseen) : count / total);
      theirs += own.signIns > 0 ? (weight * own.showed(level, said[level])) / own.signIns : 0;
    }
    score *= everybody / (theirs > 0 ? theirs : everybody / 4);
  }
  const people = Math.max(1, tallies(keys.people)?.count ?? 0);
  return score * (1 / people / (Math.max(1, own.signIns) / total));
}

/** The share of a value among all, with room left for as many values that nobody has shown yet. */
export function smoothed(count: number, total: number, unseen: number): number {
  return count > 0 ? (count / total) * (1 - unseen / (total + unseen)) : 1 / (total + unseen);
}
