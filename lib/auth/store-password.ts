import type { Tx } from '@/db/client';
import { passwords } from '@/db/schema/auth';

/** Sets a person's password hash, replacing what was there. */
export async function storePassword(
  tx: Tx,
  tenantId: string,
  personId: string,
  hash: string,
  now: Date,
): Promise<void> {
  await tx
    .insert(passwords)
    .values({ tenantId, personId, hash, changedAt: now })
    .onConflictDoUpdate({ target: [passwords.tenantId, passwords.personId], set: { hash, changedAt: now } });
}
