import type { Tx } from '@/db/client';
import { Refusal } from '../base/refusal';
import type { Actor } from '../policy/actor';
import { foldWords } from './search-words';

// Two pairs of eyes are two people: not one under two names, by their addresses, by their documents, by the browser in front
// of them.

type Two = { mine: string; theirs: string };

type Shared = { contact: boolean; device: boolean; mine: string[] | null; theirs: string[] | null };

const SHARED = {
  name: 'hands-shared',
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

/** Whether two people share an address, a document or a browser; with `anyDevice` one that either of them ever used. */
export async function isShared(tx: Tx, actor: Actor, two: Two, anyDevice: boolean): Promise<boolean> {
  const shared = await readShared(tx, actor, two, anyDevice);
  return shared.contact || shared.device || same(shared.mine, shared.theirs);
}

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
    if (await isShared(tx, actor, { mine, theirs }, false)) return sameHands();
  }
  return undefined;
}

const sameHands = () =>
  new Refusal(
    'swap_same_hands',
    'This is done by another person than before, on a device of their own. Ask a colleague.',
    { status: 403 },
  );
