import type { Actor, Person } from '../../policy/actor';
import { OPERATORS_ONLY, type Permission } from '../../policy/permissions';
import { groupOf } from '../../policy/zone';
import { isPermitted } from './ask-policies';
import type { Asked } from './decide';
import { isPoliced } from './self-help';

/** Who may do these may give themselves everything else: they come by roles alone. */
const BY_ROLES_ALONE: readonly Permission[] = [
  ...OPERATORS_ONLY,
  'role.assign',
  'role.create',
  'role.remove',
];

/** What a policy may grant at all, where the tenant lets policies do so. */
export const isGrantable = (name: Permission): boolean =>
  isPoliced(name) && groupOf(name) !== 'trust' && !BY_ROLES_ALONE.includes(name);

/** Whether a policy could grant somebody what their roles do not: only where the tenant has said that policies may. */
export const mayBeGranted = (actor: Actor, name: Permission): actor is Person =>
  actor.kind === 'person' &&
  actor.policyEpoch > 0 &&
  actor.tenant.settings.trust.policiesGrant &&
  isGrantable(name);

/**
 * Gives somebody with a permission that their roles lack, where an explicit permit of the tenant's policies matches and
 * none forbids; undefined where none does. Everything else is still asked of them.
 */
export async function grantedBy(actor: Person, asked: Asked): Promise<Person | undefined> {
  if (!mayBeGranted(actor, asked.name) || !(await isPermitted(actor, asked))) return undefined;
  const { principal } = actor;
  return {
    ...actor,
    principal: { ...principal, permissions: [...principal.permissions, asked.name].sort() },
  };
}
