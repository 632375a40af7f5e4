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

test('a small demo is whole: its staff have their roles and second factors, and nothing is later than now', async () => {
  await seed({ now: NOON, customers: 10 });
  expect(await rowsIn(TELECOM.slug, ROLES)).toEqual([
    ['owner@mtn.example', 'owner', true, true],
    ['admin@mtn.example', 'admin', true, true],
    ['agent@mtn.example', 'agent', true, true],
    ['agent2@mtn.example', 'agent', true, true],
  ]);
  expect(await rowsIn(HOSPITAL.slug, ROLES)).toHaveLength(3);
  const late = (table: string) => `select count(*)::int from ${table} where at > '${NOON.toISOString()}'`;
  for (const slug of [TELECOM.slug, HOSPITAL.slug]) {
    expect(await rowsIn(slug, late('audit_events'))).toEqual([[0]]);
    expect(await rowsIn(slug, late('handset_messages'))).toEqual([[0]]);
    expect(await rowsIn(slug, `select count(*)::int from outbox_messages where state <> 'sent'`)).toEqual([
      [0],
    ]);
  }
});
