import { Refusal } from '../../base/refusal';
import type { Deed } from '../../command/command';
import { seemOnePerson } from '../../person/one-person';
import { personIdOf } from '../../policy/actor';
import { handsOf, type PastDeed } from '../past-deed';

/** Nobody who paid, was paid, made a movement or earned by it has a say in it: not under a second account either. */
export async function refusalOfHands({ tx, actor }: Deed, movement: PastDeed): Promise<Refusal | undefined> {
  const mine = personIdOf(actor) ?? '';
  if (isOwnMovement(movement, mine)) return ownMovement();
  for (const theirs of [movement.from?.ownerId, movement.to?.ownerId])
    if (theirs && (await seemOnePerson(tx, actor, { mine, theirs }, true))) return ownMovement();
  return undefined;
}

export const isOwnMovement = (movement: PastDeed, mine: string): boolean => handsOf(movement).includes(mine);

export const ownMovement = () =>
  new Refusal(
    'movement_of_own_hands',
    'You have a part in this movement, or share an address, a device or a document with somebody who has. A colleague takes care of it.',
    { status: 403 },
  );
