import pg from 'pg';
import { pool } from '@/db/client';
import { clock } from '@/lib/base/clock';
import { ask } from '@/lib/command/ask';
import type { Person } from '@/lib/policy/actor';
import { walletMovements } from '@/lib/wallet/movements';
import { receiptNumberOf } from '@/lib/wallet/receipt-number';
import { aTenant, later } from '@/testing/ground';
import { aCustomer } from '@/testing/money';
import { quantile, round } from './measure';

const ROUNDS = 60;
const WARM = 5;
const OTHERS = 40;
const MINUTE_MS = 60_000;

/** A holder, and some movement in the middle of their history. */
type Side = { holder: Person; middle: { id: string; deedId: string } };

const QUESTIONS: ((side: Side) => Record<string, unknown>)[] = [
  () => ({}),
  ({ middle }) => ({ before: middle.id }),
  () => ({ direction: 'in' }),
  ({ middle }) => ({ direction: 'out', before: middle.id }),
  ({ middle }) => ({ receipt: receiptNumberOf(middle.deedId) }),
  () => ({ limit: 100 }),
  () => ({ operation: 'fee' }),
  () => ({ least: '400' }),
];

/**
 * The p95 of the history page, over what its holder may look for, of a wallet with few transfers and of one with many. They
 * are loaded past row-level security; the page is asked for through the door.
 */
export async function benchHistory(ownerUrl: string, sizes: readonly [number, number]) {
  const sides: Side[] = [];
  for (const size of sizes) sides.push(await fill(ownerUrl, size));
  const taken = sides.map(() => QUESTIONS.map((): number[] => []));
  for (let turn = 0; turn < ROUNDS + WARM; turn += 1)
    for (const [question, inputOf] of QUESTIONS.entries())
      for (const [i, side] of sides.entries()) {
        const begun = performance.now();
        await ask(walletMovements, later(side.holder, clock.now()), inputOf(side));
        if (turn >= WARM) taken[i]?.[question]?.push(performance.now() - begun);
      }
  const p95 = (some: number[][] = []) => quantile(some.flat(), 0.95);
  const [few, many] = [p95(taken[0]), p95(taken[1])];
  const each = QUESTIONS.map((_, question) =>
    taken.map((side) => round(quantile(side[question] ?? [], 0.95))),
  );
  return { sizes, p95MsAtFew: round(few), p95MsAtMany: round(many), ratio: round(many / few, 3), each };
}

async function fill(ownerUrl: string, size: number): Promise<Side> {
  const ground = await aTenant({ at: clock.now() });
  const holder = await aCustomer(ground);
  for (let other = 0; other < OTHERS; other += 1) await aCustomer(ground);
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { id: tenantId } = ground.tenant;
    // The accounts are there; to look each of them up again for a million rows says nothing.
    await client.query("set session_replication_role = 'replica'");
    await client.query(transfersOf(tenantId, holder.principal.id, size));
    await client.query("set session_replication_role = 'origin'");
    await client.query('vacuum analyze transfers');
    const { rows } = await client.query<{ id: string; deedId: string }>(
      `select id, deed_id as "deedId" from transfers where tenant_id = $1 order by id offset $2 limit 1`,
      [tenantId, Math.floor(size / 2)],
    );
    return { holder, middle: rows[0] ?? { id: '', deedId: '' } };
  } finally {
    await client.end();
    // Plans that were made for an almost empty database are made anew.
    await pool().query('discard plans');
  }
}

/** A transfer a minute until now, in and out by turns, their ids of those moments, as UUIDv7 are. */
function transfersOf(tenantId: string, holderId: string, size: number): string {
  const t = `'${tenantId}'::uuid`;
  const ms = `(${Date.now() - size * MINUTE_MS} + n::bigint * ${MINUTE_MS})`;
  const id = (kind: string) =>
    `(lpad(to_hex(${ms}), 12, '0') || '7' || substr(md5('${kind}' || n), 1, 3) || '8' || substr(md5('${kind}x${tenantId}' || n), 1, 15))::uuid`;
  return `
    with own as (
      select id from accounts where tenant_id = ${t} and owner_id = '${holderId}'::uuid and kind = 'wallet'
    ), other as (
      select array_agg(id) as ids from accounts
      where tenant_id = ${t} and kind = 'wallet' and owner_id <> '${holderId}'::uuid
    )
    insert into transfers (tenant_id, id, deed_id, operation, debit_account_id, credit_account_id, amount, currency,
      debit_posted_after, credit_posted_after, at)
    select ${t}, ${id('t')}, ${id('d')}, 'transfer', case when n % 2 = 0 then own.id else o.id end,
      case when n % 2 = 0 then o.id else own.id end, 1 + n % 500, 'RWF', 1000000 + n, 1000000 + n, to_timestamp(${ms} / 1000.0)
    from generate_series(1, ${size}) n, own, other, lateral (select other.ids[1 + n % ${OTHERS}] as id) o`;
}
