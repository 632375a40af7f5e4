import type { Tx } from '@/db/client';
import { stockImports } from '@/db/schema/sim';
import { notFound } from '../../base/refusal';
import { ofImport } from './reading';
import { standingOf } from './stock-import';

type StockImport = typeof stockImports.$inferSelect;

/** Gives an import as it really stands now, its row locked. Refuses one that does not exist. */
export async function lockImport(tx: Tx, tenantId: string, importId: string, now: Date) {
  const [stored] = await tx.select().from(stockImports).where(ofImport(tenantId, importId)).for('update');
  return standing(stored, now);
}

/** As `lockImport`, without the lock: for a view. */
export async function readImport(tx: Tx, tenantId: string, importId: string, now: Date) {
  const [stored] = await tx.select().from(stockImports).where(ofImport(tenantId, importId));
  return standing(stored, now);
}

function standing(stored: StockImport | undefined, now: Date) {
  if (!stored) throw notFound();
  return { ...stored, ...standingOf(stored, now) };
}
