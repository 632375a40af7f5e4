import type { Tx } from '@/db/client';
import type { Tallies, Tally } from './tally';

type Row = { key: string; count: number; distinct: number; at: Date };

export const TALLIES = {
  name: 'risk-tallies',
  text: `select key, count, distinct_below as "distinct", at from risk_tallies where tenant_id = $1 and key = any($2::text[])`,
};

/** Reads the tallies of some keys with one statement, by the primary key. */
export async function readTallies(
  tx: Tx,
  tenantId: string,
  keys: readonly string[],
): Promise<Map<string, Tally>> {
  const { rows } = await tx.$client.query<Row>({ ...TALLIES, values: [tenantId, keys] });
  return new Map(rows.map(({ key, count, distinct, at }) => [key, { count, distinct, at: at.getTime() }]));
}

export const talliesIn =
  (found: ReadonlyMap<string, Tally>): Tallies =>
  (key) =>
    found.get(key);
