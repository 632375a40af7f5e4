import type { Tx } from '@/db/client';
import { needsProof, notSignedIn } from '../base/refusal';
import type { Actor, Person } from '../policy/actor';
import { isFreshlyProved, refusalOfProof } from '../policy/authorise';
import { type Factors, lockFactorsOf, takenPasskeys } from './own-factors';
import { assertSessionStands } from './session-stands';

/**
 * Who enrols the first factor has only a password or a code; every further one needs a factor that is there, fresh. Where
 * the tenant wants a device-bound passkey for what is sensitive, and there is none yet, another factor adds the first one.
 * Who gave up their last factor with a recovery code still has the other codes: then one of those is asked for, or whoever
 * knows the password would be quicker with a factor of their own. Gives the person and what they had before.
 */
export async function assertMayEnrol(tx: Tx, actor: Actor): Promise<{ person: Person; before: Factors }> {
  if (actor.kind !== 'person') throw notSignedIn();
  const before = await lockFactorsOf(tx, actor.tenant.id, actor.principal.id);
  await assertSessionStands(tx, actor);
  if (showsNothing(before)) return { person: actor, before };
  const refused = refusalOfProof(actor, 'fresh-second-factor');
  const hasBound = takenPasskeys(actor.tenant, before).some(({ backupEligible }) => !backupEligible);
  if (refused && hasBound) throw refused;
  if (refused && !isFreshlyProved(actor)) throw needsProof('fresh-second-factor');
  return { person: actor, before };
}

/** Whether there is nothing that would have to be shown: no factor, and no code that is kept for a loss. */
export const showsNothing = (factors: Factors): boolean => isFirst(factors) && factors.recoveryCodes === 0;

/** Whether there is no factor yet. */
export const isFirst = ({ totp, passkeys }: Factors): boolean => totp + passkeys.length === 0;
