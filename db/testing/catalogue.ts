import type pg from 'pg';

type Column = { name: string; type: string; notNull: boolean };
export type ForeignKey = { name: string; columns: string[]; parent: string; parentColumns: string[] };
/** A table of a tenant, as PostgreSQL's own catalogue describes it. */
export type Table = { name: string; columns: Column[]; key: string[]; foreignKeys: ForeignKey[] };

const TABLES = `
  with t as (
    select c.oid, c.relname::text as name from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
      and a.attname = 'tenant_id' and not a.attisdropped
  )
  select t.name,
    (select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
        'notNull', a.attnotnull) order by a.attnum)
      from pg_attribute a where a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped) as columns,
    (select json_agg(a.attname order by n.place) from pg_index i, unnest(i.indkey::int2[]) with ordinality n(attnum, place)
      join pg_attribute a on a.attnum = n.attnum
      where i.indrelid = t.oid and i.indisprimary and a.attrelid = t.oid) as key,
    coalesce((select json_agg(json_build_object('name', k.conname, 'parent', p.relname,
        'columns', (select json_agg(a.attname order by n.place) from unnest(k.conkey) with ordinality n(attnum, place)
          join pg_attribute a on a.attnum = n.attnum and a.attrelid = k.conrelid),
        'parentColumns', (select json_agg(a.attname order by n.place) from unnest(k.confkey) with ordinality n(attnum, place)
          join pg_attribute a on a.attnum = n.attnum and a.attrelid = k.confrelid)) order by k.conname)
      from pg_constraint k join pg_class p on p.oid = k.confrelid
      where k.conrelid = t.oid and k.contype = 'f'), '[]') as "foreignKeys"
  from t order by t.name`;

/** Reads every table that has a tenant_id, so that one which is new is found without being told of. */
export async function tenantTables(client: pg.ClientBase): Promise<Table[]> {
  const { rows } = await client.query<Table>(TABLES);
  return rows;
}

/** The foreign keys of a table that lead to another table of its tenant, or to itself. */
export const keysWithinTenant = ({ foreignKeys }: Table): ForeignKey[] =>
  foreignKeys.filter(({ parent }) => parent !== 'tenants');
