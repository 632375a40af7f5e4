import { eq } from 'drizzle-orm';
import { inTenant } from '@/db/client';
import { numbers } from '@/db/schema/sim';
import type { Person } from '@/lib/policy/actor';
import { samplePendingNumber } from '@/lib/sim/sample-registration';
import { type Ground, NOON } from './ground';

/** A number of somebody's on a card, and a second card. */
export async function sampleOf({ tenant }: Ground, holder: Person) {
  const actorId = holder.principal.id;
  return inTenant(tenant.id, async (tx) => {
    const ground = { tx, tenant, now: NOON, actorId };
    const { msisdn } = await samplePendingNumber(ground, { holderId: actorId });
    const { msisdn: other } = await samplePendingNumber(ground, { holderId: actorId });
    const find = async (one: string) =>
      (await tx.select().from(numbers).where(eq(numbers.msisdn, one)))[0] ?? { id: '', simId: '' };
    const [number, second] = [await find(msisdn), await find(other)];
    return { numberId: number.id, simId: number.simId ?? '', newSimId: second.simId ?? '', msisdn };
  });
}
