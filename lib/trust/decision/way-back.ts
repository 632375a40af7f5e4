import { needsProof, Refusal } from '../../base/refusal';
import type { Actor, Person } from '../../policy/actor';
import type { Permission } from '../../policy/permissions';

/** What locks people out is set here and taken back here. The rest of what is about trust leads nowhere back. */
const SETTINGS = ['policy.', 'tenant.sign-in.', 'tenant.trust.'];

/**
 * Whether nothing that a tenant has set may stand in the way of this: an owner and the settings and policies themselves. So
 * no demand, hold or policy, and no broken one, locks a tenant out of taking it back. An owner whose account is looked at,
 * since a thief may sit in it, neither agrees to deeds nor deals with incidents by this, nor names a webhook.
 */
export const isWayBack = (actor: Actor, name: Permission): actor is Person =>
  actor.kind === 'person' &&
  actor.principal.roles.includes('owner') &&
  SETTINGS.some((beginning) => name.startsWith(beginning));

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
