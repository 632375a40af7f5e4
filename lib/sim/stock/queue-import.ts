import { eq } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { stockImportQueue } from '@/db/schema/sim';

/** Has an import taken into stock once the transaction has committed; confirmed again, it is due again. */
export async function queueImport(tx: Tx, tenantId: string, importId: string, now: Date): Promise<void> {
  await tx
    .insert(stockImportQueue)
    .values({ importId, ofTenant: tenantId, dueAt: now })
    .onConflictDoUpdate({ target: stockImportQueue.importId, set: { dueAt: now, attempts: 0 } });
}

/** Takes an import off the queue, with the transaction that ends it. */
export async function leaveImportQueue(tx: Tx, importId: string): Promise<void> {
  await tx.delete(stockImportQueue).where(eq(stockImportQueue.importId, importId));
}
