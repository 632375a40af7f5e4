import { keysOfChange, type Lesson, lessonsOf } from './change';
import type { Facts } from './facts';
import { familiarWith } from './familiar';
import { faded, MOST_SIGHTINGS, newcomer, type Profile, remember, sinceLast } from './profile';
import { freemanLinks, keys, type Link, ourLinks, type Tallies, type Tally } from './tally';

/** One row to raise by one: `distinct` too, where a value under it was seen for the first time. */
export type Raise = { key: string; at: number; distinct: number; halfLife?: number };

/** A tally, or none yet, raised by one. What is of its season fades, and what comes late has faded already. */
export function raised(tally: Tally | undefined, { at, distinct, halfLife }: Omit<Raise, 'key'>): Tally {
  if (!tally) return { count: 1, distinct, at };
  const later = Math.max(at, tally.at);
  return {
    count: halfLife
      ? faded(tally.count, later - tally.at, halfLife) + faded(1, later - at, halfLife)
      : tally.count + 1,
    distinct: tally.distinct + distinct,
    at: later,
  };
}

export type Learned = { raises: Raise[]; profile: Profile };

/** Which models learn, and how many sightings of one person are kept. */
export type LearnOptions = { freeman?: boolean; ours?: boolean; most?: number };

/**
 * What a sign-in that succeeded changes: a fixed number of rows to raise by one and the person's new profile. A store
 * writes them; nothing is recounted, and the order among sign-ins of one moment does not matter.
 */
export function learn(
  tallies: Tallies,
  profile: Profile | undefined,
  facts: Facts,
  { freeman = true, ours = true, most = MOST_SIGHTINGS }: LearnOptions = {},
): Learned {
  const known = profile ?? newcomer();
  const lessons = ours ? lessonsOf(familiarWith(known, facts), facts, sinceLast(known, facts.at)) : [];
  const links = [...(freeman ? freemanLinks(facts) : []), ...(ours ? ourLinks(facts) : [])];
  const raises = [
    ...raisesOf(links, tallies, facts.at),
    ...lessons.map((lesson) => raiseFor(lesson, facts.at)),
  ];
  if (!profile) raises.push({ key: keys.people, at: facts.at, distinct: 0 });
  return { raises, profile: remember(known, facts, most) };
}

/**
 * The keys of every tally that judging and learning an attempt may ask for, given the person's profile: a store in tables
 * loads them with one statement.
 */
export function keysRead(profile: Profile | undefined, facts: Facts): string[] {
  const known = profile ?? newcomer();
  const links = [...freemanLinks(facts), ...ourLinks(facts)];
  const change = keysOfChange(familiarWith(known, facts), facts, sinceLast(known, facts.at));
  return [...new Set([keys.people, ...links.flatMap(({ key, parent }) => [key, parent]), ...change])];
}

function raisesOf(links: readonly Link[], tallies: Tallies, at: number): Raise[] {
  const counted = new Set(links.map(({ key }) => key));
  const raises: Raise[] = [];
  const newUnder = new Map<string, number>();
  for (const { key, parent } of links)
    newUnder.set(parent, (newUnder.get(parent) ?? 0) + (tallies(key) ? 0 : 1));
  for (const { key, halfLife } of links) raises.push({ key, at, distinct: newUnder.get(key) ?? 0, halfLife });
  // What stands above everything, and above the versions of a season, is counted with whatever stands under it.
  for (const [parent, distinct] of newUnder)
    if (!counted.has(parent))
      raises.push({
        key: parent,
        at,
        distinct,
        halfLife: links.find((link) => link.parent === parent)?.halfLife,
      });
  return raises;
}

const raiseFor = ({ key, isNew }: Lesson, at: number): Raise => ({ key, at, distinct: isNew ? 1 : 0 });
