import { inTenant, type Tx } from '@/db/client';

/** What a deed may leave behind even where it is refused. */
const EVIDENCE = ['audit_events'];
/** What was found about a session while it asked is no deed of its owner's: it is written whatever comes of the asking. */
const JUDGEMENT = `'{risk,risk_level,risk_reasons,judged_at,judged_on}'::text[]`;
const rowOf = (table: string) => (table === 'sessions' ? `(to_jsonb(t) - ${JUDGEMENT})::text` : 't::text');

/** A text over all tables of a tenant, made once from the catalogue of the database. */
function onceMade(make: (tx: Tx) => Promise<string>): (tx: Tx) => Promise<string> {
  let made: Promise<string> | undefined;
  return (tx) => (made ??= make(tx));
}

const fingerprints = onceMade(async (tx) => {
  const { rows: tables } = await tx.$client.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
       and a.attname = 'tenant_id' and not a.attisdropped and c.relname <> all ($1) order by 1`,
    [EVIDENCE],
  );
  const each = tables.map(
    ({ name }) =>
      `select '${name}' as name, coalesce(md5(string_agg(row, '|' order by row collate "C")), '') as rows
       from (select ${rowOf(name)} as row from ${name} t where tenant_id = $1) t`,
  );
  return each.join(' union all ');
});

const ids = onceMade(async (tx) => {
  const { rows: columns } = await tx.$client.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
     join pg_attribute b on b.attrelid = c.oid and b.attname = 'tenant_id'
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attname = 'id'`,
  );
  return columns.map(({ name }) => `select id::text from ${name} where tenant_id = $1`).join(' union ');
});

/** Asks a long statement by its name: it is planned once on each connection, since it is asked thousands of times. */
async function asked<Row extends Record<string, string>>(
  tenantId: string,
  name: string,
  text: (tx: Tx) => Promise<string>,
): Promise<Row[]> {
  return inTenant(tenantId, async (tx) => {
    const statement = { name, text: await text(tx), values: [tenantId] };
    await tx.$client.query('set local plan_cache_mode = force_generic_plan');
    return (await tx.$client.query<Row>(statement)).rows;
  });
}

/**
 * Gives a fingerprint of every table of a tenant, the evidence apart, so that a test can say that nothing was written,
 * or name the tables where something was. A table that is new is in it by itself.
 */
export async function rowsOf(tenantId: string): Promise<Record<string, string>> {
  const rows = await asked<{ name: string; rows: string }>(tenantId, 'rows of a tenant', fingerprints);
  return Object.fromEntries(rows.map(({ name, rows }) => [name, rows]));
}

/** Gives every id of a tenant's rows: what no stranger to the tenant may ever be answered with. */
export async function idsOf(tenantId: string): Promise<Set<string>> {
  const rows = await asked<{ id: string }>(tenantId, 'ids of a tenant', ids);
  return new Set(rows.map(({ id }) => id));
}
