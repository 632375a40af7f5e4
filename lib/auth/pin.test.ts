import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { answerTo, codeOf, type Spec } from '@/testing/deeds';
import { aTenant, later, NOON } from '@/testing/ground';
import { aCustomer } from '@/testing/money';
import { after, MINUTE_MS } from '../base/clock';
import { perform } from '../command/perform';
import type { Person } from '../policy/actor';
import { recordSignal } from '../trust/signal';
import { changePin } from './change-pin';
import { hashPassword } from './password';
import { provePin } from './prove-pin';
import { setPin } from './set-pin';
import { storePassword } from './store-password';
import { isTrivialPin } from './trivial-pin';

const PASSWORD = 'correct horse battery staple';

async function ground() {
  const made = await aTenant();
  const withFactor = await aCustomer(made);
  const customer: Person = {
    ...withFactor,
    principal: { ...withFactor.principal, mfaEnabled: false, enrolled: { totp: false, passkey: false } },
  };
  const { id } = customer.principal;
  const hash = await hashPassword(PASSWORD);
  await inTenant(made.tenant.id, (tx) => storePassword(tx, made.tenant.id, id, hash, NOON));
  const prove = async (pin: string, who: Person = customer) =>
    codeOf(await answerTo(provePin as unknown as Spec, who, { pin }));
  const set = async (newPin: string, currentPassword?: string, who: Person = customer) =>
    codeOf(await answerTo(setPin as unknown as Spec, who, { newPin, currentPassword }));
  return { ...made, customer, withFactor, prove, set };
}

const templates = (tenantId: string) =>
  inTenant(tenantId, async (tx) => {
    const { rows } = await tx.$client.query<{ template: string }>(
      'select template from outbox_messages where tenant_id = $1 order by id',
      [tenantId],
    );
    return [...new Set(rows.map(({ template }) => template))];
  });

test('without a second factor a PIN is set with the password, wrong ones of which are counted', async () => {
  const { tenant, set, prove } = await ground();
  expect(await prove('27183')).toBe('pin_missing');
  expect(await set('27183')).toBe('own_password_refused');
  expect(await set('27183', PASSWORD)).toBe('done');
  expect(await prove('27183')).toBe('done');
  expect(await templates(tenant.id)).toEqual(['pinSet']);
  for (let time = 0; time < 12; time += 1) await set('31416', 'not my password');
  expect(await set('31416', PASSWORD)).toBe('own_password_refused');
});

test('who has a second factor shows it again, and no password stands in for it', async () => {
  const { withFactor, set } = await ground();
  expect(await set('27183', PASSWORD, withFactor)).toBe('needs_fresh_second_factor');
  const session = { ...withFactor.session, assurance: 2 as const, provedAt: NOON, provedBy: 'totp' };
  const proved = { ...withFactor, session };
  expect(await set('27183', undefined, later(proved, after(NOON, 6 * MINUTE_MS)))).toBe(
    'needs_fresh_second_factor',
  );
  expect(await set('27183', undefined, proved)).toBe('done');
});

test('three wrong tries lock it: the right one is refused from then on, and its owner hears of it', async () => {
  const { tenant, customer, set, prove } = await ground();
  await set('27183', PASSWORD);
  const refusal = await answerTo(provePin as unknown as Spec, customer, { pin: '27184' });
  expect(refusal).toMatchObject({ refused: { code: 'pin_wrong', values: { left: 2 } } });
  expect([await prove('27184'), await prove('27184'), await prove('27183')]).toEqual([
    'pin_wrong',
    'pin_locked',
    'pin_locked',
  ]);
  expect(await templates(tenant.id)).toEqual(['pinSet', 'pinLocked']);
  const tomorrow = later(customer, after(NOON, 24 * 60 * MINUTE_MS));
  expect(await prove('27183', tomorrow)).toBe('pin_locked');
});

test('of many guesses at once three are looked at', async () => {
  const { set, prove } = await ground();
  await set('27183', PASSWORD);
  const guesses = Array.from({ length: 8 }, (_, at) => prove(`2719${at}`));
  expect((await Promise.all(guesses)).filter((code) => code === 'pin_wrong')).toHaveLength(2);
  expect(await prove('27183')).toBe('pin_locked');
});

test('a right one gives the tries back', async () => {
  const { set, prove } = await ground();
  await set('27183', PASSWORD);
  for (let round = 0; round < 3; round += 1) {
    expect([await prove('00001'), await prove('00001'), await prove('27183')]).toEqual([
      'pin_wrong',
      'pin_wrong',
      'done',
    ]);
  }
});

test('a locked PIN is opened by a proof elsewhere, and not by the old PIN', async () => {
  const { customer, set, prove } = await ground();
  await set('27183', PASSWORD);
  for (let time = 0; time < 3; time += 1) await prove('00001');
  const change = { pin: '27183', newPin: '31416' };
  expect(codeOf(await answerTo(changePin as unknown as Spec, customer, change))).toBe('pin_locked');
  expect(await set('31416', PASSWORD)).toBe('done');
  expect([await prove('27183'), await prove('31416')]).toEqual(['pin_wrong', 'done']);
});

test('the old PIN changes it, but not on a card that is new to the number', async () => {
  const { tenant, customer, set, prove } = await ground();
  await set('27183', PASSWORD);
  await perform(changePin, customer, { pin: '27183', newPin: '31416' });
  expect(await prove('31416')).toBe('done');
  await inTenant(tenant.id, (tx) => recordSignal(tx, tenant.id, customer.principal.id, 'sim-changed', NOON));
  const change = { pin: '31416', newPin: '27183' };
  expect(codeOf(await answerTo(changePin as unknown as Spec, customer, change))).toBe('sim_is_new');
});

test.each(['00000', '77777', '12345', '67890', '98765', '09876', '12121', '11122'])(
  '%s is too easy to guess for anybody',
  async (pin) => {
    expect(isTrivialPin(pin, { birthYears: [], numbers: [] })).toBe(true);
  },
);

test('a birth year and the end of one’s own number are too easy for their owner alone', async () => {
  const known = { birthYears: ['1990'], numbers: ['+250788127183'] };
  expect(['19907', '71990', '27183'].filter((pin) => isTrivialPin(pin, known))).toHaveLength(3);
  expect(
    ['19907', '71990', '27183'].filter((pin) => isTrivialPin(pin, { birthYears: [], numbers: [] })),
  ).toEqual([]);
  const { customer, set } = await ground();
  const end = customer.principal.mobile?.slice(-5) ?? '';
  expect(await set(end, PASSWORD)).toBe('pin_is_trivial');
});

test('what is stored is neither the PIN nor a hash of it alone', async () => {
  const { tenant, set } = await ground();
  await set('27183', PASSWORD);
  const { verify } = await import('@node-rs/argon2');
  const [row] = await inTenant(tenant.id, async (tx) => {
    const { rows } = await tx.$client.query<{ hash: string }>('select hash from pins where tenant_id = $1', [
      tenant.id,
    ]);
    return rows;
  });
  expect(row?.hash).toMatch(/^\$argon2id\$/);
  expect(await verify(row?.hash ?? '', '27183')).toBe(false);
});
