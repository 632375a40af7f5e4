import type { Tx } from '@/db/client';
import type { Tenant } from '../policy/tenant';
import { demandedRoles } from './sign-in-policy';

/** So many members of demanded roles are looked at, at most: a tenant of millions is told "more than". */
const MOST = 5_000;

export type YetToEnrol = { people: number; more: boolean };

const COUNT = {
  name: 'yet-to-enrol',
  text: `with members as (
      select distinct m.person_id from (
        select person_id from memberships where tenant_id = $1 and role_id in
          (select id from roles where tenant_id = $1 and key = any($2)) limit $4
      ) m
    ), enrolled as (
      select exists (select from totp_factors f where f.tenant_id = $1 and f.person_id = m.person_id
          and f.confirmed_at is not null) as totp,
        exists (select from passkeys k where k.tenant_id = $1 and k.person_id = m.person_id) as passkey
      from members m join users u on u.tenant_id = $1 and u.id = m.person_id and u.status = 'active'
    )
    select count(*) filter (where not case $3 when 'any' then totp or passkey when 'totp' then totp
        when 'passkey' then passkey else totp and passkey end)::int as people,
      (select count(*) from members) >= $4 as more
    from enrolled`,
};

/** How many people a policy asks for a factor that they have not enrolled. */
export async function yetToEnrol(tx: Tx, tenant: Tenant, roles: readonly string[]): Promise<YetToEnrol> {
  const demanded = demandedRoles(tenant, roles);
  if (demanded.length === 0) return { people: 0, more: false };
  const { kinds } = tenant.settings.signIn.secondFactor;
  const { rows } = await tx.$client.query<YetToEnrol>({
    ...COUNT,
    values: [tenant.id, demanded, kinds, MOST],
  });
  return rows[0] ?? { people: 0, more: false };
}
