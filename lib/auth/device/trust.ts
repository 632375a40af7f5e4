import { z } from 'zod';
import { idText } from '../../base/id';
import { oneLine } from '../../base/plain-text';
import { notSignedIn } from '../../base/refusal';
import { command } from '../../command/command';
import { refusalOfReadmission, refusalOfTrust } from '../../trust/device/device-rules';
import { lockDevice, setTrust } from './lock-device';
import { sampleDevice } from './sample-device';
import { tellOfDevice } from './tell-of-device';

const ofDevice = z.strictObject({ deviceId: idText });
const nothing = z.strictObject({});
const LONGEST_NAME = 60;

/** Gives one of one's own browsers a name. */
export const renameDevice = command({
  name: 'auth.device.rename',
  proof: 'session',
  input: z.strictObject({ deviceId: idText, name: oneLine(LONGEST_NAME) }),
  output: nothing,
  async run({ tx, actor, tenant }, { deviceId, name }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const personId = actor.principal.id;
    const { name: before } = await lockDevice(tx, tenant.id, personId, deviceId);
    await tx.$client.query({
      name: 'device-rename',
      text: 'update known_devices set name = $4 where tenant_id = $1 and person_id = $2 and device_id = $3',
      values: [tenant.id, personId, deviceId, name],
    });
    return { output: {}, evidence: { subject: `device:${deviceId}`, change: { name: [before, name] } } };
  },
  sample: async (ground) => ({ deviceId: await sampleDevice(ground, ground.actorId), name: 'At my desk' }),
});

/** Trusts the browser that asks, from now on and while it shows the same key. */
export const trustDevice = command({
  name: 'auth.device.trust',
  proof: 'fresh-second-factor',
  input: ofDevice,
  output: nothing,
  async run({ tx, actor, tenant, now }, { deviceId }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const personId = actor.principal.id;
    const device = await lockDevice(tx, tenant.id, personId, deviceId);
    const evidence = { subject: `device:${deviceId}`, change: { trust: [device.trust, 'trusted'] } };
    const refused = refusalOfTrust(actor, device);
    if (refused) return { refused, evidence };
    await setTrust(tx, { tenantId: tenant.id, personId, deviceId }, 'trusted', now);
    await tellOfDevice({ tx, tenant, now }, personId, { template: 'deviceTrusted', device });
    return { output: {}, evidence: { ...evidence, severity: 'notice' } };
  },
  sample: async (ground) => ({ deviceId: await sampleDevice(ground, ground.actorId) }),
});

/** Trusts a browser no more than any other that one has used. It only takes away, so it asks for no second factor. */
export const distrustDevice = command({
  name: 'auth.device.distrust',
  proof: 'session',
  input: ofDevice,
  output: nothing,
  async run({ tx, actor, tenant, now }, { deviceId }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const personId = actor.principal.id;
    const { trust } = await lockDevice(tx, tenant.id, personId, deviceId);
    if (trust === 'trusted') await setTrust(tx, { tenantId: tenant.id, personId, deviceId }, 'known', now);
    const after = trust === 'trusted' ? 'known' : trust;
    return { output: {}, evidence: { subject: `device:${deviceId}`, change: { trust: [trust, after] } } };
  },
  sample: async (ground) => ({ deviceId: await sampleDevice(ground, ground.actorId, 'trusted') }),
});

/** Lets a browser in again that was revoked: from another one, and as one that is known and no more. */
export const readmitDevice = command({
  name: 'auth.device.readmit',
  proof: 'fresh-second-factor',
  input: ofDevice,
  output: nothing,
  async run({ tx, actor, tenant, now }, { deviceId }) {
    if (actor.kind !== 'person') throw notSignedIn();
    const personId = actor.principal.id;
    const device = await lockDevice(tx, tenant.id, personId, deviceId);
    const evidence = { subject: `device:${deviceId}`, change: { trust: [device.trust, 'known'] } };
    const refused = refusalOfReadmission(actor, device);
    if (refused) return { refused, evidence };
    if (device.trust === 'revoked') {
      await setTrust(tx, { tenantId: tenant.id, personId, deviceId }, 'known', now);
      await tellOfDevice({ tx, tenant, now }, personId, { template: 'deviceReadmitted', device });
    }
    return { output: {}, evidence: { ...evidence, severity: 'notice' } };
  },
  sample: async (ground) => ({ deviceId: await sampleDevice(ground, ground.actorId, 'revoked') }),
});
