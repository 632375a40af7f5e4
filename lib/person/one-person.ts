import type { Tx } from '@/db/client';
import type { Actor } from '../policy/actor';
import { foldWords } from './search-words';

// Where a second person is wanted, two accounts of one person are no two people: they share an address, a document, or a
// browser. It stands here, below both SIM cards and money, because both keep makers and checkers apart.

type Two = { mine: string; theirs: string };

type Shared = { contact: boolean; device: boolean; mine: string[] | null; theirs: string[] | null };

const SHARED = {
  name: 'person-shared',
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

/**
 * Whether two accounts are one person by all appearances: they share an address or a document, or the browser in front of
 * the one who asks is known to the other; with `anyDevice` any browser that both have used counts.
 */
export async function seemOnePerson(
  tx: Tx,
  actor: Actor,
  { mine, theirs }: Two,
  anyDevice: boolean,
): Promise<boolean> {
  const { rows } = await tx.$client.query<Shared>({
    ...SHARED,
    values: [actor.tenant.id, mine, theirs, actor.request.deviceId, anyDevice],
  });
  const [row] = rows;
  if (!row) throw new Error('What two people share was not read.');
  return row.contact || row.device || same(row.mine, row.theirs);
}
