import { and, desc, eq, sql } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { policies, policyVersions } from '@/db/schema/policy';
import { newId } from '../../base/id';
import { notFound, Refusal } from '../../base/refusal';
import { type Actor, personIdOf } from '../../policy/actor';
import { raiseEpoch } from '../../trust/decision/load-policies';
import type { Content } from './given';
import { changedMeanwhile, type PolicyState } from './policy';

export type StoredPolicy = typeof policies.$inferSelect;
export type StoredVersion = typeof policyVersions.$inferSelect;

/** So many that every list and every look stays small; far more than people keep in mind. */
const MOST_POLICIES = 2_000;

/** Locks a policy for a change. Refuses one that is unknown, or that was changed since whoever asks looked at it. */
export async function lockPolicy(
  tx: Tx,
  tenantId: string,
  policyId: string,
  version: number,
): Promise<StoredPolicy> {
  const [policy] = await tx
    .select()
    .from(policies)
    .where(and(eq(policies.tenantId, tenantId), eq(policies.id, policyId)))
    .for('no key update');
  if (!policy) throw notFound();
  if (policy.version !== version) throw changedMeanwhile();
  return policy;
}

/** Reads one version of a policy: the newest where none is named. Refuses what does not exist. */
export async function readVersion(
  tx: Tx,
  tenantId: string,
  policyId: string,
  version?: number,
): Promise<StoredVersion> {
  const [found] = await tx
    .select()
    .from(policyVersions)
    .where(
      and(
        eq(policyVersions.tenantId, tenantId),
        eq(policyVersions.policyId, policyId),
        version === undefined ? undefined : eq(policyVersions.version, version),
      ),
    )
    .orderBy(desc(policyVersions.version))
    .limit(1);
  if (!found) throw notFound();
  return found;
}

type Making = { actor: Actor; now: Date; reason: string };

/** Writes a new policy with its first version, as a draft. Gives its id. */
export async function insertPolicy(tx: Tx, name: string, content: Content, making: Making): Promise<string> {
  const { actor, now } = making;
  const tenantId = actor.tenant.id;
  const [counted] = await tx
    .select({ count: sql<number>`count(*)::int` })
    .from(policies)
    .where(eq(policies.tenantId, tenantId));
  if ((counted?.count ?? 0) >= MOST_POLICIES) throw tooMany();
  const id = newId(now);
  const { template } = content;
  await tx.insert(policies).values({
    ...{ tenantId, id, name, template, state: 'draft' as const, version: 1 },
    ...{ createdAt: now, changedAt: now },
  });
  await insertVersion(tx, { id, version: 1 }, content, making);
  return id;
}

/** Writes the next version of a locked policy and what state it is in with it. */
export async function writeNextVersion(
  tx: Tx,
  policy: StoredPolicy,
  next: { name: string; content: Content; state: PolicyState },
  making: Making,
): Promise<number> {
  const version = policy.version + 1;
  const { template } = next.content;
  await setState(tx, policy, next.state, making.now, { name: next.name, template, version });
  await insertVersion(tx, { id: policy.id, version }, next.content, making);
  return version;
}

/** Writes the state of a locked policy; one that begins to be tried, or is tried in a new version, counts from now. */
export async function setState(
  tx: Tx,
  { tenantId, id }: StoredPolicy,
  state: PolicyState,
  now: Date,
  more: Partial<Pick<StoredPolicy, 'name' | 'template' | 'version'>> = {},
): Promise<void> {
  await tx
    .update(policies)
    .set({ ...more, state, changedAt: now, shadowSince: state === 'shadow' ? now : null })
    .where(and(eq(policies.tenantId, tenantId), eq(policies.id, id)));
  await raiseEpoch(tx, tenantId);
}

async function insertVersion(
  tx: Tx,
  { id, version }: { id: string; version: number },
  { cedar, filling, commands }: Content,
  { actor, now, reason }: Making,
): Promise<void> {
  await tx.insert(policyVersions).values({
    ...{ tenantId: actor.tenant.id, policyId: id, version, cedar, filling, commands, reason },
    ...{ madeBy: personIdOf(actor), madeAt: now },
  });
}

const tooMany = () =>
  new Refusal('too_many_policies', 'There are {most} policies already. Change one of them.', {
    status: 409,
    values: { most: MOST_POLICIES },
  });
