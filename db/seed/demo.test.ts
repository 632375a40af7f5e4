import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { ownDatabase } from '@/db/testing/own-database';
import { findTenantBySlug } from '@/lib/tenant/find-tenant';
import { NOON } from '@/testing/ground';
import { HOSPITAL, TELECOM } from './cast';
import { seed } from './seed';

await ownDatabase();

const rowsIn = async (slug: string, sql: string) => {
  const tenant = await findTenantBySlug(slug);
  return inTenant(
    tenant?.id ?? '',
    async (tx) => (await tx.$client.query({ text: sql, rowMode: 'array' })).rows,
  );
};

const ROLES = `select u.email, r.key, u.email_verified_at is not null,
    exists (select 1 from totp_factors f where f.person_id = u.id and f.confirmed_at is not null)
  from users u join memberships m on m.person_id = u.id join roles r on r.id = m.role_id
  where r.key <> 'user' order by u.created_at`;

const BOOKS = `select sum(case when a.posted is null then 0 else a.posted end)::text =
    (select sum(case when t.operation = 'float_opening' then t.amount when t.operation = 'commission' then t.amount
      when t.operation = 'fee' then -t.amount else 0 end)::text from transfers t)
  from accounts a`;

test('a small demo is whole: staff with roles and second factors, customers with SIMs and money, nothing later than now', async () => {
  await seed({ now: NOON, customers: 10 });
  expect(await rowsIn(TELECOM.slug, ROLES)).toEqual([
    ['owner@mtn.example', 'owner', true, true],
    ['admin@mtn.example', 'admin', true, true],
    ['agent@mtn.example', 'agent', true, true],
    ['agent2@mtn.example', 'agent', true, true],
  ]);
  expect(await rowsIn(HOSPITAL.slug, ROLES)).toHaveLength(3);
  const [numbers] = await rowsIn(
    TELECOM.slug,
    `select count(*)::int, min(n.msisdn), count(*) filter (where n.state = 'active' and s.state = 'active')::int,
       count(p.hash)::int, count(*) filter (where a.posted > 0)::int
     from numbers n join sims s on s.id = n.sim_id join passwords p on p.person_id = n.holder_id
     join accounts a on a.owner_id = n.holder_id and a.kind = 'wallet'`,
  );
  expect(numbers).toEqual([10, '+250788100001', 10, 10, 10]);
  expect(
    await rowsIn(
      TELECOM.slug,
      `select count(*) filter (where verified_at is not null)::int, count(*) filter (where ready_at is not null)::int,
         (select count(*)::int from document_pictures) from identity_documents`,
    ),
  ).toEqual([[6, 2, 4]]);
  expect(await rowsIn(TELECOM.slug, BOOKS)).toEqual([[true]]);
  expect(await rowsIn(TELECOM.slug, `select count(*) > 10 from sims where state = 'in_stock'`)).toEqual([
    [true],
  ]);
  const late = (table: string) => `select count(*)::int from ${table} where at > '${NOON.toISOString()}'`;
  for (const slug of [TELECOM.slug, HOSPITAL.slug]) {
    expect(await rowsIn(slug, late('audit_events'))).toEqual([[0]]);
    expect(await rowsIn(slug, late('handset_messages'))).toEqual([[0]]);
    expect(await rowsIn(slug, `select count(*)::int from outbox_messages where state <> 'sent'`)).toEqual([
      [0],
    ]);
  }
});
