import { and, eq } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { swapCases } from '@/db/schema/swap';
import type { StoredSwap } from './swap';

/** A case by the number that is said at the counter, without locking it; undefined for none. */
export async function findSwapByNumber(
  tx: Tx,
  tenantId: string,
  number: string,
): Promise<StoredSwap | undefined> {
  const [found] = await tx
    .select()
    .from(swapCases)
    .where(and(eq(swapCases.tenantId, tenantId), eq(swapCases.number, number)));
  return found;
}

/** How many wrong documents were read for a case since a moment. */
export async function wrongDocumentsSince(
  tx: Tx,
  { tenantId, id, numberId }: Pick<StoredSwap, 'tenantId' | 'id' | 'numberId'>,
  since: Date,
): Promise<number> {
  const { rows } = await tx.$client.query<{ wrong: number }>({
    name: 'swap-wrong-documents',
    text: `select count(*)::int as wrong from swap_proofs where tenant_id = $1 and number_id = $2 and case_id = $3
             and kind = 'document' and not passed and at > $4`,
    values: [tenantId, numberId, id, since],
  });
  return rows[0]?.wrong ?? 0;
}
