import { inTenantReadOnly } from '@/db/client';
import { Refusal } from '../base/refusal';
import type { RequestFacts } from '../policy/actor';
import type { Tenant } from '../policy/tenant';
import type { Claim } from './proof-budget';

/**
 * On whose budget a try within a sign-in counts: the person's who is signing in. The browser counts as known where the
 * person has signed in from it before. A sign-in of nobody has a budget of its own.
 */
export async function claimOfSignIn(tenant: Tenant, request: RequestFacts, signInId: string): Promise<Claim> {
  const { deviceId, ip } = request;
  const { rows } = await inTenantReadOnly(tenant.id, (tx) =>
    tx.$client.query<{ personId: string | null; knownDeviceId: string | null }>({
      name: 'sign-in-claim',
      text: `select s.person_id as "personId", d.device_id as "knownDeviceId" from sign_ins s
        left join known_devices d on d.tenant_id = s.tenant_id and d.person_id = s.person_id
          and d.device_id = s.device_id and d.device_id = $3::uuid
        where s.tenant_id = $1::uuid and s.id = $2::uuid`,
      values: [tenant.id, signInId, deviceId],
    }),
  );
  const [begun] = rows;
  return {
    tenantId: tenant.id,
    account: begun?.personId ?? signInId,
    ip,
    knownDeviceId: begun?.knownDeviceId ?? null,
  };
}

export const startAgain = () =>
  new Refusal('sign_in_expired', 'This sign-in is too old, or it began in another browser. Begin again.', {
    status: 401,
  });
