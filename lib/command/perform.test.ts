import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { inTenant, pool } from '@/db/client';
import { units } from '@/db/schema/tenant';
import { aTenant, later, NOON } from '@/testing/ground';
import { Refusal } from '../base/refusal';
import { command } from './command';
import { perform } from './perform';

const makeUnit = (run: 'done' | 'thrown' | 'returned' | 'bug') =>
  command({
    name: 'unit.create',
    proof: 'fresh-second-factor',
    input: z.strictObject({ key: z.string(), name: z.string() }),
    output: z.strictObject({ id: z.uuid(), cost: z.bigint(), at: z.date() }),
    idempotencyKey: 'key',
    async run({ tx, tenant, now }, { name }) {
      const id = randomUUID();
      await tx
        .insert(units)
        .values({ tenantId: tenant.id, id, kind: 'shop', name, path: `/${id}/`, createdAt: now });
      const refusal = new Refusal('shop_is_closed', 'The shop is closed.');
      if (run === 'thrown') throw refusal;
      if (run === 'bug') throw new Error('a bug');
      if (run === 'returned') return { refused: refusal, evidence: { subject: `unit:${id}` } };
      return { output: { id, cost: 5n, at: now }, evidence: { subject: `unit:${id}` } };
    },
    sample: async () => ({ key: 'k', name: 'A shop' }),
  });

const count = (tenantId: string, table: 'units' | 'audit_events', where = 'true') =>
  inTenant(tenantId, async (tx) => {
    const { rows } = await tx.$client.query<{ n: number }>(
      `select count(*)::int as n from ${table} where ${where}`,
    );
    return rows[0]?.n;
  });

test('a deed and its evidence commit together', async () => {
  const { tenant, person } = await aTenant();
  const owner = await person(['owner']);
  const { id } = await perform(makeUnit('done'), owner, { key: 'a', name: 'Shop' });
  expect(await count(tenant.id, 'units', `id = '${id}'`)).toBe(1);
  expect(
    await count(
      tenant.id,
      'audit_events',
      `command = 'unit.create' and outcome = 'done' and subject = 'unit:${id}' and actor_id = '${owner.principal.id}'`,
    ),
  ).toBe(1);
});

test('a thrown refusal leaves nothing but its own record', async () => {
  const { tenant, person } = await aTenant();
  const owner = await person(['owner']);
  await expect(perform(makeUnit('thrown'), owner, { key: 'a', name: 'Shop' })).rejects.toMatchObject({
    code: 'shop_is_closed',
  });
  expect(await count(tenant.id, 'units')).toBe(0);
  expect(await count(tenant.id, 'audit_events', `outcome = 'shop_is_closed'`)).toBe(1);
});

test('a returned refusal keeps what was written with it', async () => {
  const { tenant, person } = await aTenant();
  const owner = await person(['owner']);
  await expect(perform(makeUnit('returned'), owner, { key: 'a', name: 'Shop' })).rejects.toMatchObject({
    code: 'shop_is_closed',
  });
  expect(await count(tenant.id, 'units')).toBe(1);
  expect(await count(tenant.id, 'audit_events', `outcome = 'shop_is_closed'`)).toBe(1);
});

test('a bug rolls back and is thrown as it is', async () => {
  const { tenant, person } = await aTenant();
  const owner = await person(['owner']);
  await expect(perform(makeUnit('bug'), owner, { key: 'a', name: 'Shop' })).rejects.toThrow('a bug');
  expect(await count(tenant.id, 'units')).toBe(0);
});

test('nobody, the wrong role, one factor and a stale factor are each turned away in their own words', async () => {
  const { person, stranger } = await aTenant();
  const owner = await person(['owner']);
  const deed = makeUnit('done');
  const input = { key: 'a', name: 'Shop' };
  await expect(perform(deed, stranger(), input)).rejects.toMatchObject({
    code: 'not_signed_in',
    status: 401,
  });
  await expect(perform(deed, await person(['agent']), input)).rejects.toMatchObject({
    code: 'forbidden',
    status: 403,
  });
  await expect(perform(deed, await person(['owner'], { assurance: 1 }), input)).rejects.toMatchObject({
    code: 'needs_fresh_second_factor',
  });
  const sixMinutesOn = later(owner, new Date(NOON.getTime() + 6 * 60_000));
  await expect(perform(deed, sixMinutesOn, input)).rejects.toMatchObject({
    code: 'needs_fresh_second_factor',
  });
});

test('unknown fields and wrong types are refused by field', async () => {
  const { person } = await aTenant();
  const owner = await person(['owner']);
  await expect(perform(makeUnit('done'), owner, { key: 'a', name: 7, more: true })).rejects.toMatchObject({
    code: 'invalid_input',
    fieldErrors: { name: expect.anything(), '': expect.anything() },
  });
});

test('a key moves the world once, however many ask at once, and answers the same to all of them', async () => {
  const { tenant, person } = await aTenant();
  const owner = await person(['owner']);
  const deed = makeUnit('done');
  const ends = await Promise.allSettled(
    Array.from({ length: 8 }, () => perform(deed, owner, { key: 'k', name: 'Shop' })),
  );
  for (const end of ends)
    if (end.status === 'rejected') expect(end.reason).toMatchObject({ code: 'key_in_flight', status: 409 });
  const again = await perform(deed, owner, { name: 'Shop', key: 'k' });
  expect(again.cost).toBe(5n);
  expect(again.at).toEqual(NOON);
  for (const end of ends) if (end.status === 'fulfilled') expect(end.value).toEqual(again);
  expect(await count(tenant.id, 'units')).toBe(1);
  await expect(perform(deed, owner, { key: 'k', name: 'Another' })).rejects.toMatchObject({
    code: 'key_reused',
    status: 409,
  });
});

test('the row of another tenant does not exist', async () => {
  const ours = await aTenant();
  const { id } = await perform(makeUnit('done'), await ours.person(['owner']), { key: 'a', name: 'Shop' });
  const theirs = await aTenant();
  expect(await count(theirs.tenant.id, 'units', `id = '${id}'`)).toBe(0);
  const { rows } = await pool().query('select 1 from units');
  expect(rows).toEqual([]);
});
