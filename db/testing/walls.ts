import { APP_ROLE } from '../urls';

const IN_PUBLIC = `'public'::regnamespace`;
const TABLES = `(select c.oid from pg_class c join pg_attribute a on a.attrelid = c.oid
  where c.relnamespace = ${IN_PUBLIC} and c.relkind in ('r', 'p') and a.attname = 'tenant_id' and not a.attisdropped)`;
const ROLE = `'${APP_ROLE}'::regrole`;
const OWN_TENANT = `$$(tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)$$`;

/** The names of the columns of an index or a key, in their order. */
const columns = (relation: string, numbers: string) =>
  `(select array_agg(a.attname::text order by n.place) from unnest(${numbers}) with ordinality n(attnum, place)
    join pg_attribute a on a.attrelid = ${relation} and a.attnum = n.attnum)`;

const forbidden = (names: string) =>
  `select relname, p from pg_class, unnest('{${names}}'::text[]) p
   where relnamespace = ${IN_PUBLIC} and relkind in ('r', 'p', 'v') and has_table_privilege(${ROLE}, oid, p)`;

/** What belongs to the installation and to no tenant. A table joins this list on purpose, or has a tenant. */
const INSTALLATION = `'money_queue', 'outbox_queue', 'proof_limits', 'rate_limits', 'stock_import_queue', 'swap_queue', 'tenants', 'webhook_queue'`;
const APPEND_ONLY = `'audit_events', 'document_checks', 'float_days', 'network_events', 'price_versions', 'reconciliations', 'sim_events', 'swap_notices', 'swap_proofs', 'transfers'`;

/** What the schema must never hold, each with the question that finds where it does. */
export const WALLS = {
  'a table that belongs to no tenant and is not of the installation': `select relname from pg_class c
    where relnamespace = ${IN_PUBLIC} and relkind in ('r', 'p') and oid not in ${TABLES} and relname not in (${INSTALLATION})`,
  'a table of a tenant whose row-level security is not enabled and forced': `select relname from pg_class
    where oid in ${TABLES} and not (relrowsecurity and relforcerowsecurity)`,
  'a table of a tenant without the policy own_tenant, or with another': `select c.relname, p.polname from pg_class c
    left join pg_policy p on p.polrelid = c.oid
    where c.oid in ${TABLES} and (p.polname is distinct from 'own_tenant' or p.polcmd <> '*' or not p.polpermissive
      or p.polroles <> '{0}' or pg_get_expr(p.polqual, c.oid) is distinct from ${OWN_TENANT}
      or pg_get_expr(p.polwithcheck, c.oid) is distinct from ${OWN_TENANT})`,
  'a policy with a sub-select': `select polname from pg_policy
    where pg_get_expr(polqual, polrelid) ~* '\\mselect\\M' or pg_get_expr(polwithcheck, polrelid) ~* '\\mselect\\M'`,
  'a tenant_id that may be null or is no uuid': `select attrelid::regclass from pg_attribute
    where attrelid in ${TABLES} and attname = 'tenant_id' and not (attnotnull and atttypid = 'uuid'::regtype)`,
  'a table of a tenant without a primary key': `select c.relname from pg_class c where c.oid in ${TABLES}
    and not exists (select 1 from pg_index i where i.indrelid = c.oid and i.indisprimary)`,
  'an index of a tenant that tenant_id does not lead': `select i.indexrelid::regclass from pg_index i
    where i.indrelid in ${TABLES} and (${columns('i.indrelid', 'i.indkey::int2[]')})[1] is distinct from 'tenant_id'`,
  'a foreign key that crosses tenants': `select k.conname from pg_constraint k where k.contype = 'f' and k.conrelid in ${TABLES}
    and not (k.confrelid = 'tenants'::regclass and ${columns('k.conrelid', 'k.conkey')} = '{tenant_id}')
    and not (${columns('k.conrelid', 'k.conkey')}[1] = 'tenant_id' and ${columns('k.confrelid', 'k.confkey')}[1] = 'tenant_id')`,
  'a foreign key from the installation to a tenant': `select conname from pg_constraint
    where contype = 'f' and connamespace = ${IN_PUBLIC} and conrelid not in ${TABLES} and confrelid in ${TABLES}`,
  'a trigger or a rule': `select tgname from pg_trigger where not tgisinternal
    union all select rulename from pg_rules where schemaname = 'public'`,
  'a sequence, a materialised view or a foreign table': `select relname, relkind from pg_class
    where relnamespace = ${IN_PUBLIC} and relkind not in ('r', 'p', 'i', 'I', 'v', 'c')`,
  'a column that makes its own value': `select attrelid::regclass, attname from pg_attribute a join pg_class c on c.oid = a.attrelid
    where c.relnamespace = ${IN_PUBLIC} and c.relkind in ('r', 'p') and (attidentity <> '' or attgenerated <> '')`,
  'a view that looks with the eyes of its owner': `select relname from pg_class
    where relnamespace = ${IN_PUBLIC} and relkind = 'v' and not ('security_invoker=true' = any(coalesce(reloptions, '{}')))`,
  'a function that runs as its owner': `select proname from pg_proc where pronamespace = ${IN_PUBLIC} and prosecdef`,
  "a power of the app's role over the cluster": `select rolname from pg_roles where oid = ${ROLE}
    and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)`,
  "a role that the app's role is a member of": `select roleid::regrole from pg_auth_members where member = ${ROLE}`,
  "something that the app's role owns": `select classid::regclass, objid from pg_shdepend where refobjid = ${ROLE} and deptype = 'o'`,
  "a schema that the app's role may make things in": `select nspname from pg_namespace where has_schema_privilege(${ROLE}, oid, 'create')`,
  "a table that the app's role may empty, refer to or put a trigger on": forbidden(
    'truncate,references,trigger',
  ),
  "a line of the ledger, of the audit log or of a SIM's history that the app's role may change": `${forbidden('update,delete')}
    and relname in (${APPEND_ONLY}, 'tenants')`,
  "a right of the app's role on a single column": `select attrelid::regclass, attname from pg_attribute
    where attacl is not null and attrelid in (select oid from pg_class where relnamespace = ${IN_PUBLIC})`,
} as const;

export type Wall = keyof typeof WALLS;

/** What would breach each wall. A wall without a breach here is not shown to stand. */
export const BREACHES: Record<Wall, string[]> = {
  'a table that belongs to no tenant and is not of the installation': [
    'create table loose (id uuid primary key)',
  ],
  'a table of a tenant whose row-level security is not enabled and forced': [
    'alter table users disable row level security',
    'alter table users no force row level security',
    'create table newcomers (tenant_id uuid not null, id uuid not null, primary key (tenant_id, id))',
  ],
  'a table of a tenant without the policy own_tenant, or with another': [
    'drop policy own_tenant on users',
    'alter policy own_tenant on users using (true)',
    'alter policy own_tenant on users with check (true)',
    `alter policy own_tenant on users to ${APP_ROLE}`,
    'create policy wider on users using (true)',
  ],
  'a policy with a sub-select': [
    'alter policy own_tenant on users using (tenant_id in (select id from tenants))',
  ],
  'a tenant_id that may be null or is no uuid': [
    'create table newcomers (tenant_id uuid, id uuid)',
    'create table newcomers (tenant_id text not null)',
  ],
  'a table of a tenant without a primary key': ['create table newcomers (tenant_id uuid not null)'],
  'an index of a tenant that tenant_id does not lead': [
    'create index by_name on users (name)',
    'create unique index name_is_used_once on users (name, tenant_id)',
  ],
  'a foreign key that crosses tenants': [
    `alter table units add unique (id); alter table users add foreign key (unit_id) references units (id)`,
    `alter table units add unique (id, tenant_id);
     alter table users add foreign key (unit_id, tenant_id) references units (id, tenant_id)`,
  ],
  'a foreign key from the installation to a tenant': [
    'alter table users add unique (id); alter table outbox_queue add foreign key (message_id) references users (id)',
  ],
  'a trigger or a rule': [
    `create function f() returns trigger language plpgsql as 'begin return new; end';
     create trigger t before insert on users for each row execute function f()`,
    'create rule r as on delete to users do instead nothing',
  ],
  'a sequence, a materialised view or a foreign table': [
    'create sequence s',
    'create table newcomers (tenant_id uuid not null, n serial)',
    'create materialized view everybody as select * from users',
  ],
  'a column that makes its own value': ['alter table users add n int generated always as identity'],
  'a view that looks with the eyes of its owner': [
    'create view everybody as select * from users',
    'create view everybody with (security_invoker = false) as select * from users',
  ],
  'a function that runs as its owner': [
    `create function f() returns int language sql security definer as 'select 1'`,
  ],
  "a power of the app's role over the cluster": [
    `alter role ${APP_ROLE} bypassrls`,
    `alter role ${APP_ROLE} createrole`,
    `alter role ${APP_ROLE} superuser`,
  ],
  "a role that the app's role is a member of": [`grant pg_read_all_data to ${APP_ROLE}`],
  "something that the app's role owns": [`alter table units owner to ${APP_ROLE}`],
  "a schema that the app's role may make things in": [
    `grant create on schema public to ${APP_ROLE}`,
    'grant create on schema public to public',
  ],
  "a table that the app's role may empty, refer to or put a trigger on": [
    `grant truncate on users to ${APP_ROLE}`,
    'grant trigger on users to public',
  ],
  "a line of the ledger, of the audit log or of a SIM's history that the app's role may change": [
    `grant update on transfers to ${APP_ROLE}`,
    'grant delete on audit_events to public',
    `grant delete on sim_events to ${APP_ROLE}`,
  ],
  "a right of the app's role on a single column": [`grant update (amount) on transfers to ${APP_ROLE}`],
};
