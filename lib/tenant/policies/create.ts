import { z } from 'zod';
import { command } from '../../command/command';
import { contentOf, givenPolicy } from './given';
import { insertPolicy } from './stored-policy';

/** Writes a policy, out of a template or in Cedar. It is a draft, which decides nothing. */
export const createPolicy = command({
  name: 'policy.create',
  proof: 'second-factor',
  input: givenPolicy({}),
  output: z.strictObject({ policyId: z.uuid() }),
  async run({ tx, actor, tenant, now }, given) {
    const content = await contentOf(tx, tenant, given);
    const { name, reason } = given;
    const policyId = await insertPolicy(tx, name, content, { actor, now, reason });
    return {
      output: { policyId },
      evidence: {
        subject: `policy:${policyId}`,
        severity: 'notice',
        change: { name, version: 1, reason, template: content.template ?? 'cedar' },
      },
    };
  },
  sample: async () => ({
    ...{ template: 'hours', name: 'Business hours', reason: 'Nobody works at night' },
    ...{ days: ['mon', 'tue'], from: '08:00', to: '18:00', roles: 'agent', deeds: ['money', 'numbers'] },
  }),
});
