import type { Tx } from '@/db/client';
import { Refusal } from '../base/refusal';
import type { Actor } from '../policy/actor';
import { seemOnePerson } from './one-person';

// Two pairs of eyes are two people: not one under two names, by their addresses, by their documents, by the browser in front
// of them.

/** Refuses a second pair of eyes in the head of the first: a document, an address or the very browser is the other's. */
export async function refusalOfSameHands(
  tx: Tx,
  actor: Actor,
  others: Iterable<string | null>,
): Promise<Refusal | undefined> {
  if (actor.kind !== 'person') return undefined;
  const mine = actor.principal.id;
  for (const theirs of others) {
    if (!theirs) continue;
    if (theirs === mine) return sameHands();
    if (await seemOnePerson(tx, actor, { mine, theirs }, false)) return sameHands();
  }
  return undefined;
}

const sameHands = () =>
  new Refusal(
    'swap_same_hands',
    'This is done by another person than before, on a device of their own. Ask a colleague.',
    { status: 403 },
  );
