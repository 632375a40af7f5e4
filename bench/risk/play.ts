import type { Attempt, Proofs } from '@/lib/trust/risk/attempt';
import { factsOf } from '@/lib/trust/risk/facts';
import { freemanScore } from '@/lib/trust/risk/freeman';
import { learn } from '@/lib/trust/risk/learn';
import { MemoryOfRisk } from '@/lib/trust/risk/memory';
import { newcomer } from '@/lib/trust/risk/profile';
import { besideEvidence, columnEvidence, sumOf } from '@/lib/trust/risk/score';
import { ATTACKERS, type Attacker, attackOn } from './attackers';
import { Chance } from './chance';
import { ATTACK, PEOPLE } from './parameters';
import { makePeople } from './people';
import { makeWorld } from './world';

/**
 * `freeman` and `columns` see the columns alone; `signals` is ours that is also told of a change of the SIM, `proofs` of
 * that and of keys of devices.
 */
export const MODELS = ['freeman', 'columns', 'signals', 'proofs'] as const;
export type Model = (typeof MODELS)[number];
export type Scores = Record<Model, number>;
/** The scores of a year: of each person's sign-ins in order, their first left out, and of the attacks of each kind. */
export type Played = { people: Scores[][]; attacks: Record<Attacker, Scores[]> };

type Event = {
  at: number;
  attempt: Attempt;
  proofs: Proofs;
  person: number;
  index: number;
  attacker?: Attacker;
};

/** Plays a year of sign-ins and attacks in the order of time; what an attacker does is judged and not learned from. */
export function play(seed: number): Played {
  const memory = new MemoryOfRisk({ tallies: 1e9, people: 1e9, sightings: 1e9 });
  const own = new Map<string, Map<string, number>>();
  const played: Played = {
    people: Array.from({ length: PEOPLE }, () => []),
    attacks: { naive: [], vpn: [], targeted: [], veryTargeted: [], simSwapped: [] },
  };
  for (const { attempt, proofs, person, index, attacker } of eventsOf(seed)) {
    const facts = factsOf(attempt);
    const profile = memory.profile(attempt.personId) ?? newcomer();
    const mine = own.get(attempt.personId) ?? new Map<string, number>();
    if (attacker || index > 0) {
      const showed = (level: string, value: string) => mine.get(`${level}:${value}`) ?? 0;
      const columns = sumOf(columnEvidence(memory.tally, profile, facts));
      const scores: Scores = {
        freeman: freemanScore(memory.tally, { signIns: profile.signIns, showed }, facts),
        columns,
        signals: columns + sumOf(besideEvidence({ changedLately: proofs.changedLately })),
        proofs: columns + sumOf(besideEvidence(proofs)),
      };
      if (attacker) played.attacks[attacker].push(scores);
      else played.people[person]?.push(scores);
    }
    if (attacker) continue;
    memory.write(attempt.personId, learn(memory.tally, memory.profile(attempt.personId), facts));
    for (const [level, value] of Object.entries(facts.said))
      mine.set(`${level}:${value}`, (mine.get(`${level}:${value}`) ?? 0) + 1);
    own.set(attempt.personId, mine);
  }
  return played;
}

function eventsOf(seed: number): Event[] {
  const world = makeWorld();
  const people = makePeople(world, seed);
  const chance = new Chance(seed * 7_919 + 1);
  const events: Event[] = [];
  for (const [person, one] of people.entries()) {
    for (const [index, { attempt, proofs }] of one.signIns.entries())
      events.push({ at: attempt.at, attempt, proofs, person, index });
    for (const attacker of ATTACKERS)
      for (let count = 0; count < ATTACK.perPerson; count++) {
        const index = chance.whole(1, one.signIns.length);
        const { attempt, proofs } = attackOn(world, chance, attacker, one, index);
        events.push({ at: attempt.at, attempt, proofs, person, index, attacker });
      }
  }
  return events.sort((a, b) => a.at - b.at);
}
