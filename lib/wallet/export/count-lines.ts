import type { Tx } from '@/db/client';

type Range = { tenantId: string; accountId?: string; firstId: string; endId: string; most?: number };

const NO_BOUND = 2 ** 31 - 1;

/** How many lines lie in a range of ids, of one account or of the whole ledger; it stops counting at `most`. */
export async function countLines(
  tx: Tx,
  { tenantId, accountId, firstId, endId, most = NO_BOUND }: Range,
): Promise<number> {
  const side = (own: string) =>
    `(select from transfers where tenant_id = $1 and ${own}_account_id = $5 and id >= $2 and id < $3 limit $4)`;
  const { rows } = await tx.$client.query<{ count: number }>(
    accountId
      ? {
          name: 'export-count-account',
          text: `select count(*)::int as count from (${side('debit')} union all ${side('credit')}) line`,
          values: [tenantId, firstId, endId, most, accountId],
        }
      : {
          name: 'export-count-ledger',
          text: `select count(*)::int as count from (select from transfers
            where tenant_id = $1 and id >= $2 and id < $3 limit $4) line`,
          values: [tenantId, firstId, endId, most],
        },
  );
  return rows[0]?.count ?? 0;
}
