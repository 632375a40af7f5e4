import type { Tx } from '@/db/client';
import { Refusal } from '../../base/refusal';
import { seemOnePerson } from '../../person/one-person';
import type { Actor } from '../../policy/actor';
import { ownNumber } from './swap';

// Whoever asks for a swap, looks it over or decides about it has nothing to do with its number.

/** Refuses a member of staff whose own the number is, or seems to be. */
export async function refusalOfOwn(
  tx: Tx,
  actor: Actor,
  { holderId, msisdn }: { holderId: string; msisdn: string },
): Promise<Refusal | undefined> {
  if (actor.kind !== 'person') return undefined;
  const { id: mine, mobile } = actor.principal;
  if (mine === holderId) return ownNumber();
  if (mobile === msisdn) return sharedNumber();
  return (await seemOnePerson(tx, actor, { mine, theirs: holderId }, true)) ? sharedNumber() : undefined;
}

const sharedNumber = () =>
  new Refusal(
    'swap_shared_number',
    'You share an address, a device or a document with the holder of this number. A colleague takes care of it.',
    { status: 403 },
  );
