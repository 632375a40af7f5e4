import { and, eq, inArray, type SQL } from 'drizzle-orm';
import { inTenant, type Tx } from '@/db/client';
import { stockImportKeys, stockImportLines, stockImports } from '@/db/schema/sim';
import type { Tenant } from '../../policy/tenant';
import type { ProblemCode, ProblemValues } from './problem';

/** A file on its way in, and the clock of its signs of life. */
export type Reading = { tenant: Tenant; importId: string; now: () => Date };

/** Thrown out of the reading when its import is no longer being read: somebody cancelled it, or gave it up. */
export class Cancelled extends Error {}

/**
 * Runs a part of the reading in a transaction. The import's row is locked first: whoever cancels waits for this part, and
 * the next part sees the cancellation.
 */
export async function whileReading(reading: Reading, work: (tx: Tx) => Promise<void>): Promise<void> {
  const { tenant, importId } = reading;
  await inTenant(tenant.id, async (tx) => {
    const [row] = await tx
      .select({ state: stockImports.state })
      .from(stockImports)
      .where(ofImport(tenant.id, importId))
      .for('update');
    if (row?.state !== 'reading') throw new Cancelled();
    await work(tx);
  });
}

/** Ends the reading with a problem, unless it was ended already; nothing that was staged stays. */
export async function failReading(
  reading: Reading,
  problem: ProblemCode,
  problemValues: ProblemValues,
): Promise<void> {
  const { tenant, importId, now } = reading;
  try {
    await whileReading(reading, async (tx) => {
      await setImport(tx, tenant.id, importId, { state: 'failed', problem, problemValues, changedAt: now() });
      await tx.delete(stockImportLines).where(linesOf(tenant.id, importId));
      await dropKeys(tx, tenant.id, importId);
    });
  } catch (error) {
    if (!(error instanceof Cancelled)) throw error;
  }
}

/** Writes fields of an import whose row the transaction has locked. */
export async function setImport(
  tx: Tx,
  tenantId: string,
  importId: string,
  fields: {
    [Field in keyof typeof stockImports.$inferInsert]?: (typeof stockImports.$inferInsert)[Field] | SQL;
  },
): Promise<void> {
  await tx.update(stockImports).set(fields).where(ofImport(tenantId, importId));
}

/** Forgets what the lines claimed: once the file is read, or given up, no further line will come. */
export async function dropKeys(tx: Tx, tenantId: string, importId: string): Promise<void> {
  await tx
    .delete(stockImportKeys)
    .where(and(eq(stockImportKeys.tenantId, tenantId), eq(stockImportKeys.importId, importId)));
}

/** Lets go of every staged card with its codes; what was wrong with the bad lines stays to be read. */
export async function dropCards(tx: Tx, tenantId: string, importId: string): Promise<void> {
  await tx
    .delete(stockImportLines)
    .where(and(linesOf(tenantId, importId), inArray(stockImportLines.verdict, ['good', 'known'])));
}

export const ofImport = (tenantId: string, importId: string) =>
  and(eq(stockImports.tenantId, tenantId), eq(stockImports.id, importId));

const linesOf = (tenantId: string, importId: string) =>
  and(eq(stockImportLines.tenantId, tenantId), eq(stockImportLines.importId, importId));
