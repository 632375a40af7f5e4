import { z } from 'zod';
import type { Tx } from '@/db/client';
import { after, DAY_MS } from '../../base/clock';
import { firstIdAt, idText } from '../../base/id';
import { query } from '../../command/command';
import type { SwapSettings } from '../../policy/swap-settings';
import { isSuspect, lowerWilsonBound } from './integrity';

/** So long back an agent's cases are looked at, and with whom they are looked over. */
const LOOKED_BACK_MS = 90 * DAY_MS;
const PAGE = 50;

const count = z.number().int();

const agentRow = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  unit: z.string().nullable(),
  requested: count,
  completed: count,
  disputed: count,
  /** The disputed part, and the least that it is in 39 of 40 worlds; 0 to 1. */
  share: z.number(),
  bound: z.number(),
  /** Whether that bound suspends them. */
  isOver: z.boolean(),
  /** Who looks over most of their cases, how many of those that anybody looked over. */
  pair: z.strictObject({ id: z.uuid(), name: z.string(), times: count, of: count }).nullable(),
  /** Why and since when they may not work at the counter; null where they may. */
  suspended: z.strictObject({ reason: z.string(), since: z.date() }).nullable(),
});
export type SwapAgent = z.infer<typeof agentRow>;

/** What the members of staff who ask for swaps ask for, what of it is disputed, and who is suspended for it (P10). */
export const swapAgents = query({
  name: 'sim.swap.agents',
  proof: 'second-factor',
  input: z.strictObject({ after: idText.optional() }),
  output: z.strictObject({
    agents: z.array(agentRow),
    /** What `after` is for the next page; null at the end. */
    next: z.uuid().nullable(),
    /** From how many disputes, and over which bound, somebody is suspended. */
    disputes: count,
    most: z.number(),
  }),
  async run({ tx, tenant, now }, { after: place }) {
    const rows = await readAgents(tx, tenant.id, { place, since: after(now, -LOOKED_BACK_MS) });
    const { swap } = tenant.settings;
    return {
      agents: rows.slice(0, PAGE).map((row) => rowOf(row, swap)),
      next: rows.length > PAGE ? (rows[PAGE - 1]?.id ?? null) : null,
      disputes: swap.agentDisputes,
      most: swap.agentDisputedShare,
    };
  },
  sample: async () => ({}),
});

type Row = Pick<SwapAgent, 'id' | 'name' | 'unit' | 'requested' | 'completed' | 'disputed'> & {
  reviewed: number;
  pairId: string | null;
  pairName: string | null;
  pairTimes: number | null;
  reason: string | null;
  since: Date | null;
};

// Of whoever holds a role beside that of a customer: the cases of each are a short range of an index.
const READ = {
  name: 'swap-agents',
  text: `with staff as materialized (
      select distinct m.person_id as id from roles r join memberships m on m.tenant_id = $1 and m.role_id = r.id
      where r.tenant_id = $1 and r.key <> 'user' and ($2::uuid is null or m.person_id > $2::uuid)
    ), busy as materialized (
      select s.id from staff s
      where exists (select from swap_cases c where c.tenant_id = $1 and c.requested_by = s.id and c.channel <> 'portal')
        or exists (select from person_holds h where h.tenant_id = $1 and h.person_id = s.id and h.kind = 'counter'
          and h.lifted_at is null)
      order by s.id limit $4
    )
    select u.id, u.name, n.name as unit, k.requested, k.completed, k.disputed, k.reviewed,
      p.reviewed_by as "pairId", w.name as "pairName", p.times as "pairTimes", h.reason, h.since
    from busy b join users u on u.tenant_id = $1 and u.id = b.id
      left join units n on n.tenant_id = $1 and n.id = u.unit_id
      cross join lateral (
        select count(*)::int as requested, count(c.completed_at)::int as completed,
          count(*) filter (where c.disputed_at is not null or c.remedied_at is not null)::int as disputed,
          count(c.reviewed_by)::int as reviewed
        from swap_cases c where c.tenant_id = $1 and c.requested_by = u.id and c.channel <> 'portal' and c.requested_at > $3
          and c.id >= $5
      ) k
      left join lateral (
        select c.reviewed_by, count(*)::int as times from swap_cases c
        where c.tenant_id = $1 and c.requested_by = u.id and c.reviewed_by is not null and c.requested_at > $3
          and c.id >= $5
        group by c.reviewed_by order by times desc, c.reviewed_by limit 1
      ) p on true
      left join users w on w.tenant_id = $1 and w.id = p.reviewed_by
      left join person_holds h on h.tenant_id = $1 and h.person_id = u.id and h.kind = 'counter' and h.lifted_at is null
    order by u.id`,
};

async function readAgents(
  tx: Tx,
  tenantId: string,
  { place, since }: { place: string | undefined; since: Date },
): Promise<Row[]> {
  const { rows } = await tx.$client.query<Row>({
    ...READ,
    values: [tenantId, place ?? null, since, PAGE + 1, firstIdAt(since)],
  });
  return rows;
}

function rowOf(
  { reviewed, pairId, pairName, pairTimes, reason, since, ...row }: Row,
  settings: SwapSettings,
): SwapAgent {
  const { requested, disputed } = row;
  return {
    ...row,
    share: requested === 0 ? 0 : disputed / requested,
    bound: lowerWilsonBound(disputed, requested),
    isOver: isSuspect({ requested, disputed }, settings),
    pair:
      pairId && pairName && pairTimes ? { id: pairId, name: pairName, times: pairTimes, of: reviewed } : null,
    suspended: reason && since ? { reason, since } : null,
  };
}
