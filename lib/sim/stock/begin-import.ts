import { and, eq, lt, or } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '@/db/client';
import { stockImports } from '@/db/schema/sim';
import { after } from '../../base/clock';
import { newId } from '../../base/id';
import { forbidden } from '../../base/refusal';
import { command } from '../../command/command';
import { personIdOf } from '../../policy/actor';
import { FILE_MAX_BYTES } from './read-file';
import { dropCards, dropKeys } from './reading';
import { PREVIEW_WAITS_MS, SILENT_FOR_MS, standingOf } from './stock-import';

/**
 * Opens an import of a stock file; `readStockFile` then takes the bytes. Gives its id. Clears away what earlier imports
 * left behind that died or that nobody confirmed.
 */
export const beginImport = command({
  name: 'stock.import.begin',
  proof: 'second-factor',
  perMinute: 20,
  input: z.strictObject({
    fileName: z.string().trim().min(1).max(200),
    bytesTotal: z.number().int().nonnegative().max(FILE_MAX_BYTES).optional(),
  }),
  output: z.strictObject({ importId: z.uuid() }),
  async run({ tx, actor, tenant, now }, { fileName, bytesTotal }) {
    const uploadedBy = personIdOf(actor);
    if (!uploadedBy) throw forbidden();
    const cleared = await clearAway(tx, tenant.id, now);
    const importId = newId(now);
    await tx.insert(stockImports).values({
      tenantId: tenant.id,
      id: importId,
      fileName: fileName.replace(/\p{C}/gu, ''),
      state: 'reading',
      bytesTotal: bytesTotal ?? null,
      uploadedBy,
      createdAt: now,
      changedAt: now,
    });
    return {
      output: { importId },
      evidence: { subject: `stock-import:${importId}`, change: { fileName, bytesTotal, cleared } },
    };
  },
  async sample() {
    return { fileName: 'stock.csv', bytesTotal: 1_024 };
  },
});

async function clearAway(tx: Tx, tenantId: string, now: Date): Promise<number> {
  const { state, changedAt } = stockImports;
  const left = await tx
    .select()
    .from(stockImports)
    .where(
      and(
        eq(stockImports.tenantId, tenantId),
        or(
          and(eq(state, 'reading'), lt(changedAt, after(now, -SILENT_FOR_MS))),
          and(eq(state, 'preview'), lt(changedAt, after(now, -PREVIEW_WAITS_MS))),
        ),
      ),
    )
    .orderBy(stockImports.id)
    .for('update', { skipLocked: true });
  for (const stored of left) {
    await tx
      .update(stockImports)
      .set({ ...standingOf(stored, now), changedAt: now })
      .where(and(eq(stockImports.tenantId, tenantId), eq(stockImports.id, stored.id)));
    await dropCards(tx, tenantId, stored.id);
    await dropKeys(tx, tenantId, stored.id);
  }
  return left.length;
}
