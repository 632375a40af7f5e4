import pg from 'pg';
import { expect, test } from 'vitest';
import { REFUSAL_OF_CONSTRAINT, refusalOfConstraint } from '@/lib/command/constraint';
import { asOwner } from './testing/as-owner';
import { ownDatabase } from './testing/own-database';
import { APP_ROLE } from './urls';

const { ownerUrl } = await ownDatabase();

/** What the catalogue of the migrated database answers, a line a row. */
const ask = (sql: string): Promise<string[]> =>
  asOwner(ownerUrl, async (client) => {
    const { rows } = await client.query<string[]>({ text: sql, rowMode: 'array' });
    return rows.map((row) => row.join(' ')).sort();
  });

const IN_PUBLIC = `'public'::regnamespace`;
const TENANT_TABLES = `select c.oid from pg_class c join pg_attribute a on a.attrelid = c.oid
  where c.relnamespace = ${IN_PUBLIC} and c.relkind in ('r', 'p') and a.attname = 'tenant_id' and not a.attisdropped`;
/** The names of the columns of an index or a key, in their order. */
const columns = (relation: string, numbers: string) =>
  `(select array_agg(a.attname::text order by n.place) from unnest(${numbers}) with ordinality n(attnum, place)
    join pg_attribute a on a.attrelid = ${relation} and a.attnum = n.attnum)`;

/** What belongs to the installation and to no tenant. A table joins this list on purpose or has a tenant. */
const INSTALLATION = ['outbox_queue', 'proof_limits', 'rate_limits', 'stock_import_queue', 'tenants'];
const APPEND_ONLY = ['audit_events', 'sim_events', 'transfers'];
const OWN_TENANT = `(tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)`;

test('a table belongs to a tenant, or is one of the few of the installation', async () => {
  expect(
    await ask(`select relname from pg_class c where relnamespace = ${IN_PUBLIC} and relkind in ('r', 'p')
               and oid not in (${TENANT_TABLES})`),
  ).toEqual(INSTALLATION);
  expect((await ask(TENANT_TABLES)).length).toBeGreaterThan(20);
});

test('every table of a tenant has row-level security, enabled and forced, and its one policy', async () => {
  expect(
    await ask(`select relname from pg_class where oid in (${TENANT_TABLES})
               and not (relrowsecurity and relforcerowsecurity)`),
  ).toEqual([]);
  const faulty = await ask(`
    select c.relname, p.polname, pg_get_expr(p.polqual, c.oid), pg_get_expr(p.polwithcheck, c.oid)
    from pg_class c left join pg_policy p on p.polrelid = c.oid
    where c.oid in (${TENANT_TABLES}) and (p.polname is null or p.polname <> 'own_tenant' or p.polcmd <> '*'
      or not p.polpermissive or p.polroles <> '{0}' or pg_get_expr(p.polqual, c.oid) is distinct from $$${OWN_TENANT}$$
      or pg_get_expr(p.polwithcheck, c.oid) is distinct from $$${OWN_TENANT}$$)`);
  expect(faulty).toEqual([]);
});

test('tenant_id is never null and leads every key of a table of a tenant, so that the schema distributes by it', async () => {
  expect(
    await ask(`select attrelid::regclass from pg_attribute where attrelid in (${TENANT_TABLES})
               and attname = 'tenant_id' and not (attnotnull and atttypid = 'uuid'::regtype)`),
  ).toEqual([]);
  expect(
    await ask(`select c.relname from pg_class c where c.oid in (${TENANT_TABLES})
               and not exists (select 1 from pg_index i where i.indrelid = c.oid and i.indisprimary)`),
  ).toEqual([]);
  expect(
    await ask(`select i.indexrelid::regclass from pg_index i where i.indrelid in (${TENANT_TABLES})
               and (${columns('i.indrelid', 'i.indkey::int2[]')})[1] is distinct from 'tenant_id'`),
  ).toEqual([]);
});

test('a foreign key stays within its tenant: tenant_id leads both its sides', async () => {
  const crossing = await ask(`
    select k.conname from pg_constraint k
    where k.contype = 'f' and k.conrelid in (${TENANT_TABLES}) and not (
      (k.confrelid = 'tenants'::regclass and ${columns('k.conrelid', 'k.conkey')} = '{tenant_id}')
      or ((${columns('k.conrelid', 'k.conkey')})[1] = 'tenant_id'
          and (${columns('k.confrelid', 'k.confkey')})[1] = 'tenant_id'))`);
  expect(crossing).toEqual([]);
  expect(
    await ask(`select conname from pg_constraint where contype = 'f' and connamespace = ${IN_PUBLIC}
               and conrelid not in (${TENANT_TABLES}) and confrelid in (${TENANT_TABLES})`),
  ).toEqual([]);
});

test('nothing stands in the schema that a sharded database could not have, or that could look past a policy', async () => {
  const rulesAndTriggers = `select tgname from pg_trigger where not tgisinternal
    union all select rulename from pg_rules where schemaname = 'public'`;
  expect(await ask(rulesAndTriggers)).toEqual([]);
  expect(
    await ask(
      `select relname, relkind from pg_class where relnamespace = ${IN_PUBLIC} and relkind not in ('r', 'p', 'i', 'I', 'v')`,
    ),
  ).toEqual([]);
  expect(
    await ask(`select relname from pg_class where relnamespace = ${IN_PUBLIC} and relkind = 'v'
               and not ('security_invoker=true' = any(coalesce(reloptions, '{}')))`),
  ).toEqual([]);
  expect(await ask(`select proname from pg_proc where pronamespace = ${IN_PUBLIC} and prosecdef`)).toEqual(
    [],
  );
  expect(
    await ask(`select polname from pg_policy where pg_get_expr(polqual, polrelid) ilike '%select%'
               or pg_get_expr(polwithcheck, polrelid) ilike '%select%'`),
  ).toEqual([]);
  expect(
    await ask(`select attrelid::regclass, attname from pg_attribute a join pg_class c on c.oid = a.attrelid
               where c.relnamespace = ${IN_PUBLIC} and c.relkind = 'r' and (attidentity <> '' or attgenerated <> '')`),
  ).toEqual([]);
});

test('the role of the app owns nothing and can step around nothing', async () => {
  expect(
    await ask(`select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication
               from pg_roles where rolname = '${APP_ROLE}'`),
  ).toEqual(['false']);
  expect(
    await ask(`select roleid::regrole from pg_auth_members where member = '${APP_ROLE}'::regrole`),
  ).toEqual([]);
  expect(
    await ask(
      `select classid::regclass, objid from pg_shdepend where refobjid = '${APP_ROLE}'::regrole and deptype = 'o'`,
    ),
  ).toEqual([]);
  expect(
    await ask(`select nspname from pg_namespace where has_schema_privilege('${APP_ROLE}', oid, 'create')`),
  ).toEqual([]);
});

test('the role of the app reads and writes rows and nothing more, and never changes what is append-only', async () => {
  const may = (privilege: string) =>
    ask(`select relname from pg_class where relnamespace = ${IN_PUBLIC} and relkind in ('r', 'p', 'v')
         and has_table_privilege('${APP_ROLE}', oid, '${privilege}')`);
  for (const privilege of ['truncate', 'references', 'trigger']) expect(await may(privilege)).toEqual([]);
  const all = await may('select');
  const changing = all.filter((name) => ![...APPEND_ONLY, 'tenants'].includes(name));
  expect(await may('insert')).toEqual(all);
  expect(await may('update')).toEqual(changing);
  expect(await may('delete')).toEqual(changing);
  expect(
    await ask(`select attrelid::regclass from pg_attribute where attacl is not null
               and attrelid in (select oid from pg_class where relnamespace = ${IN_PUBLIC})`),
  ).toEqual([]);
});

test('every UNIQUE and CHECK constraint has its sentence, and no sentence is left over', async () => {
  const constraints = await ask(`
    select conname from pg_constraint where connamespace = ${IN_PUBLIC} and contype in ('u', 'c', 'x')
    union
    select c.relname from pg_index i join pg_class c on c.oid = i.indexrelid
    where c.relnamespace = ${IN_PUBLIC} and i.indisunique and not i.indisprimary`);
  expect(constraints).toEqual(Object.keys(REFUSAL_OF_CONSTRAINT).sort());
});

test.each(Object.keys(REFUSAL_OF_CONSTRAINT))(
  '%s is known under its own name and under that of a shard',
  (name) => {
    for (const constraint of [name, `${name}_102008`]) {
      const broken = Object.assign(new pg.DatabaseError('broken', 0, 'error'), { code: '23514', constraint });
      expect(refusalOfConstraint(new Error('Failed query', { cause: broken }))?.status).toBe(409);
    }
  },
);
