import { afterEach, expect, test } from 'vitest';
import { aTenant } from '@/testing/ground';
import { givePin, PIN } from '@/testing/line';
import { aCustomer } from '@/testing/money';
import { env } from '../base/env';
import { perform } from '../command/perform';
import { demoSms } from './sms';
import { demoUssd } from './ussd';

afterEach(() => {
  env().NGAO_MODE = 'test';
});

async function aLine() {
  const ground = await aTenant();
  const customer = await aCustomer(ground, { balance: 12_000n });
  await givePin(ground, customer);
  return { ...ground, from: customer.principal.mobile ?? '' };
}

test('a telephone of the demo dials the menu and goes on in it, one answer after the other', async () => {
  const { stranger, from } = await aLine();
  const menu = await perform(demoUssd, stranger(), { from, typed: '*123#' });
  expect(menu).toMatchObject({ text: '', isEnd: false, screen: expect.stringContaining('1 Balance') });
  const next = (turn: typeof menu, typed: string) =>
    perform(demoUssd, stranger(), { from, typed, sessionId: turn.sessionId, before: turn.text || undefined });
  const pin = await next(menu, '1');
  expect(pin).toMatchObject({ text: '1', screen: 'Enter your PIN.\n0 Back' });
  expect(await next(pin, PIN)).toMatchObject({ isEnd: true, screen: 'You can spend RWF 12,000.' });
});

test('it dials a choice with the code, and no code that is nobody’s', async () => {
  const { stranger, from } = await aLine();
  const { screen } = await perform(demoUssd, stranger(), { from, typed: '*123*5*2#' });
  expect(screen).toMatch(/under Security, with your second factor/);
  for (const typed of ['', '123', '*124#', '*123', '*1234#'])
    await expect(perform(demoUssd, stranger(), { from, typed })).rejects.toMatchObject({
      code: 'code_unknown',
    });
});

test('where people are real no telephone dials or writes', async () => {
  const { stranger, from } = await aLine();
  env().NGAO_MODE = 'production';
  await expect(perform(demoUssd, stranger(), { from, typed: '*123#' })).rejects.toMatchObject({
    status: 404,
  });
  await expect(perform(demoSms, stranger(), { from, text: 'HELP' })).rejects.toMatchObject({ status: 404 });
});
