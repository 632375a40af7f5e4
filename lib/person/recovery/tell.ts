import type { Tx } from '@/db/client';
import { notifyPerson } from '../../notice/notify';
import type { Tenant } from '../../policy/tenant';
import type { StoredCase } from './stored-case';

/** Tells the owner of an account on every channel where their recovery stands, with a way to say that it is not theirs. */
export async function tellRecovery(
  tx: Tx,
  tenant: Tenant,
  { personId }: StoredCase,
  now: Date,
  template: 'recoveryOpened' | 'recoveryApproved' | 'recoveryDone',
): Promise<void> {
  if (personId) await notifyPerson(tx, tenant, now, personId, { template, everywhere: true });
}
