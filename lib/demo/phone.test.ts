import { afterEach, expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { aTenant, NOON } from '@/testing/ground';
import { totpCode } from '../auth/totp';
import { beginTotp } from '../auth/totp-enrolment';
import { after } from '../base/clock';
import { env } from '../base/env';
import { ask } from '../command/ask';
import { perform } from '../command/perform';
import { drainOnce } from '../notice/drain';
import { promiseMessage } from '../notice/promise-message';
import { demoPhone } from './phone';
import { demoPhones } from './phones';

afterEach(() => {
  env().NGAO_MODE = 'test';
});

async function ground() {
  const made = await aTenant();
  const agent = await made.person(['agent'], { name: 'Grace Mukamana' });
  const customer = await made.person(['user'], {
    name: 'Éric Gasana',
    mobile: '+250788100001',
    assurance: 1,
    at: NOON,
  });
  return { ...made, agent, customer };
}

test('a telephone shows what arrived at any address of its person, newest first, and nothing else', async () => {
  const { tenant, stranger, customer, agent } = await ground();
  const promise = (address: string, code: string, at: Date) =>
    inTenant(tenant.id, (tx) =>
      promiseMessage(tx, tenant, at, {
        personId: null,
        channel: address.includes('@') ? 'email' : 'sms',
        address,
        template: address.includes('@') ? 'verifyEmail' : 'verifyMobile',
        locale: 'en',
        values: { code, minutes: '5' },
      }),
    );
  await promise('+250788100001', '111111', NOON);
  await promise(customer.principal.email ?? '', '222222', after(NOON, 1_000));
  await promise(agent.principal.email ?? '', '333333', NOON);
  while ((await drainOnce(after(NOON, 2_000))) > 0);
  const phone = await ask(demoPhone, stranger(), { personId: customer.principal.id });
  expect(phone.messages.map(({ channel, body }) => [channel, /\d{6}/.exec(body)?.[0]])).toEqual([
    ['email', '222222'],
    ['sms', '111111'],
  ]);
});

test('the codes are those of the authenticator, confirmed or not, with their end', async () => {
  const { stranger, agent } = await ground();
  const { factorId, secret } = await perform(beginTotp, agent, {});
  const at = after(NOON, 95_000);
  const { codes } = await ask(demoPhone, stranger(at), { personId: agent.principal.id });
  expect(codes).toEqual([
    { id: factorId, code: totpCode(secret, at), validUntil: after(NOON, 120_000), confirmed: false },
  ]);
});

test.each(['gasana', 'Éric', '0788 100 001', '+250 788 100 001', '788100'])(
  '%s finds its telephone',
  async (search) => {
    const { stranger } = await ground();
    expect((await ask(demoPhones, stranger(), { search })).map(({ name }) => name)).toEqual(['Éric Gasana']);
  },
);

test('signs that a pattern gives a meaning are letters here', async () => {
  const { stranger } = await ground();
  for (const search of ['%', '_', '\\', "'"])
    expect(await ask(demoPhones, stranger(), { search })).toEqual([]);
});

test('the staff come first, and another tenant has telephones of its own', async () => {
  const { stranger } = await ground();
  const names = (await ask(demoPhones, stranger(), {})).map(({ name }) => name);
  expect(names).toHaveLength(3);
  expect(names.at(-1)).toBe('Éric Gasana');
  const other = await aTenant();
  expect((await ask(demoPhones, other.stranger(), {})).map(({ name }) => name)).toEqual(['Olive Owner']);
});

test('where people are real there is no such telephone', async () => {
  const { stranger, customer } = await ground();
  env().NGAO_MODE = 'production';
  const nothing = { code: 'not_found', status: 404 };
  await expect(ask(demoPhones, stranger(), {})).rejects.toMatchObject(nothing);
  await expect(ask(demoPhone, stranger(), { personId: customer.principal.id })).rejects.toMatchObject(
    nothing,
  );
});
