import type { Tx } from '@/db/client';
import type { Tenant } from '../policy/tenant';
import { AFTER_ALL, flowsCountedTo, type Span } from './flows';

/** Why a case came to nothing, as its row says; one that ran out says `expired`. Anything else is `other`. */
export const SWAP_REFUSALS = [
  'by-staff',
  'by-holder',
  'objected',
  'locked',
  'failed-proofs',
  'further-signals',
  'dispute-lost',
  'number-changed',
  'expired',
  'other',
] as const;

/** The ends of the buckets that durations are counted in, in seconds; what is longer than the last is in one more. */
export const DURATION_ENDS = [
  ...[1, 2, 5, 10, 20, 30, 60, 120, 240, 480, 720],
  // Most wait exactly a day, or three.
  ...[1_439, 1_445, 1_560, 2_880, 4_319, 4_330, 4_500, 10_080, 20_160],
].map((minutes) => minutes * 60);

const BUCKETS = Array.from({ length: DURATION_ENDS.length + 1 }, (_, at) => at);
const PLAIN = ['requested', 'completed', 'disputed', 'remedied'] as const;

/** The name of a figure of swaps in the tallies. */
export type SwapFlow =
  | `swaps.${(typeof PLAIN)[number]}`
  | `swaps.refused.${(typeof SWAP_REFUSALS)[number]}`
  | `swaps.completed-in.${number}`
  | `swaps.remedied-in.${number}`;

const SWAP_FLOWS: readonly SwapFlow[] = [
  ...PLAIN.map((name) => `swaps.${name}` as const),
  ...SWAP_REFUSALS.map((reason) => `swaps.refused.${reason}` as const),
  ...BUCKETS.map((at) => `swaps.completed-in.${at}` as const),
  ...BUCKETS.map((at) => `swaps.remedied-in.${at}` as const),
];

/** A figure of one calendar day of the tenant. */
export type SwapFigure = { name: SwapFlow; day: string; value: bigint };

/** A case by its id, one look at the primary key for each row: a join could be planned as a walk through all of them. */
const caseOf = (id: string) =>
  `lateral (select * from swap_cases k where k.tenant_id = $1 and k.id = ${id} limit 1) c`;

/**
 * A case changes in place; what is only ever added is the case itself, the timeline of its cards and the audit log. One that
 * is refused at once moves no card. When it takes effect the old card becomes `swapped_out`; when nothing comes of it the new
 * card is retired; when it is undone the old one lives again. A dispute moves none: it is the deed at whose moment it began.
 */
const COUNT = {
  name: 'count-swap-flows',
  text: `
    with asked as materialized (
      select requested_at, case when state = 'refused' and ended_at = requested_at and ready_at is null
          and refusal = 'further-signals' then refusal end as refused
      from swap_cases where tenant_id = $1 and id > $2 and id <= $3
    ), cards as materialized (
      select to_state, (detail->>'swap')::uuid as case_id from sim_events
      where tenant_id = $1 and id > $2 and id <= $3 and detail ? 'swap'
        and (to_state = 'swapped_out' or (from_state = 'reserved' and to_state = 'retired')
          or (from_state = 'swapped_out' and to_state = 'active'))
    ), moved as materialized (
      select m.to_state, c.requested_at, c.completed_at, c.remedied_at, c.ended_at, coalesce(c.refusal, c.state) as why
      from cards m, ${caseOf('m.case_id')}
    ), deeds as materialized (
      select e.at, case when e.subject ~ '^swap:[0-9a-f-]{36}$' then substr(e.subject, 6)::uuid end as case_id
      from audit_events e where e.tenant_id = $1 and e.id > $2 and e.id <= $3 and e.outcome = 'done'
        and e.command like 'sim.swap.%'
    )
    select 'swaps.requested' as name, to_char(requested_at at time zone $4, 'YYYY-MM-DD') as day, count(*) as value
      from asked group by 2
    union all select 'swaps.refused.' || refused, to_char(requested_at at time zone $4, 'YYYY-MM-DD'), count(*)
      from asked where refused is not null group by 1, 2
    union all select 'swaps.completed', to_char(completed_at at time zone $4, 'YYYY-MM-DD'), count(*)
      from moved where to_state = 'swapped_out' and completed_at is not null group by 2
    union all select 'swaps.completed-in.' || width_bucket(extract(epoch from completed_at - requested_at), $5::numeric[]),
        to_char(completed_at at time zone $4, 'YYYY-MM-DD'), count(*)
      from moved where to_state = 'swapped_out' and completed_at is not null group by 1, 2
    union all select 'swaps.refused.' || case when why = any($6::text[]) then why else 'other' end,
        to_char(ended_at at time zone $4, 'YYYY-MM-DD'), count(*)
      from moved where to_state = 'retired' and ended_at is not null group by 1, 2
    union all select 'swaps.remedied', to_char(remedied_at at time zone $4, 'YYYY-MM-DD'), count(*)
      from moved where to_state = 'active' and remedied_at is not null group by 2
    union all select 'swaps.remedied-in.' || width_bucket(extract(epoch from remedied_at - completed_at), $5::numeric[]),
        to_char(remedied_at at time zone $4, 'YYYY-MM-DD'), count(*)
      from moved where to_state = 'active' and remedied_at is not null group by 1, 2
    union all select 'swaps.disputed', to_char(c.disputed_at at time zone $4, 'YYYY-MM-DD'), count(distinct c.id)
      from deeds e, ${caseOf('e.case_id')} where c.disputed_at = e.at group by 2`,
};

type Row = { name: SwapFlow; day: string; value: string };
const figureOf = ({ name, day, value }: Row): SwapFigure => ({ name, day, value: BigInt(value) });

/** Counts what became of swaps over a span of ids. It costs what the span holds, whatever the tables hold. */
export async function countSwapFlows(tx: Tx, tenant: Tenant, { after, upTo }: Span): Promise<SwapFigure[]> {
  const { rows } = await tx.$client.query<Row>({
    ...COUNT,
    values: [tenant.id, after, upTo, tenant.timeZone, DURATION_ENDS, SWAP_REFUSALS],
  });
  return rows.map(figureOf);
}

/** The figures of the days from `firstDay` on: what was tallied, and what has come since. */
export async function readSwapFlows(tx: Tx, tenant: Tenant, firstDay: string): Promise<SwapFigure[]> {
  const { rows } = await tx.$client.query<Row>({
    name: 'read-swap-flows',
    text: 'select name, day, value from tallies where tenant_id = $1 and name = any($2) and day >= $3',
    values: [tenant.id, SWAP_FLOWS, firstDay],
  });
  const span = { after: await flowsCountedTo(tx, tenant.id), upTo: AFTER_ALL };
  return [...rows.map(figureOf), ...(await countSwapFlows(tx, tenant, span))];
}
