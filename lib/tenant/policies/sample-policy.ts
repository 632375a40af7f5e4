import { policies, policyVersions } from '@/db/schema/policy';
import { newId } from '../../base/id';
import type { SampleGround } from '../../command/command';
import { cedarOf } from '../../trust/decision/template';
import type { PolicyState } from './policy';

/** Writes a policy over the deeds of agents in one state, for the samples of commands. Gives what they point at. */
export async function samplePolicy(
  { tx, tenant, now, actorId }: SampleGround,
  state: PolicyState,
  versions = 1,
): Promise<{ policyId: string; version: number }> {
  const policyId = newId(now);
  const filling = { need: 'trusted' as const, roles: ['agent'], deeds: ['numbers' as const] };
  const shadowSince = state === 'shadow' ? now : null;
  const tenantId = tenant.id;
  await tx.insert(policies).values({
    ...{ tenantId, id: policyId, name: 'A sample policy', template: 'device', state, version: versions },
    ...{ shadowSince, createdAt: now, changedAt: now },
  });
  for (let version = 1; version <= versions; version += 1)
    await tx.insert(policyVersions).values({
      ...{
        tenantId,
        policyId,
        version,
        cedar: cedarOf('device', filling),
        filling,
        commands: ['sim.register'],
      },
      ...{ reason: 'To have one', madeBy: actorId, madeAt: now },
    });
  return { policyId, version: versions };
}
