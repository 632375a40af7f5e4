import { and, desc, eq } from 'drizzle-orm';
import { z } from 'zod';
import { users } from '@/db/schema/person';
import { policies, policyVersions } from '@/db/schema/policy';
import { idText } from '../../base/id';
import { notFound } from '../../base/refusal';
import { query } from '../../command/command';
import { difference } from './difference';
import { POLICY_STATES } from './policy';
import { samplePolicy } from './sample-policy';
import { shadowHits, shadowReport } from './shadow-hits';

const MOST_VERSIONS = 50;

const version = z.strictObject({
  version: z.number().int(),
  reason: z.string(),
  madeBy: z.string().nullable(),
  madeAt: z.date(),
  cedar: z.string(),
  /** What it changed of the version before it; all of the first are lines that came in. */
  lines: z.array(z.strictObject({ kind: z.enum(['same', 'out', 'in']), text: z.string() })),
});

const output = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  template: z.string().nullable(),
  state: z.enum(POLICY_STATES),
  version: z.number().int(),
  changedAt: z.date(),
  cedar: z.string(),
  filling: z.record(z.string(), z.unknown()).nullable(),
  commands: z.array(z.string()),
  /** The newest first, to a bound. */
  versions: z.array(version),
  shadow: shadowReport.nullable(),
});
export type ShownPolicy = z.infer<typeof output>;

/** A policy with what it says, its versions with their differences, and what it would have refused since it is tried. */
export const showPolicy = query({
  name: 'policy.show',
  proof: 'second-factor',
  input: z.strictObject({ policyId: idText }),
  output,
  async run({ tx, tenant }, { policyId }) {
    const [policy] = await tx
      .select()
      .from(policies)
      .where(and(eq(policies.tenantId, tenant.id), eq(policies.id, policyId)));
    if (!policy) throw notFound();
    const rows = await tx
      .select({ said: policyVersions, madeBy: users.name })
      .from(policyVersions)
      .leftJoin(users, and(eq(users.tenantId, policyVersions.tenantId), eq(users.id, policyVersions.madeBy)))
      .where(and(eq(policyVersions.tenantId, tenant.id), eq(policyVersions.policyId, policyId)))
      .orderBy(desc(policyVersions.version))
      .limit(MOST_VERSIONS + 1);
    const newest = rows[0]?.said;
    if (!newest) throw new Error(`Policy ${policyId} has no version`);
    const { id, name, template, state, changedAt, shadowSince } = policy;
    return {
      ...{ id, name, template, state, version: policy.version, changedAt },
      ...{ cedar: newest.cedar, filling: newest.filling, commands: newest.commands },
      versions: rows.slice(0, MOST_VERSIONS).map(({ said, madeBy }, place) => ({
        ...{ version: said.version, reason: said.reason, madeBy, madeAt: said.madeAt, cedar: said.cedar },
        lines: difference(rows[place + 1]?.said.cedar ?? '', said.cedar),
      })),
      shadow:
        state === 'shadow' && shadowSince
          ? await shadowHits(tx, tenant.id, { id, version: policy.version, since: shadowSince })
          : null,
    };
  },
  async sample(ground) {
    const { policyId } = await samplePolicy(ground, 'shadow', 2);
    return { policyId };
  },
});
