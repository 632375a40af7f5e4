import { z } from 'zod';
import type { Tx } from '@/db/client';
import { MINUTE_MS } from '../../base/clock';
import { firstIdAt } from '../../base/id';

const MOST_READ = 5_000;
const MOST_SHOWN = 100;

/** Whom something would have refused, by deed. */
export const wouldRefuse = z.strictObject({
  personId: z.uuid(),
  name: z.string(),
  command: z.string(),
  answer: z.enum(['step-up', 'hold', 'refuse']),
  times: z.number().int(),
  lastAt: z.date(),
});
export type WouldRefuse = z.infer<typeof wouldRefuse>;

export const shadowReport = z.strictObject({
  since: z.date(),
  times: z.number().int(),
  /** Whether there were more than were read. */
  more: z.boolean(),
  rows: z.array(wouldRefuse),
});

const READ = {
  name: 'policy-shadow-hits',
  text: `with hits as (
      select h.person_id, h.command, h.answer, h.at from policy_shadow_hits h
      where h.tenant_id = $1 and h.policy_id = $2 and h.id >= $4 and h.version = $3 order by h.id desc limit $5
    ), grouped as (
      select person_id, command, answer, count(*)::int as times, max(at) as "lastAt",
        sum(count(*)) over ()::int as total
      from hits group by person_id, command, answer order by times desc, "lastAt" desc limit $6
    )
    select g.person_id as "personId", coalesce(u.name, '') as name, g.command, g.answer, g.times, g."lastAt", g.total
    from grouped g left join users u on u.tenant_id = $1 and u.id = g.person_id order by g.times desc, g."lastAt" desc`,
};

/** What a policy would have refused since it is tried in this version: the newest of it, by person and deed. */
export async function shadowHits(
  tx: Tx,
  tenantId: string,
  { id, version, since }: { id: string; version: number; since: Date },
): Promise<z.infer<typeof shadowReport>> {
  // The id of a hit is made of its minute, and the first ones may be of the minute in which it began.
  const minute = new Date(Math.floor(since.getTime() / MINUTE_MS) * MINUTE_MS);
  const { rows } = await tx.$client.query<WouldRefuse & { total: number }>({
    ...READ,
    values: [tenantId, id, version, firstIdAt(minute), MOST_READ + 1, MOST_SHOWN],
  });
  const total = rows[0]?.total ?? 0;
  return {
    since,
    times: Math.min(total, MOST_READ),
    more: total > MOST_READ,
    rows: rows.map(({ total: _total, ...row }) => row),
  };
}
