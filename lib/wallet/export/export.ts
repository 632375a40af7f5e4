import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '@/db/client';
import { moneyExports } from '@/db/schema/money-export';
import { DAY_MS } from '../../base/clock';
import { notFound } from '../../base/refusal';

// waiting → running → done, or failed; waiting and running → cancelled. What is over keeps its row, and its bytes until it expires.

/** A file is kept for so long, however it ended. */
export const KEPT_MS = 7 * DAY_MS;
/** Lines in one part: what a node that dies has to do again. */
export const PART = 5_000;

/** What was asked for, as the row keeps it. */
export const exportAsked = z.strictObject({
  of: z.enum(['wallet', 'float', 'tenant']),
  currency: z.string(),
  from: z.string(),
  to: z.string(),
  /** The ids that lie in these days, no later than when it was asked for. */
  firstId: z.uuid(),
  endId: z.uuid(),
  locale: z.string(),
});
export type ExportAsked = z.infer<typeof exportAsked>;

/** Where the next part goes on, and what the parts before it came to. */
export const exportCursor = z.strictObject({
  nextId: z.uuid(),
  part: z.number().int(),
  balance: z.string(),
});

export type ExportRow = typeof moneyExports.$inferSelect;

export const ofExport = (tenantId: string, id: string) =>
  and(eq(moneyExports.tenantId, tenantId), eq(moneyExports.id, id));

/** Locks an export; refuses one that is not there, and somebody else's as if it were not. */
export async function lockExport(
  tx: Tx,
  tenantId: string,
  id: string,
  personId?: string,
): Promise<ExportRow> {
  const [row] = await tx.select().from(moneyExports).where(ofExport(tenantId, id)).for('update');
  if (!row || (personId !== undefined && row.personId !== personId)) throw notFound();
  return row;
}

export const isOver = ({ state }: Pick<ExportRow, 'state'>): boolean =>
  state !== 'waiting' && state !== 'running';
