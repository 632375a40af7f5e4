import { z } from 'zod';
import { idText } from '../../base/id';
import { oneLine } from '../../base/plain-text';
import { command } from '../../command/command';
import { templateOf } from '../../trust/decision/template';
import { checked } from './given';
import { stateAfterEdit, versionNumber } from './policy';
import { samplePolicy } from './sample-policy';
import { lockPolicy, readVersion, writeNextVersion } from './stored-policy';

/** Says again what an older version said, as a new version; the state follows the rule of an edit. */
export const restorePolicy = command({
  name: 'policy.restore',
  proof: 'fresh-second-factor',
  input: z.strictObject({
    policyId: idText,
    version: versionNumber,
    restored: versionNumber,
    reason: oneLine(300),
  }),
  output: z.strictObject({ policyId: z.uuid(), version: z.number().int() }),
  async run({ tx, actor, tenant, now }, { policyId, version: known, restored, reason }) {
    const policy = await lockPolicy(tx, tenant.id, policyId, known);
    const { cedar, filling } = await readVersion(tx, tenant.id, policyId, restored);
    const content = checked({ template: templateOf(filling), filling, cedar });
    const state = stateAfterEdit(policy.state);
    const next = { name: policy.name, content, state };
    const version = await writeNextVersion(tx, policy, next, { actor, now, reason });
    return {
      output: { policyId, version },
      evidence: {
        subject: `policy:${policyId}`,
        severity: policy.state === 'live' ? 'warning' : 'notice',
        change: { restored, version: [policy.version, version], state: [policy.state, state], reason },
      },
    };
  },
  async sample(ground) {
    return { ...(await samplePolicy(ground, 'off', 2)), restored: 1, reason: 'The older one was better' };
  },
});
