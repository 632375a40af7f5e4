import type { Tx } from '@/db/client';
import { notFound } from '../../base/refusal';
import type { OwnDevice } from '../../trust/device/device-rules';
import { TRUST_NOW } from '../../trust/device/device-trust';

const LOCK = {
  name: 'device-lock',
  text: `select d.id, ${TRUST_NOW} as trust, d.key_thumbprint as "keyThumbprint", d.user_agent as "userAgent", k.name
    from known_devices k join devices d on d.tenant_id = k.tenant_id and d.id = k.device_id
    where k.tenant_id = $1 and k.person_id = $2 and k.device_id = $3 for no key update of k`,
};

/** A browser that a person has signed in from, locked. Refuses one that they have not. */
export async function lockDevice(
  tx: Tx,
  tenantId: string,
  personId: string,
  deviceId: string,
): Promise<OwnDevice & { name: string | null }> {
  const { rows } = await tx.$client.query<OwnDevice & { name: string | null }>({
    ...LOCK,
    values: [tenantId, personId, deviceId],
  });
  return rows[0] ?? notFoundHere();
}

function notFoundHere(): never {
  throw notFound();
}

/** Writes how far a person trusts a browser from now on. */
export async function setTrust(
  tx: Tx,
  { tenantId, personId, deviceId }: { tenantId: string; personId: string; deviceId: string },
  trust: OwnDevice['trust'],
  now: Date,
): Promise<void> {
  await tx.$client.query({
    name: 'device-trust',
    text: `update known_devices set trust = $4, trust_changed_at = $5
           where tenant_id = $1 and person_id = $2 and device_id = $3`,
    values: [tenantId, personId, deviceId, trust, now],
  });
}
