import { sql } from 'drizzle-orm';
import type { Tx } from '@/db/client';
import { SIM_STATES } from '@/db/schema/sim';
import { tallies } from '@/db/schema/tally';
import { after } from '../base/clock';
import type { Tenant } from '../policy/tenant';
import { BEFORE_ALL } from './flows';

/** What stands at a moment and changes in place: SIM cards by state, active numbers, the sum of all floats. */
export type Gauges = { sims: Record<string, number>; numbersActive: number; floats: bigint };

/** Counting that takes no longer than this is done whenever somebody looks; else the last count is shown, with its time. */
const CHEAP_MS = 10;
/** A count rests a hundred times as long as it took, so that it never takes more than a hundredth of a core. */
const REST = 100;
const SHORTEST_REST_MS = 2_000;

const COUNT = {
  name: 'count-gauges',
  text: `
    select 'sims.' || state as name, count(*) as value from sims where tenant_id = $1 group by state
    union all select 'numbers.active', count(*) from numbers where tenant_id = $1 and state = 'active'
    union all select 'floats', coalesce(sum(posted), 0)
      from accounts where tenant_id = $1 and kind = 'float' and currency = $2`,
};

type Row = { name: string; value: string };

async function count(tx: Tx, tenant: Tenant): Promise<Row[]> {
  const { rows } = await tx.$client.query<Row>({ ...COUNT, values: [tenant.id, tenant.currency] });
  return rows;
}

type Mark = { counted_at: Date; took_ms: number };

async function readMark(tx: Tx, tenantId: string): Promise<Mark | undefined> {
  const { rows } = await tx.$client.query<Mark>({
    name: 'gauges-mark',
    text: `select counted_at, took_ms from tally_marks where tenant_id = $1 and source = 'gauges'`,
    values: [tenantId],
  });
  return rows[0];
}

/** Gives what stands now, or stood at the last count where counting is not cheap; `countedAt` tells which. */
export async function readGauges(tx: Tx, tenant: Tenant): Promise<Gauges & { countedAt: Date | null }> {
  const mark = await readMark(tx, tenant.id);
  if (!mark || mark.took_ms <= CHEAP_MS) return { ...gaugesOf(await count(tx, tenant)), countedAt: null };
  const { rows } = await tx.$client.query<Row>({
    name: 'read-gauges',
    text: `select name, value from tallies where tenant_id = $1 and day = '' and name = any($2)`,
    values: [tenant.id, [...SIM_STATES.map((state) => `sims.${state}`), 'numbers.active', 'floats']],
  });
  return { ...gaugesOf(rows), countedAt: mark.counted_at };
}

function gaugesOf(rows: Row[]): Gauges {
  const values = new Map(rows.map(({ name, value }) => [name, BigInt(value)]));
  const sims = SIM_STATES.map((state) => [state, Number(values.get(`sims.${state}`) ?? 0n)]);
  return {
    sims: Object.fromEntries(sims),
    numbersActive: Number(values.get('numbers.active') ?? 0n),
    floats: values.get('floats') ?? 0n,
  };
}

/** Counts what stands and keeps it, unless the last count still rests. Gives whether it counted. */
export async function tallyGauges(tx: Tx, tenant: Tenant, now: Date): Promise<boolean> {
  const mark = await readMark(tx, tenant.id);
  if (mark && after(mark.counted_at, Math.max(SHORTEST_REST_MS, REST * mark.took_ms)) > now) return false;
  const began = performance.now();
  const rows = await count(tx, tenant);
  const tookMs = Math.round(performance.now() - began);
  const counted = new Map(rows.map(({ name, value }) => [name, value]));
  // A state that no card is in any more is not among the rows.
  for (const state of SIM_STATES) if (!counted.has(`sims.${state}`)) counted.set(`sims.${state}`, '0');
  await tx
    .insert(tallies)
    .values(
      [...counted].map(([name, value]) => ({ tenantId: tenant.id, name, day: '', value: BigInt(value) })),
    )
    .onConflictDoUpdate({
      target: [tallies.tenantId, tallies.name, tallies.day],
      set: { value: sql`excluded.value` },
    });
  await tx.$client.query({
    name: 'mark-gauges',
    text: `insert into tally_marks (tenant_id, source, counted_to, counted_at, took_ms)
           values ($1, 'gauges', $2, $3, $4)
           on conflict (tenant_id, source) do update set counted_at = excluded.counted_at, took_ms = excluded.took_ms`,
    values: [tenant.id, BEFORE_ALL, now, tookMs],
  });
  return true;
}
