import type { Tx } from '@/db/client';
import { readQuestion } from '../../auth/question';
import { refusalOfDispute, stateOf } from '../../auth/recovery/recovery-case';
import type { Refusal } from '../../base/refusal';
import type { Tenant } from '../../policy/tenant';
import { type StoredCase, saveCase } from './stored-case';
import { tellRecovery } from './tell';

/**
 * Makes a case disputed that somebody says is not theirs. It is not cancelled: the word may come from a stolen telephone.
 * After a third person has decided once, a further word is kept in the audit log and stops nothing, or whoever holds
 * the telephone would have the veto after all. Gives whether it is disputed now.
 */
export async function dispute(
  tx: Tx,
  tenant: Tenant,
  one: StoredCase,
  now: Date,
  by: 'link' | 'telephone',
): Promise<boolean> {
  const state = stateOf(one, now);
  if (one.decidedAt || (state !== 'opened' && state !== 'approved')) return false;
  await saveCase(tx, one, { state: 'disputed', disputedAt: now, disputedBy: by });
  await tellRecovery(tx, tenant, one, now, 'recoveryDisputed');
  return true;
}

/** Whether the owner has said no on their telephone to the question that this case put to them. */
export async function isDenied(tx: Tx, one: StoredCase, now: Date): Promise<boolean> {
  if (!one.questionId || one.decidedAt) return false;
  return (await readQuestion(tx, one.tenantId, now, one.questionId)).state === 'no';
}

/** A "no" on the telephone disputes the case when the next step is taken. Gives the refusal of that step, to be returned. */
export async function disputeByTelephone(
  tx: Tx,
  tenant: Tenant,
  one: StoredCase,
  now: Date,
): Promise<Refusal | undefined> {
  if (!(await isDenied(tx, one, now)) || !(await dispute(tx, tenant, one, now, 'telephone')))
    return undefined;
  return refusalOfDispute({ state: 'disputed' });
}
