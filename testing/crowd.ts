import { inTenant, type Tx } from '@/db/client';
import type { Tenant } from '@/lib/policy/tenant';

/** An id whose time is a step of a second for each row, as SQL: rows made in bulk sort as those made one by one. */
const idAt = (kind: number, n = 'n') =>
  `(lpad(to_hex(1750000000000 + ${n}::bigint * 1000), 12, '0') || '7' || lpad(to_hex(${kind}), 3, '0') || '8' || lpad(to_hex(${n}), 15, '0'))::uuid`;

/**
 * Fills a tenant with people by plain SQL: `size` customers, each with a name, an e-mail address and a number to be found
 * by; one in a hundred is an agent, one in ten suspended, one in twenty in the one unit, whose id it gives.
 */
export async function aCrowd(tenant: Tenant, size: number, from = 1): Promise<string> {
  return inTenant(tenant.id, async (tx) => {
    await run(
      tx,
      `insert into users (tenant_id, id, name, email, email_verified_at, mobile, status, created_at)
       select $1, ${idAt(1)}, ${NAME}, 'p' || n || '@example.com', now(), '+25078' || lpad(n::text, 7, '0'),
              case when n % 10 = 3 then 'suspended' else 'active' end, to_timestamp(1750000000 + n)
       from generate_series($2::int, $3::int) n`,
      [tenant.id, from, from + size - 1],
    );
    await run(
      tx,
      `insert into user_words (tenant_id, person_id, word)
       select $1, ${idAt(1)}, word from generate_series($2::int, $3::int) n,
         lateral unnest(array[${GIVEN}, ${FAMILY}, 'p' || n || '@example.com', '+25078' || lpad(n::text, 7, '0')]) word`,
      [tenant.id, from, from + size - 1],
    );
    await run(
      tx,
      `insert into memberships (tenant_id, person_id, role_id, granted_at)
       select $1, ${idAt(1)}, r.id, now() from generate_series($2::int, $3::int) n
       join roles r on r.tenant_id = $1 and r.key = case when n % 100 = 7 then 'agent' else 'user' end`,
      [tenant.id, from, from + size - 1],
    );
    const unitId = tenant.id;
    await run(
      tx,
      `insert into units (tenant_id, id, kind, name, path, created_at)
       values ($1, $2::uuid, 'shop', 'Crowded', '/' || $2::uuid::text || '/', now()) on conflict do nothing`,
      [tenant.id, unitId],
    );
    await run(
      tx,
      `insert into branch_people (tenant_id, unit_id, person_id)
       select $1, $4, ${idAt(1)} from generate_series($2::int, $3::int) n where n % 4 = 1`,
      [tenant.id, from, from + size - 1, unitId],
    );
    return unitId;
  });
}

/** Fills a tenant's audit log with `size` events of several commands, actors, subjects, addresses and outcomes. */
export async function aHistory(tenant: Tenant, size: number): Promise<void> {
  await inTenant(tenant.id, (tx) =>
    run(
      tx,
      `insert into audit_events (tenant_id, id, at, command, outcome, actor_kind, actor_id, subject, ip, user_agent, severity)
       select $1, ${idAt(2)}, to_timestamp(1750000000 + n),
              (array['wallet.transfer', 'wallet.deposit', 'auth.sign-in', 'sim.register'])[1 + n % 4],
              case when n % 10 = 0 then 'forbidden' else 'done' end, 'person', ${idAt(1, '(n % 977)')},
              'person:' || ${idAt(1, '(n % 1009)')}, ('10.0.' || n % 7 || '.' || n % 251)::inet, 'bulk', 'info'
       from generate_series(1, $2::int) n`,
      [tenant.id, size],
    ),
  );
}

const GIVEN = `(array['jean', 'marie', 'alice', 'claude', 'eric', 'diane', 'olive', 'aline', 'yves', 'grace'])[1 + n % 10]`;
const FAMILY = `(array['mugabo', 'uwase', 'habimana', 'ingabire', 'nkurunziza', 'mukamana', 'niyonzima'])[1 + n % 7] || n % 1000`;
const NAME = `initcap(${GIVEN} || ' ' || ${FAMILY})`;

async function run(tx: Tx, text: string, values: unknown[]): Promise<void> {
  await tx.$client.query(text, values);
}

type Statement = { text: string; values: unknown[] };

/** Does `work` in a tenant's transaction and gives the plan of each statement that it sent, as text. */
export async function plansOf(tenant: Tenant, work: (tx: Tx) => Promise<unknown>): Promise<string[]> {
  return inTenant(tenant.id, async (tx) => {
    const client = tx.$client;
    const ask = client.query.bind(client);
    const sent: Statement[] = [];
    client.query = ((query: string | Statement, values?: unknown[]) => {
      sent.push(
        typeof query === 'string'
          ? { text: query, values: values ?? [] }
          : { ...query, values: values ?? query.values },
      );
      return ask(query as string, values);
    }) as typeof client.query;
    try {
      await work(tx);
    } finally {
      client.query = ask;
    }
    const plans: string[] = [];
    for (const { text, values } of sent) {
      const { rows } = await ask<{ 'QUERY PLAN': string }>(`explain (costs off) ${text}`, values);
      plans.push(rows.map((row) => row['QUERY PLAN']).join('\n'));
    }
    return plans;
  });
}
