import type { Tx } from '@/db/client';
import type { Way } from '../notice/topic';
import type { Tenant } from '../policy/tenant';
import { stands } from '../trust/hold';
import { IS_NUMBER_NEW } from '../trust/swap-guard';
import type { Name } from './find-account';

/** Somebody with what is needed to send them a code or a link, and to let them in by it. */
export type Contact = {
  personId: string;
  status: string;
  name: string;
  /** Their addresses, where they are confirmed; a number of ours that is suspended or has ended reaches nobody. */
  email: string | null;
  mobile: string | null;
  locale: string | null;
  hasPassword: boolean;
  hasTotp: boolean;
  hasPasskey: boolean;
  knownDevice: boolean;
  /** Their number moved to another SIM of late: what is sent there is no proof. */
  simChanged: boolean;
  /** Their account is secured: what is sent to their addresses opens nothing, since a thief may read it. */
  messagesHeld: boolean;
  roles: string[];
};

const SELECT = `select u.id as "personId", u.status, u.name, u.locale,
    case when u.email_verified_at is not null then u.email end as email,
    case when u.mobile_verified_at is not null and not exists (select from numbers n where n.tenant_id = $1::uuid
      and n.msisdn = u.mobile and n.state <> 'active') then u.mobile end as mobile,
    exists (select from passwords p where p.tenant_id = $1::uuid and p.person_id = u.id) as "hasPassword",
    exists (select from totp_factors f where f.tenant_id = $1::uuid and f.person_id = u.id and f.confirmed_at is not null)
      as "hasTotp",
    exists (select from passkeys k where k.tenant_id = $1::uuid and k.person_id = u.id) as "hasPasskey",
    exists (select from known_devices d where d.tenant_id = $1::uuid and d.person_id = u.id and d.device_id = $3::uuid)
      as "knownDevice",
    ${IS_NUMBER_NEW('u.id', '$4')} as "simChanged",
    exists (select from person_holds h where h.tenant_id = $1::uuid and h.person_id = u.id and ${stands('h', '$4')}
      and h.kind in ('credentials', 'messages', 'second_factor')) as "messagesHeld",
    array(select r.key from memberships m join roles r on r.tenant_id = m.tenant_id and r.id = m.role_id
      where m.tenant_id = $1::uuid and m.person_id = u.id) as roles
  from users u where u.tenant_id = $1::uuid`;

const FIND = {
  email: { name: 'contact-by-email', text: `${SELECT} and u.email = $2 and u.email_verified_at is not null` },
  mobile: {
    name: 'contact-by-mobile',
    text: `${SELECT} and u.mobile = $2 and u.mobile_verified_at is not null`,
  },
  id: { name: 'contact-by-id', text: `${SELECT} and u.id = $2::uuid` },
};

type Look = { deviceId: string | null; at: Date };

/** Finds who owns an address; a mere claim on it is nobody's. */
export async function findContact(
  tx: Tx,
  tenant: Tenant,
  name: Name,
  { deviceId, at }: Look,
): Promise<Contact | undefined> {
  const [by, value] = 'email' in name ? (['email', name.email] as const) : (['mobile', name.mobile] as const);
  const { rows } = await tx.$client.query<Contact>({ ...FIND[by], values: [tenant.id, value, deviceId, at] });
  return rows[0];
}

/** The same of a person by their id; of nobody it finds nothing with the same work. */
export async function contactOf(
  tx: Tx,
  tenant: Tenant,
  personId: string | null,
  { deviceId, at }: Look,
): Promise<Contact | undefined> {
  const { rows } = await tx.$client.query<Contact>({
    ...FIND.id,
    values: [tenant.id, personId, deviceId, at],
  });
  return rows[0];
}

/** Where a channel reaches somebody, if it does and may be trusted now. */
export function addressOn(contact: Contact | undefined, channel: Way): string | undefined {
  if (contact?.status !== 'active' || contact.messagesHeld) return undefined;
  if (channel === 'email') return contact.email ?? undefined;
  return contact.simChanged ? undefined : (contact.mobile ?? undefined);
}
