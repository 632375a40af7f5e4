import { needsProof, Refusal } from '../../base/refusal';
import type { Actor, Person } from '../../policy/actor';
import type { Permission } from '../../policy/permissions';
import { groupOf } from '../../policy/zone';

/**
 * Whether nothing that a tenant has set may stand in the way of this: an owner and what is about trust itself. So no
 * demand, hold or policy, and no broken one, locks a tenant out of taking it back.
 */
export const isWayBack = (actor: Actor, name: Permission): actor is Person =>
  actor.kind === 'person' && actor.principal.roles.includes('owner') && groupOf(name) === 'trust';

/** Decides on the way back by itself: a fresh second factor, and a risk that is not critical. */
export function refusalOfWayBack(
  riskLevel: Person['session']['riskLevel'],
  isFresh: boolean,
): Refusal | undefined {
  if (riskLevel === 'critical') return tooRiskyForAnything();
  return isFresh ? undefined : needsProof('fresh-second-factor');
}

const tooRiskyForAnything = () =>
  new Refusal(
    'risk_is_critical',
    'This session looks like somebody else’s. Sign out, and sign in again with your second factor from where you usually do.',
    { status: 403 },
  );
