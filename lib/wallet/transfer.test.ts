import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { inTenant } from '@/db/client';
import { aTenant, type Ground, later, NOON } from '@/testing/ground';
import { aCustomer, balanceOf } from '@/testing/money';
import { after, MINUTE_MS } from '../base/clock';
import { ask } from '../command/ask';
import { perform } from '../command/perform';
import type { Person } from '../policy/actor';
import { quoteTransfer } from './quote';
import { transfer } from './transfer';

const quoteFor = (payer: Person, to: Person | string, amount: string) =>
  ask(quoteTransfer, payer, { to: typeof to === 'string' ? to : to.principal.mobile, amount });

const send = async (payer: Person, to: Person, amount: string) =>
  perform(transfer, payer, { quote: (await quoteFor(payer, to, amount)).quote, key: randomUUID() });

const rowsOf = async <Row extends object>({ tenant }: Ground, text: string): Promise<Row[]> =>
  (await inTenant(tenant.id, (tx) => tx.$client.query<Row>(text))).rows;

test('money leaves the payer with its fee, reaches the payee, and both are told', async () => {
  const ground = await aTenant();
  const ana = await aCustomer(ground, { balance: 10_000n, name: 'Ana Uwase' });
  const ben = await aCustomer(ground, { name: 'Ben Kamanzi' });
  const offer = await quoteFor(ana, ben, '1 500 RWF');
  expect(offer).toMatchObject({ amount: 1_500n, fee: 100n, total: 1_600n, to: { name: 'Ben K.' } });
  expect(offer.expiresAt).toEqual(after(NOON, 5 * MINUTE_MS));
  expect(await ask(quoteTransfer, later(ana, after(NOON, MINUTE_MS)), { quote: offer.quote })).toEqual(offer);

  const receipt = await perform(transfer, ana, { quote: offer.quote, key: randomUUID() });
  expect(receipt).toMatchObject({ amount: 1_500n, fee: 100n, balance: 8_400n, at: NOON });
  expect(await balanceOf(ground, ana)).toBe(8_400n);
  expect(await balanceOf(ground, ben)).toBe(1_500n);
  expect(
    await rowsOf(
      ground,
      `select operation, amount, debit_posted_after, credit_posted_after, first_payee, made_by
       from transfers where deed_id = '${receipt.receiptId}' order by id`,
    ),
  ).toEqual([
    {
      ...{ operation: 'transfer', amount: '1500', first_payee: true, made_by: ana.principal.id },
      ...{ debit_posted_after: '8500', credit_posted_after: '1500' },
    },
    {
      ...{ operation: 'fee', amount: '100', first_payee: false, made_by: ana.principal.id },
      ...{ debit_posted_after: '8400', credit_posted_after: null },
    },
  ]);
  const told = await rowsOf<{ address: string }>(
    ground,
    'select address, template from outbox_messages order by template',
  );
  expect(told).toEqual([
    { address: ben.principal.mobile, template: 'transferReceived' },
    { address: ana.principal.mobile, template: 'transferSent' },
  ]);
  expect(
    await rowsOf(ground, `select subject, change from audit_events where command = 'wallet.transfer'`),
  ).toEqual([
    {
      subject: `transfer:${receipt.receiptId}`,
      change: { amount: '1500', fee: '100', payee: ben.principal.id, score: expect.any(Number) },
    },
  ]);
  await send(ana, ben, '100');
  expect(await rowsOf(ground, 'select id from transfers where first_payee')).toHaveLength(1);
});

test.each([
  (m: string) => m,
  (m: string) => m.slice(1),
  (m: string) => `0${m.slice(4)}`,
  (m: string) => ` ${m.slice(0, 4)} ${m.slice(4, 7)}-${m.slice(7)} `,
])('a number is found in each of its spellings', async (spell) => {
  const ground = await aTenant();
  const ana = await aCustomer(ground, { balance: 10_000n });
  const ben = await aCustomer(ground);
  const { to } = await quoteFor(ana, spell(ben.principal.mobile ?? ''), '500');
  expect(to.number.replaceAll(' ', '')).toBe(ben.principal.mobile);
});

test('a quote tells early, in words with figures, why money could not move', async () => {
  const ground = await aTenant();
  const ana = await aCustomer(ground, { balance: 30_000n });
  const ben = await aCustomer(ground, { balance: 99_000n });
  const refusal = (to: Person | string, amount: string) => quoteFor(ana, to, amount).catch((error) => error);
  await expect(ask(quoteTransfer, ana, {})).rejects.toMatchObject({
    fieldErrors: { to: expect.anything(), amount: expect.anything() },
  });
  expect(await refusal(ana, '500')).toMatchObject({ code: 'recipient_is_self', field: 'to' });
  expect(await refusal('+250780999999', '500')).toMatchObject({ code: 'recipient_unknown', field: 'to' });
  expect(await refusal('+25012', '500')).toMatchObject({ code: 'msisdn_invalid', field: 'to' });
  expect(await refusal(ben, '0')).toMatchObject({ code: 'amount_is_zero', field: 'amount' });
  expect(await refusal(ben, '-5')).toMatchObject({ code: 'amount_unreadable_whole', field: 'amount' });
  expect(await refusal(ben, '9'.repeat(18))).toMatchObject({ code: 'amount_is_enormous' });
  expect(await refusal(ben, '9'.repeat(60))).toMatchObject({ code: 'amount_too_large' });
  expect(await refusal(ben, '1500')).toMatchObject({ code: 'recipient_is_full' });
  expect(await refusal(ben, '20 001')).toMatchObject({
    code: 'over_transfer_limit',
    message: expect.stringMatching(/up to RWF\s20,000 at a time/),
  });
  const cleo = await aCustomer(ground);
  await send(ana, cleo, '20000');
  expect(await refusal(cleo, '9 800')).toMatchObject({
    code: 'wallet_too_low',
    message: expect.stringMatching(/holds RWF\s9,750\. .* needs RWF\s9,900/),
  });
});

test('a number that its holder has not confirmed receives no money', async () => {
  const ground = await aTenant();
  const ana = await aCustomer(ground, { balance: 10_000n });
  const ben = await aCustomer(ground);
  const { quote } = await quoteFor(ana, ben, '500');
  await rowsOf(ground, `update users set mobile_verified_at = null where id = '${ben.principal.id}'`);
  await expect(quoteFor(ana, ben, '500')).rejects.toMatchObject({ code: 'recipient_unknown' });
  await expect(perform(transfer, ana, { quote, key: randomUUID() })).rejects.toMatchObject({
    code: 'recipient_unknown',
  });
  expect(await balanceOf(ground, ana)).toBe(10_000n);
});

test('the limits of the day and the month hold across transfers, in the time zone of the tenant', async () => {
  const ground = await aTenant();
  const ana = await aCustomer(ground, { balance: 90_000n });
  const [ben, cleo] = [await aCustomer(ground), await aCustomer(ground)];
  await send(ana, ben, '20000');
  await send(ana, ben, '20000');
  await expect(send(ana, cleo, '10001')).rejects.toMatchObject({
    code: 'over_day_limit',
    message: expect.stringMatching(/up to RWF\s50,000 a day. Today RWF\s10,000 is left/),
  });
  // 21:59 in UTC is 23:59 in Kigali, still the same day; a minute later is tomorrow there.
  const lastMinute = later(ana, new Date('2026-06-15T21:59:00Z'));
  await expect(send(lastMinute, cleo, '10001')).rejects.toMatchObject({ code: 'over_day_limit' });
  await send(later(ana, new Date('2026-06-15T22:00:00Z')), cleo, '10001');
});

test('whatever changed since the quote is judged again when it is paid', async () => {
  const ground = await aTenant();
  const ana = await aCustomer(ground, { balance: 20_300n });
  const ben = await aCustomer(ground);
  const first = await quoteFor(ana, ben, '15000');
  const second = await quoteFor(ana, ben, '15000');
  await perform(transfer, ana, { quote: first.quote, key: randomUUID() });
  await expect(perform(transfer, ana, { quote: second.quote, key: randomUUID() })).rejects.toMatchObject({
    code: 'wallet_too_low',
    status: 409,
  });
  await rowsOf(ground, `update accounts set frozen = 'debit' where owner_id = '${ana.principal.id}'`);
  const third = quoteFor(ana, ben, '100');
  await expect(third).rejects.toMatchObject({ code: 'wallet_is_frozen' });
});

test('a quote that is too old, altered, another’s or of another tenant pays nothing', async () => {
  const ground = await aTenant();
  const ana = await aCustomer(ground, { balance: 10_000n });
  const ben = await aCustomer(ground, { balance: 10_000n });
  const { quote } = await quoteFor(ana, ben, '500');
  const pay = (actor: Person, text: string) => perform(transfer, actor, { quote: text, key: randomUUID() });
  const fiveMinutesOn = later(ana, after(NOON, 5 * MINUTE_MS));
  await expect(pay(fiveMinutesOn, quote)).rejects.toMatchObject({ code: 'quote_expired', status: 409 });
  const altered = `${quote.slice(0, -3)}${quote.at(-3) === 'A' ? 'B' : 'A'}${quote.slice(-2)}`;
  await expect(pay(ana, altered)).rejects.toMatchObject({ code: 'quote_unknown', status: 409 });
  await expect(pay(ana, 'AQ')).rejects.toMatchObject({ code: 'quote_unknown' });
  await expect(pay(ben, quote)).rejects.toMatchObject({ code: 'quote_unknown' });
  const elsewhere = await aCustomer(await aTenant(), { balance: 10_000n });
  await expect(pay(elsewhere, quote)).rejects.toMatchObject({ code: 'quote_unknown' });
  expect(await balanceOf(ground, ana)).toBe(10_000n);
  await expect(ask(quoteTransfer, ben, { quote })).rejects.toMatchObject({ code: 'quote_unknown' });
  await expect(ask(quoteTransfer, fiveMinutesOn, { quote })).rejects.toMatchObject({ code: 'quote_expired' });
  await pay(later(ana, after(NOON, 5 * MINUTE_MS - 1)), quote);
});

test('a quote is paid once, under however many keys, in turn or at once', async () => {
  const ground = await aTenant();
  const ana = await aCustomer(ground, { balance: 10_000n });
  const ben = await aCustomer(ground);
  const pay = (quote: string, key: string) => perform(transfer, ana, { quote, key });
  const { quote } = await quoteFor(ana, ben, '500');
  const ends = await Promise.allSettled(Array.from({ length: 6 }, () => pay(quote, randomUUID())));
  expect(ends.filter((end) => end.status === 'fulfilled')).toHaveLength(1);
  for (const end of ends) if (end.status === 'rejected') expect(end.reason.code).toBe('quote_is_paid');
  await expect(pay(quote, randomUUID())).rejects.toMatchObject({ code: 'quote_is_paid', status: 409 });
  expect(await balanceOf(ground, ben)).toBe(500n);

  const all = await quoteFor(ana, ben, '9360');
  await pay(all.quote, randomUUID());
  await expect(pay(all.quote, randomUUID())).rejects.toMatchObject({ code: 'quote_is_paid' });
});

test('a repeated key answers what it answered, even when the quote is long past', async () => {
  const ground = await aTenant();
  const ana = await aCustomer(ground, { balance: 10_000n });
  const ben = await aCustomer(ground);
  const { quote } = await quoteFor(ana, ben, '500');
  const key = randomUUID();
  const receipt = await perform(transfer, ana, { quote, key });
  const nextDay = later(ana, after(NOON, 24 * 60 * MINUTE_MS));
  expect(await perform(transfer, nextDay, { quote, key })).toEqual(receipt);
  const other = await quoteFor(ana, ben, '700');
  await expect(perform(transfer, ana, { quote: other.quote, key })).rejects.toMatchObject({
    code: 'key_reused',
    status: 409,
  });
  expect(await balanceOf(ground, ben)).toBe(500n);
});
