import { inTenant } from '@/db/client';

/** What a deed may leave behind even where it is refused. */
const EVIDENCE = ['audit_events'];
/** What was found about a session while it asked is no deed of its owner's: it is written whatever comes of the asking. */
const JUDGEMENT = `'{risk,risk_level,risk_reasons,judged_at,judged_on}'::text[]`;
const rowOf = (table: string) => (table === 'sessions' ? `(to_jsonb(t) - ${JUDGEMENT})::text` : 't::text');

/** One statement over all tables of a tenant; it is planned once on each connection, since it is asked thousands of times. */
const statements = new Map<string, Promise<{ name: string; text: string }>>();

async function statementFor(tenantId: string): Promise<{ name: string; text: string }> {
  return inTenant(tenantId, async (tx) => {
    const { rows: tables } = await tx.$client.query<{ name: string }>(
      `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
       where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
         and a.attname = 'tenant_id' and not a.attisdropped and c.relname <> all ($1) order by 1`,
      [EVIDENCE],
    );
    const each = tables.map(
      ({ name }) =>
        `select '${name}' as name, coalesce(md5(string_agg(row, '|' order by row collate "C")), '') as rows
         from (select ${rowOf(name)} as row from ${name} t where tenant_id = '${tenantId}') t`,
    );
    return { name: `rows-${tenantId}`, text: each.join(' union all ') };
  });
}

/**
 * Gives a fingerprint of every table of a tenant, the evidence apart, so that a test can say that nothing was written,
 * or name the tables where something was. A table that is new is in it by itself.
 */
export async function rowsOf(tenantId: string): Promise<Record<string, string>> {
  const statement = statements.get(tenantId) ?? statementFor(tenantId);
  statements.set(tenantId, statement);
  const asked = await statement;
  return inTenant(tenantId, async (tx) => {
    const { rows } = await tx.$client.query<{ name: string; rows: string }>(asked);
    return Object.fromEntries(rows.map(({ name, rows }) => [name, rows]));
  });
}

/** Gives every id of a tenant's rows: what no stranger to the tenant may ever be answered with. */
export async function idsOf(tenantId: string): Promise<Set<string>> {
  return inTenant(tenantId, async (tx) => {
    const { rows: columns } = await tx.$client.query<{ name: string; column: string }>(
      `select c.relname as name, a.attname as column from pg_class c join pg_attribute a on a.attrelid = c.oid
       join pg_attribute b on b.attrelid = c.oid and b.attname = 'tenant_id'
       where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attname = 'id'`,
    );
    const each = columns.map(
      ({ name, column }) => `select ${column}::text as id from ${name} where tenant_id = '${tenantId}'`,
    );
    const { rows } = await tx.$client.query<{ id: string }>(each.join(' union '));
    return new Set(rows.map(({ id }) => id));
  });
}
