import { z } from 'zod';
import { Refusal } from '../../../base/refusal';
import { forbid, hasRole } from '../cedar-text';
import { deeds, roles } from './filling';

/** Only on assured devices: those that their owner trusts, or those that sign with a key that cannot leave them. */
export const deviceFilling = z.strictObject({ need: z.enum(['trusted', 'bound']), roles, deeds });
type Filling = z.infer<typeof deviceFilling>;

export const cedarOfDevice = ({ need, roles: of, deeds: about }: Filling): string =>
  forbid(about, {
    when: hasRole(of),
    unless: need === 'trusted' ? 'context.device == "trusted"' : 'context.deviceProof == "proved"',
  });

/** Says what to do about the device. */
export const refusalOfDevice = ({ need }: Filling): Refusal =>
  need === 'trusted'
    ? new Refusal(
        'policy_device_trusted',
        'Do this on a device that you trust. To trust this one, open Security and show your second factor there.',
        { status: 403 },
      )
    : new Refusal(
        'policy_device_bound',
        'Do this in a browser that signs with a key of its own. Sign in again in one that runs scripts.',
        { status: 403 },
      );
