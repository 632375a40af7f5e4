-- Tenants that exist get the two roles that new ones are made with. Under forced row-level security the owner sees a
-- tenant's rows only as that tenant, so it is done for each.
DO $$
DECLARE
  t record;
BEGIN
  FOR t IN SELECT id FROM tenants LOOP
    PERFORM set_config('app.tenant_id', t.id::text, true);
    INSERT INTO roles (tenant_id, id, key, name, access, permissions, built_in, created_at)
    SELECT t.id, gen_random_uuid(), wanted.key, wanted.key, 'write', '{}', true, now()
    FROM unnest(array['supervisor', 'support']) AS wanted(key)
    WHERE NOT EXISTS (SELECT FROM roles r WHERE r.tenant_id = t.id AND r.key = wanted.key)
    ON CONFLICT DO NOTHING;
  END LOOP;
END $$;
