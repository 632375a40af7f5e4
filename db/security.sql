-- The second wall, put up anew after every migration: a table that came in the meantime is behind it too.
-- The app's role owns nothing, cannot step around row-level security, and cannot change what is append-only.
do $$
declare
  t record;
begin
  for t in
    select c.oid::regclass as name, c.relname
    from pg_class c
    where c.relnamespace = 'public'::regnamespace
      and c.relkind in ('r', 'p')
      and exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped)
  loop
    execute format('alter table %s enable row level security', t.name);
    execute format('alter table %s force row level security', t.name);
    execute format('drop policy if exists own_tenant on %s', t.name);
    -- After a SET LOCAL has ended, the setting is '' and not null: both must mean no rows.
    execute format(
      'create policy own_tenant on %s using (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)'
      ' with check (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)', t.name);
  end loop;
end $$;

revoke create on schema public from public;
grant usage on schema public to ngao_app;
revoke all on all tables in schema public from ngao_app;
grant select, insert, update, delete on all tables in schema public to ngao_app;
revoke update, delete on audit_events, transfers, sim_events, policy_versions, swap_proofs, swap_notices, network_events,
  document_checks, float_days, price_versions, reconciliations from ngao_app;
revoke delete on swap_cases, document_pictures, pending_transfers, money_proposals, money_disputes, fraud_scores from ngao_app;
-- A tenant is made once, by the operator; the app reads the list and never changes it.
revoke update, delete on tenants from ngao_app;
-- /api/health/ready compares what is applied with what the build carries.
grant usage on schema drizzle to ngao_app;
grant select on all tables in schema drizzle to ngao_app;
