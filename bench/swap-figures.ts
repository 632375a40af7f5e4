import pg from 'pg';
import { pool } from '@/db/client';
import { clock, DAY_MS } from '@/lib/base/clock';
import { ask } from '@/lib/command/ask';
import type { Person } from '@/lib/policy/actor';
import { swapFigures } from '@/lib/sim/swap/figures';
import { tallyOnce } from '@/lib/tenant/tally';
import { aTenant, later } from '@/testing/ground';
import { quantile, round } from './measure';

const ROUNDS = 80;
const WARM = 5;
const SPAN_MS = 30 * DAY_MS;

type Side = { size: number; admin: Person };

/**
 * The p95 of the dashboard of swaps in a tenant with few cases and in one with many, all of the last thirty days. They are
 * loaded past row-level security and tallied as the process does; the dashboard is asked for through the door.
 */
export async function benchSwapFigures(ownerUrl: string, sizes: readonly [number, number]) {
  const sides: Side[] = [];
  for (const size of sizes) sides.push(await fill(ownerUrl, size));
  const taken = sides.map((): number[] => []);
  let counted: number[] = [];
  for (let turn = 0; turn < ROUNDS + WARM; turn += 1) {
    counted = [];
    for (const [i, { admin }] of sides.entries()) {
      const begun = performance.now();
      const { days } = await ask(swapFigures, later(admin, clock.now()), {});
      if (turn >= WARM) taken[i]?.push(performance.now() - begun);
      counted.push(days.reduce((sum, { requested }) => sum + requested, 0));
    }
  }
  const [small = [], large = []] = taken;
  const [p95Small, p95Large] = [quantile(small, 0.95), quantile(large, 0.95)];
  return {
    sizes,
    // Nearly all of them: those of the first hours are older than thirty days of the calendar.
    counted,
    p95MsAtFew: round(p95Small),
    p95MsAtMany: round(p95Large),
    ratio: round(p95Large / p95Small, 3),
  };
}

async function fill(ownerUrl: string, size: number): Promise<Side> {
  const ground = await aTenant({ at: clock.now() });
  const admin = await ground.person(['owner'], { at: clock.now() });
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    // People, numbers and cards of so many cases say nothing here: what points to them is not looked up.
    await client.query("set session_replication_role = 'replica'");
    for (const statement of bulkOf(ground.tenant.id, admin.principal.id, size)) await client.query(statement);
    await client.query("set session_replication_role = 'origin'");
    await client.query('analyze');
    while (await tallyOnce(ground.tenant, clock.now()));
    await client.query('vacuum analyze');
  } finally {
    await client.end();
    // Plans that were made for an almost empty database are made anew.
    await pool().query('discard plans');
  }
  return { size, admin };
}

/** Cases evenly over thirty days until now, their ids of those moments, as UUIDv7 are. */
function bulkOf(tenantId: string, staffId: string, size: number): string[] {
  const t = `'${tenantId}'::uuid`;
  const n = `generate_series(1, ${size}) n`;
  const first = Date.now() - SPAN_MS;
  const ms = (after = 0) => `(${first} + (n::numeric * ${SPAN_MS} / ${size})::bigint + ${after})`;
  const at = (after = 0) => `to_timestamp(${ms(after)} / 1000.0)`;
  const id = (kind: string, after = 0) =>
    `(lpad(to_hex(${ms(after)}), 12, '0') || '7' || substr(md5('${kind}' || n), 1, 3) || '8' || substr(md5('${kind}x' || n), 1, 15))::uuid`;
  const hour = 3_600_000;
  const ended = `n % 10 = 0`;
  return [
    `insert into swap_cases (tenant_id, id, number, number_id, msisdn, holder_id, old_sim_id, old_sim_state, new_sim_id, reason,
       channel, requested_by, requested_at, state, expires_at, ways, old_sim_counts, review_reasons, risk, risk_level,
       contributions, cooling_reasons, ready_at, completed_at, ended_at, refusal)
     select ${t}, ${id('s')}, 'B-' || n, ${id('n')}, '+25078' || lpad(n::text, 7, '0'), ${id('p')}, ${id('o')}, 'active', ${id('c')},
       'lost', 'shop', '${staffId}'::uuid, ${at()}, case when ${ended} then 'cancelled' else 'completed' end, ${at(hour)},
       '{document}', true, '{}', 0, 'low', '[]', '{}', ${at(hour)}, case when not ${ended} then ${at(hour)} end, ${at(hour)},
       case when ${ended} then 'objected' end from ${n}`,
    `insert into sim_events (tenant_id, id, sim_id, number_id, from_state, to_state, actor_id, at, detail)
     select ${t}, ${id('e', hour)}, ${id('o')}, ${id('n')}, case when ${ended} then 'reserved' else 'pending_swap' end,
       case when ${ended} then 'retired' else 'swapped_out' end, null, ${at(hour)}, jsonb_build_object('swap', ${id('s')}) from ${n}`,
    `insert into audit_events (tenant_id, id, at, command, outcome, actor_kind, subject, request_id, severity)
     select ${t}, ${id('a')}, ${at()}, 'sim.swap.request', 'done', 'person', 'swap:' || ${id('s')}, 'r' || n, 'info' from ${n}`,
  ];
}
