import type { Tx } from '@/db/client';

type Contact = { id: string; channel: 'email' | 'sms'; address: string };

/** Whose telephone it is, with all that telling them and their trusted contacts takes. */
export type Subscriber = {
  personId: string;
  name: string;
  locale: string | null;
  email: string | null;
  mobile: string | null;
  contacts: Contact[];
};

const COLUMNS = `u.id as "personId", u.name, u.locale,
    case when u.email_verified_at is not null then u.email end as email,
    case when u.mobile_verified_at is not null then u.mobile end as mobile,
    (select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'channel', c.channel, 'address', c.address) order by c.id), '[]')
      from trusted_contacts c where c.tenant_id = $1::uuid and c.person_id = u.id
        and c.agreed_at is not null and c.removed_at is null) as contacts`;

// As on the telephone network: a number that this tenant carries is its holder's, one of another network is whose it was
// confirmed to be. A birth date counts where it stands on a document that was shown to us.
export const BY_NUMBER_AND_BIRTH = {
  name: 'outage-subscriber',
  text: `with holder as (
      select coalesce(
        (select holder_id from numbers where tenant_id = $1::uuid and msisdn = $2 and state in ('active', 'suspended')),
        (select id from users where tenant_id = $1::uuid and mobile = $2 and mobile_verified_at is not null
          and not exists (select from numbers where tenant_id = $1::uuid and msisdn = $2))) as id
    )
    select ${COLUMNS} from users u join holder h on h.id = u.id
    where u.tenant_id = $1::uuid and u.status = 'active' and exists (select from identity_documents i
      where i.tenant_id = $1::uuid and i.person_id = u.id and i.birth_date = $3::date)`,
};

/** Finds whose number it is, where the birth date is theirs too. */
export async function findSubscriber(
  tx: Tx,
  tenantId: string,
  { number, birthDate }: { number: string; birthDate: string },
): Promise<Subscriber | undefined> {
  const { rows } = await tx.$client.query<Subscriber>({
    ...BY_NUMBER_AND_BIRTH,
    values: [tenantId, number, birthDate],
  });
  return rows[0];
}

/** The same of somebody by their id; of nobody it finds nothing with the same work. */
export async function subscriberOf(
  tx: Tx,
  tenantId: string,
  personId: string | null,
): Promise<Subscriber | undefined> {
  const { rows } = await tx.$client.query<Subscriber>({
    name: 'outage-subscriber-by-id',
    text: `select ${COLUMNS} from users u where u.tenant_id = $1::uuid and u.id = $2::uuid`,
    values: [tenantId, personId],
  });
  return rows[0];
}
