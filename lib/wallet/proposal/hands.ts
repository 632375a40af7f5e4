import { notSignedIn, type Refusal } from '../../base/refusal';
import type { Deed } from '../../command/command';
import { seemOnePerson } from '../../person/one-person';
import { ownHands, ownMoney, type Proposal, sameHands } from './proposal';

/** Who freezes, proposes or decides is always somebody: no job and no command line does. */
export function handOf({ actor }: Deed): string {
  if (actor.kind !== 'person') throw notSignedIn();
  return actor.principal.id;
}

/** Refuses whoever it concerns, or seems to: nobody proposes or decides about their own money. */
export async function refusalOfOwnMoney(deed: Deed, personId: string | null): Promise<Refusal | undefined> {
  const mine = handOf(deed);
  if (personId === null) return undefined;
  if (personId === mine) return ownMoney();
  const seems = await seemOnePerson(deed.tx, deed.actor, { mine, theirs: personId }, true);
  return seems ? ownMoney() : undefined;
}

/** Gives why somebody may not be the checker of a proposal, or undefined. */
export async function refusalOfChecker(deed: Deed, one: Proposal): Promise<Refusal | undefined> {
  const mine = handOf(deed);
  if (one.makerId === mine) return ownHands();
  if (await seemOnePerson(deed.tx, deed.actor, { mine, theirs: one.makerId }, false)) return sameHands();
  return refusalOfOwnMoney(deed, one.personId);
}
