import type { Tx } from '@/db/client';
import { Refusal } from '../../base/refusal';
import { foldWords } from '../../person/search-words';
import type { Actor } from '../../policy/actor';
import { ownNumber } from './swap';

// Whoever asks for a swap, looks it over or decides about it has nothing to do with its number, and no two of them are one
// person under two names: not by their addresses, not by their documents, not by the browser in front of them.

type Two = { mine: string; theirs: string };

type Shared = { contact: boolean; device: boolean; mine: string[] | null; theirs: string[] | null };

const SHARED = {
  name: 'swap-shared',
  text: `select
      exists (select from users a join users b on b.tenant_id = a.tenant_id and b.id = $3
        where a.tenant_id = $1 and a.id = $2 and (a.mobile = b.mobile or a.email = b.email)) as contact,
      exists (select from known_devices k where k.tenant_id = $1 and k.person_id = $3 and k.device_id = $4)
        or ($5 and exists (select from known_devices a join known_devices b on b.tenant_id = a.tenant_id
          and b.device_id = a.device_id and b.person_id = $3 where a.tenant_id = $1 and a.person_id = $2)) as device,
      (select array_agg(birth_date || ' ' || given_names || ' ' || family_name) from identity_documents
        where tenant_id = $1 and person_id = $2) as mine,
      (select array_agg(birth_date || ' ' || given_names || ' ' || family_name) from identity_documents
        where tenant_id = $1 and person_id = $3) as theirs`,
};

/** Accents, order and case of names do not count. */
const same = (mine: readonly string[] | null, theirs: readonly string[] | null): boolean => {
  const plain = (text: string) => foldWords(text).sort().join(' ');
  const known = new Set((theirs ?? []).map(plain));
  return (mine ?? []).some((one) => known.has(plain(one)));
};

async function readShared(tx: Tx, actor: Actor, { mine, theirs }: Two, anyDevice: boolean): Promise<Shared> {
  const { rows } = await tx.$client.query<Shared>({
    ...SHARED,
    values: [actor.tenant.id, mine, theirs, actor.request.deviceId, anyDevice],
  });
  const [row] = rows;
  if (!row) throw new Error('What two people share was not read.');
  return row;
}

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
  const shared = await readShared(tx, actor, { mine, theirs: holderId }, true);
  return shared.contact || shared.device || same(shared.mine, shared.theirs) ? sharedNumber() : undefined;
}

/** Refuses a second pair of eyes in the head of the first: a document, an address or the very browser is the other's. */
export async function refusalOfSameHands(
  tx: Tx,
  actor: Actor,
  others: readonly (string | null)[],
): Promise<Refusal | undefined> {
  if (actor.kind !== 'person') return undefined;
  const mine = actor.principal.id;
  for (const theirs of others) {
    if (!theirs) continue;
    if (theirs === mine) return sameHands();
    const shared = await readShared(tx, actor, { mine, theirs }, false);
    if (shared.contact || shared.device || same(shared.mine, shared.theirs)) return sameHands();
  }
  return undefined;
}

const sharedNumber = () =>
  new Refusal(
    'swap_shared_number',
    'You share an address, a device or a document with the holder of this number. A colleague takes care of it.',
    { status: 403 },
  );

const sameHands = () =>
  new Refusal(
    'swap_same_hands',
    'This is done by another person than before, on a device of their own. Ask a colleague.',
    { status: 403 },
  );
