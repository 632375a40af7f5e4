import { eq } from 'drizzle-orm';
import { inTenant } from '@/db/client';
import { policyEpochs } from '@/db/schema/policy';
import type { Person } from '@/lib/policy/actor';

/** The same person as a session brings them after the tenant's policies have changed. */
export async function atNewEpoch(person: Person): Promise<Person> {
  const { id } = person.tenant;
  const [row] = await inTenant(id, (tx) =>
    tx.select({ epoch: policyEpochs.epoch }).from(policyEpochs).where(eq(policyEpochs.tenantId, id)),
  );
  return { ...person, policyEpoch: row?.epoch ?? 0 };
}
