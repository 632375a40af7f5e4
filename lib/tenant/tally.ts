import { sql } from 'drizzle-orm';
import { inTenant, type Tx } from '@/db/client';
import { tallies } from '@/db/schema/tally';
import { after, MINUTE_MS } from '../base/clock';
import { firstIdAt } from '../base/id';
import type { Tenant } from '../policy/tenant';
import { BEFORE_ALL, countFlows, type Figure } from './flows';
import { tallyGauges } from './gauges';
import { countSwapFlows, type SwapFigure } from './swap-flows';

/**
 * How old a row must be to be tallied for good: an id is made when a request comes in and is seen when it commits, on a
 * node whose clock may be behind. What is younger is counted whenever somebody looks.
 */
const SETTLED_AFTER_MS = 5 * MINUTE_MS;

/** Rows of a stream in one step, so that the first tally of a long history is many short transactions. */
const STEP = 100_000;

/**
 * Brings a tenant's tallies up to date. Any number of nodes may do so at once: each step is one node's.
 * Gives whether there is more to count.
 */
export async function tallyOnce(tenant: Tenant, now: Date): Promise<boolean> {
  return inTenant(tenant.id, async (tx) => {
    const mark = await takeMark(tx, tenant.id, now);
    if (!mark) return false;
    const settled = firstIdAt(after(now, -SETTLED_AFTER_MS));
    const upTo = await endOfStep(tx, tenant.id, mark, settled);
    if (upTo > mark) await addFlows(tx, tenant, { after: mark, upTo }, now);
    const more = upTo < settled;
    if (!more) await tallyGauges(tx, tenant, now);
    return more;
  });
}

/** Locks how far was counted; undefined where another node is at it. */
async function takeMark(tx: Tx, tenantId: string, now: Date): Promise<string | undefined> {
  await tx.$client.query({
    name: 'tally-begin',
    text: `insert into tally_marks (tenant_id, source, counted_to, counted_at, took_ms)
           values ($1, 'flows', $2, $3, 0) on conflict do nothing`,
    values: [tenantId, BEFORE_ALL, now],
  });
  const { rows } = await tx.$client.query<{ counted_to: string }>({
    name: 'tally-take',
    text: `select counted_to from tally_marks where tenant_id = $1 and source = 'flows' for update skip locked`,
    values: [tenantId],
  });
  return rows[0]?.counted_to;
}

/** A step ends where the first of the long streams has given its number of rows, or where all is settled. */
async function endOfStep(tx: Tx, tenantId: string, mark: string, settled: string): Promise<string> {
  if (settled <= mark) return mark;
  const { rows } = await tx.$client.query<{ id: string | null }>({
    name: 'tally-step',
    text: `select least(
             (select id from audit_events where tenant_id = $1 and id > $2 and id <= $3 order by id offset $4 limit 1),
             (select id from transfers where tenant_id = $1 and id > $2 and id <= $3 order by id offset $4 limit 1),
             (select id from sim_events where tenant_id = $1 and id > $2 and id <= $3 order by id offset $4 limit 1),
             (select id from users where tenant_id = $1 and id > $2 and id <= $3 order by id offset $4 limit 1)) as id`,
    values: [tenantId, mark, settled, STEP],
  });
  return rows[0]?.id ?? settled;
}

async function addFlows(tx: Tx, tenant: Tenant, span: { after: string; upTo: string }, now: Date) {
  const counted = [...(await countFlows(tx, tenant, span)), ...(await countSwapFlows(tx, tenant, span))];
  const figures = counted.filter(({ value }) => value > 0n);
  await addFigures(tx, tenant.id, figures);
  await tx.$client.query({
    name: 'tally-mark',
    text: `update tally_marks set counted_to = $2, counted_at = $3 where tenant_id = $1 and source = 'flows'`,
    values: [tenant.id, span.upTo, now],
  });
}

async function addFigures(tx: Tx, tenantId: string, figures: (Figure | SwapFigure)[]): Promise<void> {
  if (figures.length === 0) return;
  await tx
    .insert(tallies)
    .values(figures.map((figure) => ({ tenantId, ...figure })))
    .onConflictDoUpdate({
      target: [tallies.tenantId, tallies.name, tallies.day],
      set: { value: sql`${tallies.value} + excluded.value` },
    });
}
