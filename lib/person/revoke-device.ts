import { z } from 'zod';
import { lockDevice } from '../auth/device/lock-device';
import { revokeKnownDevice } from '../auth/device/revoke';
import { sampleDevice } from '../auth/device/sample-device';
import { idText } from '../base/id';
import { oneLine } from '../base/plain-text';
import { command } from '../command/command';
import { lockChange } from './held-roles';
import { insertPerson } from './new-person';
import { refusalOfTouch } from './role-rules';

/** Revokes a browser of somebody's, by staff and with the reason why. An owner's are revoked by owners alone. */
export const revokePersonDevice = command({
  name: 'person.device.revoke',
  proof: 'fresh-second-factor',
  input: z.strictObject({ personId: idText, deviceId: idText, reason: oneLine(200) }),
  output: z.strictObject({ personId: z.uuid(), ended: z.number().int() }),
  async run({ tx, actor, tenant, now }, { personId, deviceId, reason }) {
    const { changer, subject } = await lockChange(tx, actor, 'person.device.revoke', personId);
    const about = { subject: `person:${personId}`, severity: 'warning' as const };
    const refused = refusalOfTouch(changer, subject);
    if (refused) return { refused, evidence: { ...about, change: { device: deviceId, reason } } };
    const device = await lockDevice(tx, tenant.id, personId, deviceId);
    const ended = await revokeKnownDevice({ tx, tenant, now }, personId, { device, by: 'staff' });
    const change = { device: deviceId, trust: [device.trust, 'revoked'], reason, ended };
    return { output: { personId, ended }, evidence: { ...about, change } };
  },
  async sample(ground) {
    const personId = await insertPerson(ground.tx, ground.tenant.id, ground.now, {
      name: 'Device Sample',
      email: 'device-sample@example.com',
      status: 'active',
      roles: ['user'],
    });
    const deviceId = await sampleDevice(ground, personId);
    return { personId, deviceId, reason: 'Their telephone was stolen' };
  },
});
