import { inTenantReadOnly } from '@/db/client';
import type { Person } from '../policy/actor';
import type { Claim } from './proof-budget';

const READ = {
  name: 'own-claim',
  text: `select (select hash from passwords where tenant_id = $1 and person_id = $2) as "passwordHash",
      exists (select from known_devices where tenant_id = $1 and person_id = $2 and device_id = $3) as known`,
};

/** What somebody who is signed in takes tries from, and the hash of the password that they could prove again. */
export async function ownClaim({
  tenant,
  principal,
  request,
}: Person): Promise<{ claim: Claim; passwordHash: string | undefined }> {
  const { deviceId, ip, line } = request;
  // All of a gateway's callers share its address, so that what is counted there is the line.
  const place = line?.msisdn ?? ip;
  const [row] = await inTenantReadOnly(tenant.id, async (tx) => {
    const { rows } = await tx.$client.query<{ passwordHash: string | null; known: boolean }>({
      ...READ,
      values: [tenant.id, principal.id, deviceId],
    });
    return rows;
  });
  return {
    claim: {
      tenantId: tenant.id,
      account: principal.id,
      ip: place,
      knownDeviceId: row?.known ? deviceId : null,
    },
    passwordHash: row?.passwordHash ?? undefined,
  };
}
