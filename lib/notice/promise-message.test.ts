import { expect, test } from 'vitest';
import { inInstallation, inTenant } from '@/db/client';
import { aTenant, NOON } from '@/testing/ground';
import { unseal } from '../base/seal';
import { type PromisedMessage, placeOf, promiseMessage, promiseMessages } from './promise-message';

const code = (address: string): PromisedMessage => ({
  personId: null,
  channel: 'sms',
  address,
  template: 'verifyMobile',
  locale: null,
  values: { code: '424242', minutes: '5' },
});

const stored = (tenantId: string) =>
  inTenant(tenantId, async (tx) => {
    const { rows } = await tx.$client.query<{ id: string; address: string; values: Buffer; locale: string }>(
      'select id, address, values, locale from outbox_messages order by id',
    );
    return rows;
  });

const queued = (tenantId: string) =>
  inInstallation(async (tx) => {
    const { rows } = await tx.$client.query<{ message_id: string; due_at: Date }>(
      'select message_id, due_at from outbox_queue where of_tenant = $1 order by message_id',
      [tenantId],
    );
    return rows;
  });

test('a promised message is stored sealed and queued, in the language of the tenant if the reader chose none', async () => {
  const { tenant } = await aTenant();
  const id = await inTenant(tenant.id, (tx) => promiseMessage(tx, tenant, NOON, code('+250780000001')));
  const [message] = await stored(tenant.id);
  expect(message).toMatchObject({ id, locale: 'en' });
  const sealed = message?.values ?? Buffer.alloc(0);
  expect(sealed.includes('424242')).toBe(false);
  expect(JSON.parse(unseal(sealed, 'outbox', placeOf(tenant.id, id)))).toEqual({
    tenant: tenant.name,
    code: '424242',
    minutes: '5',
  });
  expect(() => unseal(sealed, 'outbox', placeOf(tenant.id, tenant.id))).toThrow();
  expect(await queued(tenant.id)).toEqual([{ message_id: id, due_at: NOON }]);
});

test('a deed that fails promises nothing', async () => {
  const { tenant } = await aTenant();
  const failing = inTenant(tenant.id, async (tx) => {
    await promiseMessage(tx, tenant, NOON, code('+250780000001'));
    throw new Error('the deed failed');
  });
  await expect(failing).rejects.toThrow('the deed failed');
  expect(await stored(tenant.id)).toEqual([]);
  expect(await queued(tenant.id)).toEqual([]);
});

test.each([0, 1, 2, 10, 23])(
  '%d messages of one deed are all promised, each to its own address',
  async (count) => {
    const { tenant } = await aTenant();
    const addresses = Array.from({ length: count }, (_, index) => `+2507800000${10 + index}`);
    const ids = await inTenant(tenant.id, (tx) => promiseMessages(tx, tenant, NOON, addresses.map(code)));
    const rows = await stored(tenant.id);
    expect(rows.map((row) => [row.id, row.address]).sort()).toEqual(
      ids.map((id, index) => [id, addresses[index]]).sort(),
    );
    expect((await queued(tenant.id)).length).toBe(count);
  },
);
