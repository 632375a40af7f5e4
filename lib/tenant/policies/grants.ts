import type { Tx } from '@/db/client';
import { Refusal } from '../../base/refusal';
import { rolesHeld } from '../../person/held-roles';
import { type Actor, personIdOf } from '../../policy/actor';
import { PERMISSIONS } from '../../policy/permissions';
import { permissionsOf } from '../../policy/roles';
import { isView } from '../../policy/views';
import { isGrantable } from '../../trust/decision/granted';
import { concerns, isPermit } from '../../trust/decision/policy-set';
import type { Weighed } from './lock-out';

/**
 * Refuses a `permit` of what whoever turns it on may not do themselves, by the roles that they hold now: nobody grants what
 * they lack, by a policy either. It is asked whether or not the tenant lets policies grant, since it may do so later.
 */
export async function refusalOfGrant(
  tx: Tx,
  actor: Actor,
  { stated, commands }: Weighed,
): Promise<Refusal | undefined> {
  const personId = personIdOf(actor);
  if (!personId || !isPermit(stated.cedar)) return undefined;
  const held = permissionsOf(await rolesHeld(tx, actor.tenant.id, personId), isView);
  const lacks = (name: (typeof PERMISSIONS)[number]) =>
    isGrantable(name) && !held.includes(name) && concerns(name, stated, commands);
  return PERMISSIONS.some(lacks) ? grantsTooMuch() : undefined;
}

const grantsTooMuch = () =>
  new Refusal(
    'policy_grants_too_much',
    'This policy permits what you may not do yourself. Let it name less, or ask an owner to turn it on.',
    { status: 403 },
  );
