import { z } from 'zod';
import { idText } from '../../base/id';
import { command } from '../../command/command';
import { contentOf, givenPolicy } from './given';
import { stateAfterEdit, versionNumber } from './policy';
import { samplePolicy } from './sample-policy';
import { lockPolicy, writeNextVersion } from './stored-policy';

/**
 * Says something else in a policy, as a new version with who and why. A draft stays a draft and what is off stays off;
 * what was live is tried in shadow again, since no version decides that was not turned on as it stands.
 */
export const editPolicy = command({
  name: 'policy.edit',
  proof: 'fresh-second-factor',
  input: givenPolicy({ policyId: idText, version: versionNumber }),
  output: z.strictObject({ policyId: z.uuid(), version: z.number().int() }),
  async run({ tx, actor, tenant, now }, given) {
    const policy = await lockPolicy(tx, tenant.id, given.policyId, given.version);
    const content = await contentOf(tx, tenant, given);
    const { name, reason } = given;
    const state = stateAfterEdit(policy.state);
    const version = await writeNextVersion(tx, policy, { name, content, state }, { actor, now, reason });
    return {
      output: { policyId: policy.id, version },
      evidence: {
        subject: `policy:${policy.id}`,
        severity: policy.state === 'live' ? 'warning' : 'notice',
        change: {
          name: [policy.name, name],
          version: [policy.version, version],
          state: [policy.state, state],
          reason,
        },
      },
    };
  },
  async sample(ground) {
    const pointed = await samplePolicy(ground, 'draft');
    return {
      ...pointed,
      ...{
        template: 'device',
        name: 'Trusted devices',
        reason: 'Only those',
        need: 'trusted',
        deeds: 'numbers',
      },
    };
  },
});
