import type { Attempt, Proofs } from '@/lib/trust/risk/attempt';
import type { Chance } from './chance';
import { computer, telephone } from './devices';
import { ATTACK } from './parameters';
import { attemptOf, type Line, type Person } from './people';
import { addressIn, blocksIn, type City, type Network, networksIn, type World } from './world';

export const ATTACKERS = ['naive', 'vpn', 'targeted', 'veryTargeted', 'simSwapped'] as const;
export type Attacker = (typeof ATTACKERS)[number];
/** An attack on a person just before their sign-in of this index. */
export type Attack = { attacker: Attacker; person: Person; before: number; attempt: Attempt; proofs: Proofs };

/**
 * One attack on a person between two of their sign-ins. `naive` sits anywhere; `vpn` is in the right country, behind a
 * hosting network; `targeted` knows country and city and has a common handset; `veryTargeted` is on the person's own
 * network in their city and shows the very browser of their last sign-in; `simSwapped` has the person's SIM, and so
 * their carrier, in a common handset. None has a key of the person's devices.
 */
export function attackOn(
  world: World,
  chance: Chance,
  attacker: Attacker,
  person: Person,
  before: number,
): Attack {
  const last = person.signIns[before - 1] as Person['signIns'][number];
  const next = person.signIns[before]?.attempt.at ?? last.attempt.at + 10 * 86_400_000;
  const at = Math.round(last.attempt.at + chance.next() * (next - last.attempt.at));
  const device = attacker === 'veryTargeted' ? last.device : handset(chance, attacker);
  const attempt = attemptOf(person.id, at, lineOf(world, chance, attacker, person, before), device);
  return {
    attacker,
    person,
    before,
    attempt,
    proofs: { device: 'missing', changedLately: attacker === 'simSwapped' },
  };
}

const handset = (chance: Chance, attacker: Attacker) =>
  attacker !== 'targeted' && attacker !== 'simSwapped' && chance.isTrue(0.5)
    ? computer(chance)
    : telephone(chance, ATTACK.commonModels);

function lineOf(world: World, chance: Chance, attacker: Attacker, person: Person, before: number): Line {
  const { city } = person;
  if (attacker === 'simSwapped') return lineIn(chance, person.carrier, city);
  if (attacker === 'veryTargeted') return lineIn(chance, ownNetwork(chance, person, before), city);
  if (attacker === 'vpn')
    return lineIn(chance, chance.pick(networksIn(world, city.country, 'hosting')), city);
  if (attacker === 'naive') {
    const anywhere = chance.pick(world.cities);
    return lineIn(
      chance,
      chance.pick(world.networks.filter(({ country }) => country === anywhere.country)),
      anywhere,
    );
  }
  if (chance.isTrue(ATTACK.onTheirNetwork)) return lineIn(chance, ownNetwork(chance, person, before), city);
  const theirs = new Set(person.signIns.map(({ line }) => line.network));
  const others = (['carrier', 'fixed'] as const)
    .flatMap((kind) => networksIn(world, city.country, kind))
    .filter((network) => !theirs.has(network));
  return lineIn(
    chance,
    chance.weighted(others, ({ share }) => share),
    city,
  );
}

/** A network of the person, the likelier the more they used it at home up to now. */
function ownNetwork(chance: Chance, { signIns, city, carrier }: Person, before: number): Network {
  const used = signIns.slice(0, before).filter(({ line }) => line.network.country === city.country);
  return used.length > 0 ? chance.pick(used).line.network : carrier;
}

function lineIn(chance: Chance, network: Network, city: City): Line {
  return { network, city, since: 0, ip: addressIn(chance, chance.pick(blocksIn(network, city))) };
}
