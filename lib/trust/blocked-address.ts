import { inTenantReadOnly } from '@/db/client';
import { isWithin, parseAddress, parseNetworks } from '../base/address-list';
import { env } from '../base/env';
import { once } from '../base/once';
import { Refusal } from '../base/refusal';
import { momentIn } from '../base/zoned-time';
import type { RequestFacts } from '../policy/actor';
import type { Tenant } from '../policy/tenant';

/** The networks that the operator keeps out of every tenant; a mistake in the setting is told at the start. */
export const blockedNetworks = () =>
  once('blocked-networks', () => parseNetworks(env().BLOCKED_NETWORKS, 'BLOCKED_NETWORKS'));

export function blockedByInstallation(ip: string | null): boolean {
  const networks = blockedNetworks();
  const address = ip && networks.length > 0 ? parseAddress(ip) : undefined;
  return address !== undefined && isWithin(address, networks);
}

export const BLOCKED = {
  name: 'address-blocked',
  text: `select max(until) as until from blocked_addresses
    where tenant_id = $1 and until > $2 and lifted_at is null and network >>= $3::inet`,
};

/** Refuses a deed of a stranger from an address that the installation or the tenant blocks. */
export async function assertNotBlocked(tenant: Tenant, { ip, at }: RequestFacts): Promise<void> {
  if (blockedByInstallation(ip)) throw addressBlocked('always', tenant);
  const until = await inTenantReadOnly(tenant.id, async (tx) => {
    const { rows } = await tx.$client.query<{ until: Date | null }>({
      ...BLOCKED,
      values: [tenant.id, at, ip],
    });
    return rows[0]?.until ?? null;
  });
  if (until) throw addressBlocked(until, tenant);
}

/** The refusal of an address, with until when where somebody set an end. */
export function addressBlocked(until: Date | 'always', { timeZone }: Tenant): Refusal {
  if (until === 'always')
    return new Refusal(
      'address_blocked_here',
      'Nothing can be done from your internet address. Use another connection, or ask whoever runs this service.',
      { status: 403 },
    );
  return new Refusal(
    'address_blocked',
    'Nothing can be done from your internet address until {until}. Use another connection, or ask for help there where you got your account.',
    { status: 403, values: { until: momentIn(timeZone, until) } },
  );
}
