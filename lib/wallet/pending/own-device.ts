import type { Tx } from '@/db/client';
import type { Refusal } from '../../base/refusal';
import type { RequestFacts } from '../../policy/actor';
import { notOnAgentsDevice } from './refusals';
import type { StoredPending } from './stored-pending';

/**
 * Refuses a confirmation from a browser that is the agent's: the one that the payment was started in, and any that the
 * agent has ever signed in with. A customer who hands their secrets over the counter is not protected by them.
 */
export async function refusalOfPlace(
  tx: Tx,
  one: StoredPending,
  { deviceId, line }: RequestFacts,
): Promise<Refusal | undefined> {
  if (line || deviceId === null || one.startedBy === one.payerId) return undefined;
  if (deviceId === one.deviceId) return notOnAgentsDevice();
  const { rowCount } = await tx.$client.query({
    name: 'pending-agents-device',
    text: 'select from known_devices where tenant_id = $1 and person_id = $2 and device_id = $3',
    values: [one.tenantId, one.startedBy, deviceId],
  });
  return rowCount === 1 ? notOnAgentsDevice() : undefined;
}
