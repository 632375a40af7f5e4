import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '@/db/client';
import { units } from '@/db/schema/tenant';
import { idText, newId } from '../base/id';
import { oneLine } from '../base/plain-text';
import { notFound, Refusal } from '../base/refusal';
import { command } from '../command/command';
import { unitsOfPath } from '../person/branch';

export const UNIT_KINDS = ['organisation', 'shop', 'household'] as const;

/** Units above one another; a person belongs to their own and each above, so the depth is what a move costs. */
const DEEPEST = 12;

/** Makes a unit, at the top or below another. Its path is the parent's and its own id, so that a branch is one range. */
export const createUnit = command({
  name: 'unit.create',
  proof: 'second-factor',
  input: z.strictObject({ name: oneLine(80), kind: z.enum(UNIT_KINDS), parentId: idText.optional() }),
  output: z.strictObject({ unitId: z.uuid() }),
  async run({ tx, tenant, now }, { name, kind, parentId }) {
    const above = parentId ? await pathOf(tx, tenant.id, parentId) : '/';
    if (unitsOfPath(above).length >= DEEPEST) throw tooDeep();
    const id = newId(now);
    await tx.insert(units).values({
      tenantId: tenant.id,
      id,
      parentId: parentId ?? null,
      kind,
      name,
      path: `${above}${id}/`,
      createdAt: now,
    });
    return {
      output: { unitId: id },
      evidence: { subject: `unit:${id}`, change: { name, kind, parent: parentId } },
    };
  },
  async sample({ tx, tenant, now }) {
    const id = newId(now);
    await tx.insert(units).values({
      tenantId: tenant.id,
      id,
      kind: 'organisation',
      name: 'Sample',
      path: `/${id}/`,
      createdAt: now,
    });
    return { name: 'Sample shop', kind: 'shop', parentId: id };
  },
});

async function pathOf(tx: Tx, tenantId: string, unitId: string): Promise<string> {
  const [parent] = await tx
    .select({ path: units.path })
    .from(units)
    .where(and(eq(units.tenantId, tenantId), eq(units.id, unitId)));
  if (!parent) throw notFound();
  return parent.path;
}

const tooDeep = () =>
  new Refusal('unit_too_deep', 'Units stand at most {deepest} deep. Choose a higher one.', {
    field: 'parentId',
    values: { deepest: DEEPEST },
  });
