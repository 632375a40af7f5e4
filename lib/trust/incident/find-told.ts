import type { Tx } from '@/db/client';
import { isSetUp } from '../../notice/channels';
import { type To, waysTo } from '../../notice/ways-to';
import type { Tenant } from '../../policy/tenant';

type Owner = { id: string; email: string | null; mobile: string | null; locale: string | null };

/** An address that an alarm goes to, whose it is, and in which language. */
export type Told = To & { personId: string | null; locale: string | null };

const OWNERS = {
  name: 'alarm-owners',
  text: `select u.id, case when u.email_verified_at is not null then u.email end as email,
           case when u.mobile_verified_at is not null then u.mobile end as mobile, u.locale
         from roles r join memberships m on m.tenant_id = r.tenant_id and m.role_id = r.id
         join users u on u.tenant_id = m.tenant_id and u.id = m.person_id
         where r.tenant_id = $1 and r.key = 'owner' and u.status = 'active' order by u.id`,
};

type Whom = { contacts: readonly string[]; everywhere: boolean };

/**
 * Everybody who hears of an alarm, each address once: the active owners on their confirmed e-mail address, `everywhere` on
 * their telephone too, and the contacts. An owner who has confirmed a number alone is told there.
 */
export async function findTold(tx: Tx, tenant: Tenant, { contacts, everywhere }: Whom): Promise<Told[]> {
  const { rows: owners } = await tx.$client.query<Owner>({ ...OWNERS, values: [tenant.id] });
  const told = new Map<string, Told>();
  for (const { id: personId, locale, email, mobile } of owners) {
    const ways = waysTo('security', everywhere ? null : ['email'], { email, mobile }, (way) =>
      isSetUp(tenant.settings.channels, way),
    );
    for (const to of ways) told.set(to.address.toLowerCase(), { ...to, personId, locale });
  }
  for (const address of contacts) {
    const key = address.toLowerCase();
    if (!told.has(key)) told.set(key, { channel: 'email', address, personId: null, locale: null });
  }
  return [...told.values()];
}
