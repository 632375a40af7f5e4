import { z } from 'zod';
import { idText } from '../../base/id';
import { command } from '../../command/command';
import { raiseEpoch } from '../../trust/decision/load-policies';
import { checked } from './given';
import { refusalOfGrant } from './grants';
import { refusalOfLockOut } from './lock-out';
import { policiesOn } from './policies-on';
import { nextState, versionNumber } from './policy';
import { samplePolicy } from './sample-policy';
import { lockPolicy, readVersion, setState } from './stored-policy';

/**
 * Lets a policy decide from now on, on every node. Refuses one that the schema of today does not take, one that permits
 * what whoever turns it on may not do themselves, and one under which, with those that are on already, no owner could take it back.
 */
export const turnPolicyOn = command({
  name: 'policy.turn-on',
  proof: 'fresh-second-factor',
  input: z.strictObject({ policyId: idText, version: versionNumber }),
  output: z.strictObject({ policyId: z.uuid() }),
  async run({ tx, actor, tenant, now }, { policyId, version }) {
    const policy = await lockPolicy(tx, tenant.id, policyId, version);
    const state = nextState(policy.state, 'live');
    const { cedar, filling } = await readVersion(tx, tenant.id, policyId, version);
    const { commands } = checked({ template: null, filling, cedar });
    const stated = { id: policyId, version, cedar, template: policy.template, filling };
    const granted = await refusalOfGrant(tx, actor, { stated, commands });
    if (granted) throw granted;
    // Whoever else turns one on waits here, so that the two are weighed together.
    await raiseEpoch(tx, tenant.id);
    const together = [{ stated, commands }, ...(await policiesOn(tx, tenant.id))];
    const lockedOut = await refusalOfLockOut(tx, tenant, now, together);
    if (lockedOut) throw lockedOut;
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
  sample: (ground) => samplePolicy(ground, 'shadow'),
});
