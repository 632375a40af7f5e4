import { devices, knownDevices } from '@/db/schema/auth';
import { newId } from '../../base/id';
import type { SampleGround } from '../../command/command';

/** The key that the browser of samples shows. */
export const SAMPLE_KEY = 'a-sample-of-the-thumbprint-of-a-device-key';

/** Writes a browser with a key that a person has signed in from, for the samples of commands. Gives its id. */
export async function sampleDevice(
  { tx, tenant, now }: SampleGround,
  personId: string,
  trust: 'known' | 'trusted' | 'revoked' = 'known',
): Promise<string> {
  const id = newId(now);
  const seen = { userAgent: 'sample', keyThumbprint: SAMPLE_KEY, keySince: now };
  await tx.insert(devices).values({ tenantId: tenant.id, id, ...seen, firstSeenAt: now, lastSeenAt: now });
  const known = { tenantId: tenant.id, personId, deviceId: id, firstUsedAt: now, lastUsedAt: now };
  await tx.insert(knownDevices).values({ ...known, trust, trustChangedAt: now });
  return id;
}
