import { DAY_MS, HOUR_MS } from '../../base/clock';
import type { Facts } from './facts';
import { type Familiar, LEVELS, type LevelName } from './familiar';
import type { Tallies } from './tally';
import { compareVersions } from './user-agent';

/** The level that a level is counted under, in one person's history. */
const ABOVE: Record<LevelName, LevelName | 'all'> = {
  country: 'all',
  city: 'country',
  asn: 'all',
  wide: 'asn',
  near: 'wide',
  ip: 'near',
  kind: 'all',
  browser: 'kind',
  make: 'browser',
};

/** How often a level is new to a person whose history has the level above, before anything has been learned. */
const AT_FIRST: Record<LevelName, number> = {
  country: 0.02,
  city: 0.08,
  asn: 0.15,
  wide: 0.15,
  near: 0.4,
  ip: 0.5,
  kind: 0.12,
  browser: 0.06,
  make: 0.06,
};
/** So many sign-ins weigh as much as what is believed before them. */
const BELIEF = 20;
const BELIEF_IN_NETWORK = 30;
const NETWORK_LEVELS = new Set<LevelName>(['wide', 'near', 'ip']);

export const aboveOf = ({ all, level }: Familiar, name: LevelName) => {
  const above = ABOVE[name];
  return above === 'all' ? all : level[above];
};

const PAUSES_MS = [6 * HOUR_MS, 2 * DAY_MS, 8 * DAY_MS, 30 * DAY_MS];
/** The kind of pause since the last sign-in: the longer, the more may have changed. */
const pauseOf = (sinceMs: number) => PAUSES_MS.filter((least) => sinceMs >= least).length;
const sizeOf = (count: number) => (count < 2 ? 1 : count < 4 ? 2 : count < 9 ? 4 : 9);

const cell = (name: LevelName, count: number, sinceMs: number) =>
  `new:${name}:${sizeOf(count)}:${pauseOf(sinceMs)}`;
const ofNetwork = (name: LevelName, asn: string) => `new:${name}:in:${asn}`;

/**
 * How likely the next sign-in of a person shows a value of this level that they never showed: what the population did
 * after such a pause and so long a history, and for addresses what it does in this very network, where a carrier may
 * hand out another one each time.
 */
export function chanceOfNew(
  tallies: Tallies,
  found: Familiar,
  name: LevelName,
  asn: string,
  sinceMs: number,
) {
  const { count } = aboveOf(found, name);
  const believed = AT_FIRST[name] * (2 / (1 + Math.sqrt(Math.max(1, count))));
  const local = tallies(cell(name, count, sinceMs));
  const chance = ((local?.distinct ?? 0) + BELIEF * believed) / ((local?.count ?? 0) + BELIEF);
  if (!NETWORK_LEVELS.has(name)) return bounded(chance);
  const all = tallies(`new:${name}`);
  const usual = ((all?.distinct ?? 0) + BELIEF * AT_FIRST[name]) / ((all?.count ?? 0) + BELIEF);
  const here = tallies(ofNetwork(name, asn));
  const network =
    ((here?.distinct ?? 0) + BELIEF_IN_NETWORK * usual) / ((here?.count ?? 0) + BELIEF_IN_NETWORK);
  const odds = (odd(chance) * odd(network)) / odd(usual);
  return bounded(odds / (1 + odds));
}

const bounded = (chance: number) => Math.min(0.97, Math.max(0.002, chance));
const odd = (chance: number) => bounded(chance) / (1 - bounded(chance));

const STEPS = ['same', 'forward', 'back'] as const;
const WHAT_STEPS = ['os', 'browser'] as const;
export type Step = (typeof STEPS)[number];
export const stepOf = (from: string, to: string): Step => {
  const order = compareVersions(to, from);
  return order === 0 ? 'same' : order > 0 ? 'forward' : 'back';
};

const STEPS_AT_FIRST: Record<Step, number> = { same: 0.66, forward: 0.33, back: 0.01 };

/** How likely a device that the person has shows the same, a newer or an older version after a pause. */
export function chanceOfStep(tallies: Tallies, what: 'os' | 'browser', step: Step, sinceMs: number): number {
  const where = `step:${what}:${pauseOf(sinceMs)}`;
  const seen = tallies(`${where}:${step}`)?.count ?? 0;
  const all = tallies(where)?.count ?? 0;
  return (seen + BELIEF * STEPS_AT_FIRST[step]) / (all + BELIEF);
}

export type Lesson = { key: string; isNew?: boolean };

/** What a sign-in teaches about change: one tally for each thing that could have been new, raised by one. */
export function lessonsOf(found: Familiar, { place, device }: Facts, sinceMs: number | null): Lesson[] {
  if (sinceMs === null) return [];
  const lessons: Lesson[] = [];
  for (const name of LEVELS) {
    const above = aboveOf(found, name).count;
    if (above === 0) continue;
    const isNew = found.level[name].count === 0;
    lessons.push({ key: cell(name, above, sinceMs), isNew });
    if (NETWORK_LEVELS.has(name))
      lessons.push({ key: `new:${name}`, isNew }, { key: ofNetwork(name, place.asn), isNew });
  }
  if (!found.device) return lessons;
  const pause = pauseOf(found.device.sinceMs);
  const { osVersion, browserVersion } = found.device.had;
  lessons.push({ key: `step:os:${pause}` }, { key: `step:browser:${pause}` });
  lessons.push({ key: `step:os:${pause}:${stepOf(osVersion, device.osVersion)}` });
  lessons.push({ key: `step:browser:${pause}:${stepOf(browserVersion, device.browserVersion)}` });
  return lessons;
}

/** The tallies of change that judging and learning an attempt may ask for. */
export function keysOfChange(found: Familiar, facts: Facts, sinceMs: number | null): string[] {
  const lessons = lessonsOf(found, facts, sinceMs).map(({ key }) => key);
  const pause = found.device ? pauseOf(found.device.sinceMs) : undefined;
  const steps =
    pause === undefined
      ? []
      : WHAT_STEPS.flatMap((what) => STEPS.map((step) => `step:${what}:${pause}:${step}`));
  return [...lessons, ...steps];
}
