import type { Tx } from '@/db/client';
import { notifyPerson } from '../../notice/notify';
import type { Tenant } from '../../policy/tenant';
import type { StoredCase } from './stored-case';

/** Tells the owner of an account on every channel where their recovery stands; a case of nobody tells nobody. */
export async function tellRecovery(
  tx: Tx,
  tenant: Tenant,
  { personId }: StoredCase,
  now: Date,
  template: 'recoveryOpened' | 'recoveryApproved' | 'recoveryDisputed' | 'recoveryRefused' | 'recoveryDone',
): Promise<void> {
  if (personId) await notifyPerson(tx, tenant, now, personId, { template, everywhere: true });
}
