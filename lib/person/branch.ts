import { and, eq } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { branchPeople } from '@/db/schema/person';
import { units } from '@/db/schema/tenant';
import { notFound } from '../base/refusal';

/** Takes a unit's path, `/<id>/<id>/`, and gives the ids in it: the units above, and the unit itself last. */
export const unitsOfPath = (path: string): string[] => path.split('/').filter((id) => id !== '');

/** Writes whose branches a person belongs to, in place of what was: their unit's own and each above. Refuses an unknown unit. */
export async function placeInBranch(
  tx: Tx,
  tenantId: string,
  personId: string,
  unitId: string | null,
): Promise<void> {
  await tx
    .delete(branchPeople)
    .where(and(eq(branchPeople.tenantId, tenantId), eq(branchPeople.personId, personId)));
  if (!unitId) return;
  const [unit] = await tx
    .select({ path: units.path })
    .from(units)
    .where(and(eq(units.tenantId, tenantId), eq(units.id, unitId)));
  if (!unit) throw notFound();
  await tx
    .insert(branchPeople)
    .values(unitsOfPath(unit.path).map((above) => ({ tenantId, unitId: above, personId })));
}
