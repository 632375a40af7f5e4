import type { Tx } from '@/db/client';
import { after, DAY_MS } from '../../base/clock';
import { firstIdAt } from '../../base/id';

const LOOKED_BACK_MS = 30 * DAY_MS;
/** Whatever was looked over in that time was asked for at most so long before: a case ends sooner. */
const LONGEST_OPEN_MS = 60 * DAY_MS;

/** What two people have done with each other's cases lately. */
export type Together = {
  /** Cases of the first that anybody looked over, and those that the second did. */
  ofFirst: number;
  bySecond: number;
  /** The same the other way round. */
  ofSecond: number;
  byFirst: number;
  /** How many people look cases over at all. */
  reviewers: number;
};

const EACH_FROM = 3;
const ONE_WAY_FROM = 10;
const ALWAYS = 0.8;
/** Where two or one look everything over, that it is always the same one says nothing. */
const FEW_REVIEWERS = 3;

/**
 * Whether two people always approve each other's cases, or one always has theirs approved by the same other although there
 * are more to do it. Then a third person is wanted (P9, P10).
 */
export function isPair({ ofFirst, bySecond, ofSecond, byFirst, reviewers }: Together): boolean {
  const each = bySecond >= EACH_FROM && byFirst >= EACH_FROM;
  if (each && bySecond >= ALWAYS * ofFirst && byFirst >= ALWAYS * ofSecond) return true;
  return bySecond >= ONE_WAY_FROM && bySecond === ofFirst && reviewers >= FEW_REVIEWERS;
}

/** Reads what an asker and a reviewer have done with each other's cases in the last thirty days. */
export async function readTogether(
  tx: Tx,
  tenantId: string,
  now: Date,
  { first, second }: { first: string; second: string },
): Promise<Together> {
  const since = after(now, -LOOKED_BACK_MS);
  const { rows } = await tx.$client.query<Together>({
    name: 'swap-together',
    text: `select
        (select count(*)::int from swap_cases where tenant_id = $1 and requested_by = $2 and reviewed_at > $4 and id >= $5) as "ofFirst",
        (select count(*)::int from swap_cases where tenant_id = $1 and requested_by = $2 and reviewed_by = $3
          and reviewed_at > $4 and id >= $5) as "bySecond",
        (select count(*)::int from swap_cases where tenant_id = $1 and requested_by = $3 and reviewed_at > $4 and id >= $5) as "ofSecond",
        (select count(*)::int from swap_cases where tenant_id = $1 and requested_by = $3 and reviewed_by = $2
          and reviewed_at > $4 and id >= $5) as "byFirst",
        (select count(distinct reviewed_by)::int from swap_cases where tenant_id = $1 and reviewed_by is not null
          and reviewed_at > $4 and id >= $5) as reviewers`,
    values: [tenantId, first, second, since, firstIdAt(after(since, -LONGEST_OPEN_MS))],
  });
  return rows[0] ?? { ofFirst: 0, bySecond: 0, ofSecond: 0, byFirst: 0, reviewers: 0 };
}
