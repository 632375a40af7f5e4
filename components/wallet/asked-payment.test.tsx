import { NextIntlClientProvider } from 'next-intl';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import type { OwnPending } from '@/lib/wallet/pending/own';
import en from '@/messages/en';
import { AskedPayment, useAskedWords } from './asked-payment';

const NOON = new Date('2026-06-15T12:00:00.000Z');

const sent: OwnPending = {
  ...{ id: '019ec1f4-6d3f-7ac5-8000-000000000001', operation: 'transfer', state: 'pending_approval' },
  agent: null,
  to: { name: 'Ben R.', number: '+250 ••• ••• 002' },
  ...{ amount: 15_000n, fee: 250n, currency: 'RWF', reason: null, receiptNumber: null },
  ...{ startedAt: NOON, expiresAt: new Date('2026-06-16T12:00:00.000Z'), endedAt: null },
};

function Said({ one }: { one: OwnPending }) {
  const { title, text } = useAskedWords(one);
  return `${title}: ${text}`;
}

const drawn = (one: OwnPending, Part: typeof AskedPayment | typeof Said) =>
  renderToStaticMarkup(
    <NextIntlClientProvider locale="en" messages={en} timeZone="UTC" now={NOON}>
      <Part one={one} />
    </NextIntlClientProvider>,
  );

test('what somebody sent and people look at says what is set aside, until when, and that it is not paid', () => {
  expect(drawn(sent, Said)).toMatch(/^We look at it first: .*not paid yet.*set aside/);
  const html = drawn(sent, AskedPayment);
  expect(html).toMatch(/Set aside.*15,250.*Looked at by.*dateTime="2026-06-16T12:00:00\.000Z"/is);
  expect(html).not.toContain('Leaves your wallet');
});

test('and afterwards what became of it', () => {
  const said = (over: Partial<OwnPending>) => drawn({ ...sent, ...over }, Said);
  expect(said({ state: 'posted' })).toMatch(/^Looked at and paid/);
  expect(said({ state: 'expired' })).toMatch(/^Nobody looked in time/);
  expect(said({ state: 'rejected', reason: 'by_customer' })).toMatch(/^You took it back/);
  expect(said({ state: 'rejected', reason: 'looks_like_fraud' })).toMatch(/^We did not make it/);
  expect(said({ state: 'rejected', reason: 'balance_too_low' })).toMatch(/^It could not be paid/);
});

test('what an agent asks for keeps its own words', () => {
  const asked = { ...sent, agent: { name: 'Aimable M.', place: 'Nyabugogo' } };
  expect(drawn({ ...asked, state: 'pending_customer' }, Said)).toMatch(/^Aimable M\., Nyabugogo, wants to/);
  expect(drawn({ ...asked, state: 'rejected' }, Said)).toMatch(/^Refused or cancelled/);
  expect(drawn({ ...asked, state: 'posted' }, AskedPayment)).toContain('Leaves your wallet');
});
