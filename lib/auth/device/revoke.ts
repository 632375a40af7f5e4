import { z } from 'zod';
import { idText } from '../../base/id';
import { notSignedIn } from '../../base/refusal';
import { command, type Deed } from '../../command/command';
import { type OwnDevice, refusalOfRevoke } from '../../trust/device/device-rules';
import { revokeSessions } from '../../trust/revoke-sessions';
import { lockDevice, setTrust } from './lock-device';
import { sampleDevice } from './sample-device';
import { tellOfDevice } from './tell-of-device';

/** Ends what a person has open in a browser, and what they know of it: it stays listed, and its key counts for nothing. */
export async function revokeKnownDevice(
  { tx, tenant, now }: Omit<Deed, 'actor'>,
  personId: string,
  { device, by }: { device: OwnDevice; by: 'owner' | 'staff' },
): Promise<number> {
  const deviceId = device.id;
  const reason = by === 'owner' ? 'device revoked' : 'device revoked by staff';
  const ended = await revokeSessions(tx, tenant.id, now, { personId, deviceId, reason });
  if (device.trust === 'revoked') return ended;
  await setTrust(tx, { tenantId: tenant.id, personId, deviceId }, 'revoked', now);
  const template = by === 'owner' ? 'deviceRevoked' : 'deviceRevokedByStaff';
  await tellOfDevice({ tx, tenant, now }, personId, { template, device });
  return ended;
}

/** Revokes one of one's own browsers. It only takes away, so it asks for no second factor. */
export const revokeDevice = command({
  name: 'auth.device.revoke',
  proof: 'session',
  input: z.strictObject({ deviceId: idText }),
  output: z.strictObject({ ended: z.number().int() }),
  async run({ tx, actor, tenant, now }, { deviceId }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const personId = actor.principal.id;
    const device = await lockDevice(tx, tenant.id, personId, deviceId);
    const about = { subject: `device:${deviceId}`, severity: 'warning' as const };
    const refused = refusalOfRevoke(actor, device);
    if (refused) return { refused, evidence: about };
    const ended = await revokeKnownDevice({ tx, tenant, now }, personId, { device, by: 'owner' });
    return {
      output: { ended },
      evidence: { ...about, change: { trust: [device.trust, 'revoked'], ended } },
    };
  },
  sample: async (ground) => ({ deviceId: await sampleDevice(ground, ground.actorId, 'trusted') }),
});
