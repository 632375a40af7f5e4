import type { Tx } from '@/db/client';
import type { Msisdn } from '../base/msisdn';
import type { Tenant } from '../policy/tenant';

export type NumberHolder = { personId: string; name: string; mobile: Msisdn };

const FIND = {
  name: 'wallet-of-number',
  text: `select u.id, u.name from users u
    join accounts a on a.tenant_id = u.tenant_id and a.owner_id = u.id and a.kind = 'wallet' and a.currency = $3
    where u.tenant_id = $1 and u.mobile = $2 and u.mobile_verified_at is not null and u.status = 'active'`,
};

/**
 * Gives the person whose wallet a number leads to, or undefined. It is the one who has confirmed the number: one that
 * staff typed and nobody confirmed never receives money.
 */
export async function findHolder(tx: Tx, tenant: Tenant, mobile: Msisdn): Promise<NumberHolder | undefined> {
  const { rows } = await tx.$client.query<{ id: string; name: string }>({
    ...FIND,
    values: [tenant.id, mobile, tenant.currency],
  });
  const [row] = rows;
  return row && { personId: row.id, name: row.name, mobile };
}
