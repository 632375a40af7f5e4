import type { Tx } from '@/db/client';
import { notifyPerson } from '../notice/notify';
import type { Person } from '../policy/actor';
import type { Assurance, Method } from '../policy/assurance';
import { liftHold } from '../trust/hold';
import { recordSignal } from '../trust/signal';
import { isFirst } from './may-enrol';
import type { Factors } from './own-factors';
import { raiseSession } from './raise-session';
import { makeRecoveryCodes } from './recovery-codes';

/** What was shown when the factor was made, what there was before it, and what its owner is told. */
type Added = { method: Method; before: Factors; template: 'passkeyAdded' | 'secondFactorAdded' };

/**
 * What comes with every second factor, whatever its kind: the session rises, an account that waited for one waits no more,
 * and its owner is told. The first one brings recovery codes. Gives them, and a ticket for a cookie that says so.
 */
export async function addFactor(
  tx: Tx,
  person: Person,
  { method, before, template }: Added,
  now: Date,
): Promise<{ recoveryCodes: string[]; assurance: Assurance; ticket: string }> {
  const { tenant, principal } = person;
  const { id } = principal;
  const recoveryCodes = isFirst(before) ? await makeRecoveryCodes(tx, tenant, id, now) : [];
  const { assurance, ticket } = await raiseSession(tx, person, method, now);
  await liftHold(tx, tenant.id, now, { personId: id, kind: 'second_factor', liftedBy: id });
  await notifyPerson(tx, tenant, now, id, { template });
  await recordSignal(tx, tenant.id, id, 'credential-changed', now);
  return { recoveryCodes, assurance, ticket };
}
