import { z } from 'zod';
import { idText } from '../../base/id';
import { command } from '../../command/command';
import { nextState, versionNumber } from './policy';
import { samplePolicy } from './sample-policy';
import { lockPolicy, setState } from './stored-policy';

/** Ends that a policy decides, or that it is tried. */
export const turnPolicyOff = command({
  name: 'policy.turn-off',
  proof: 'fresh-second-factor',
  input: z.strictObject({ policyId: idText, version: versionNumber }),
  output: z.strictObject({ policyId: z.uuid() }),
  async run({ tx, tenant, now }, { policyId, version }) {
    const policy = await lockPolicy(tx, tenant.id, policyId, version);
    const state = nextState(policy.state, 'off');
    await setState(tx, policy, state, now);
    return {
      output: { policyId },
      evidence: {
        subject: `policy:${policyId}`,
        severity: 'warning',
        change: { name: policy.name, version, state: [policy.state, state] },
      },
    };
  },
  sample: (ground) => samplePolicy(ground, 'live'),
});
