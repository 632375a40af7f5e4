import type { Tx } from '@/db/client';
import { after } from '../base/clock';
import { firstIdAt } from '../base/id';
import type { Tenant } from '../policy/tenant';
import { flowsCountedTo, type Span } from './flows';

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

/** The deeds with which a dispute begins: somebody objects, a lock is found when the wait is over, a number is suspended. */
const DISPUTING = [
  ...['sim.swap.object', 'sim.swap.object-own', 'sim.swap.answer', 'sim.swap.complete'],
  ...['sim.suspend', 'sim.suspend-own'],
];

const dayOf = (at: string) => `(${at} at time zone $4)::date`;

/**
 * A case changes in place; what is only ever added is the case itself, the timeline of its cards and the audit log. One that
 * is refused at once moves no card. When it takes effect the old card becomes `swapped_out`; when nothing comes of it the new
 * card is retired; when it is undone the old one lives again. A dispute moves none: it is the deed at whose moment it began.
 * Cases are looked up by their ids in the primary key: a join could be planned as a walk through all of them. The plan is made
 * anew for each span, so it is kept short: names are put together outside.
 */
const COUNT = {
  name: 'count-swap-flows',
  text: `
    with cards as materialized (
      select to_state, array_agg((detail->>'swap')::uuid) as cases from sim_events
      where tenant_id = $1 and id > $2 and id <= $3 and detail ? 'swap'
        and (to_state = 'swapped_out' or (from_state = 'reserved' and to_state = 'retired')
          or (from_state = 'swapped_out' and to_state = 'active'))
      group by to_state
    ), moved as (
      select to_state, case to_state when 'swapped_out' then completed_at when 'active' then remedied_at else ended_at end as at,
        case to_state when 'swapped_out' then completed_at - requested_at when 'active' then remedied_at - completed_at end as took,
        case when to_state = 'retired' then why end as why
      from cards, lateral (select requested_at, completed_at, remedied_at, ended_at, coalesce(refusal, state) as why
        from swap_cases k where k.tenant_id = $1 and k.id = any(cards.cases)) c
    ), deeds as materialized (
      select distinct at, substr(subject, 6)::uuid as case_id from audit_events
      where tenant_id = $1 and id > $2 and id <= $3 and outcome = 'done' and command = any($6::text[]) and subject like 'swap:%'
    )
    select 'requested' as what, to_char(day, 'YYYY-MM-DD') as day, null::int as bucket, why, value from (
      select ${dayOf('requested_at')} as day, case when state = 'refused' and ended_at = requested_at and ready_at is null
          and refusal = 'further-signals' then refusal end as why, count(*) as value
      from swap_cases where tenant_id = $1 and id > $2 and id <= $3 group by 1, 2) asked
    union all select to_state, to_char(day, 'YYYY-MM-DD'), bucket, why, value from (
      select to_state, ${dayOf('at')} as day, width_bucket(extract(epoch from took), $5::numeric[]) as bucket, why, count(*) as value
      from moved where at is not null group by 1, 2, 3, 4) ended
    union all select 'disputed', to_char(${dayOf('e.at')}, 'YYYY-MM-DD'), null, null, count(*)
      from deeds e, lateral (select disputed_at from swap_cases k where k.tenant_id = $1 and k.id = e.case_id limit 1) c
      where c.disputed_at = e.at group by 2`,
};

type Counted = {
  what: 'requested' | 'swapped_out' | 'retired' | 'active' | 'disputed';
  day: string;
  bucket: number | null;
  why: string | null;
  value: string;
};

const refusedFor = (why: string) =>
  `swaps.refused.${SWAP_REFUSALS.find((known) => known === why) ?? 'other'}` as const;

/** The figures that a row adds to: what has a duration, or was refused at once, adds to two. */
function namesOf({ what, bucket, why }: Counted): SwapFlow[] {
  switch (what) {
    case 'requested':
      return ['swaps.requested', ...(why === null ? [] : [refusedFor(why)])];
    case 'swapped_out':
      return ['swaps.completed', `swaps.completed-in.${bucket ?? 0}`];
    case 'active':
      return ['swaps.remedied', `swaps.remedied-in.${bucket ?? 0}`];
    case 'retired':
      return [refusedFor(why ?? '')];
    case 'disputed':
      return ['swaps.disputed'];
  }
}

/** Counts what became of swaps over a span of ids. It costs what the span holds, whatever the tables hold. */
export async function countSwapFlows(tx: Tx, tenant: Tenant, span: Span): Promise<SwapFigure[]> {
  const { rows } = await tx.$client.query<Counted>({
    ...COUNT,
    values: [tenant.id, span.after, span.upTo, tenant.timeZone, DURATION_ENDS, DISPUTING],
  });
  const figures = new Map<string, SwapFigure>();
  for (const row of rows)
    for (const name of namesOf(row)) {
      const key = `${name} ${row.day}`;
      const before = figures.get(key)?.value ?? 0n;
      figures.set(key, { name, day: row.day, value: before + BigInt(row.value) });
    }
  return [...figures.values()];
}

type Row = { name: SwapFlow; day: string; value: string };
const figureOf = ({ name, day, value }: Row): SwapFigure => ({ name, day, value: BigInt(value) });

/**
 * The figures of the days from `firstDay` on: what was tallied, and what has come since, up to this very moment. What another
 * node's clock puts ahead of it is counted when it is there.
 */
export async function readSwapFlows(
  tx: Tx,
  tenant: Tenant,
  { firstDay, now }: { firstDay: string; now: Date },
): Promise<SwapFigure[]> {
  const { rows } = await tx.$client.query<Row>({
    name: 'read-swap-flows',
    text: 'select name, day, value from tallies where tenant_id = $1 and name = any($2) and day >= $3',
    values: [tenant.id, SWAP_FLOWS, firstDay],
  });
  const span = { after: await flowsCountedTo(tx, tenant.id), upTo: firstIdAt(after(now, 1)) };
  return [...rows.map(figureOf), ...(await countSwapFlows(tx, tenant, span))];
}
