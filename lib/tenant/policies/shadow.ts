import { z } from 'zod';
import { idText } from '../../base/id';
import { command } from '../../command/command';
import { checked } from './given';
import { nextState, versionNumber } from './policy';
import { samplePolicy } from './sample-policy';
import { lockPolicy, readVersion, setState } from './stored-policy';

/** Begins to try a policy: it is asked with every deed that it concerns, and what it would have refused is noted. */
export const shadowPolicy = command({
  name: 'policy.shadow',
  proof: 'second-factor',
  input: z.strictObject({ policyId: idText, version: versionNumber }),
  output: z.strictObject({ policyId: z.uuid() }),
  async run({ tx, tenant, now }, { policyId, version }) {
    const policy = await lockPolicy(tx, tenant.id, policyId, version);
    const state = nextState(policy.state, 'shadow');
    const { cedar, filling } = await readVersion(tx, tenant.id, policyId, version);
    checked({ template: null, filling, cedar });
    await setState(tx, policy, state, now);
    return {
      output: { policyId },
      evidence: {
        subject: `policy:${policyId}`,
        severity: 'notice',
        change: { name: policy.name, version, state: [policy.state, state] },
      },
    };
  },
  sample: (ground) => samplePolicy(ground, 'draft'),
});
