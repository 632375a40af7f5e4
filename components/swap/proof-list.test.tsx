import { NextIntlClientProvider } from 'next-intl';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import en from '@/messages/en';
import { ProofList } from './proof-list';

const AT = new Date('2026-11-29T12:00:00Z');

const said = (swap: Parameters<typeof ProofList>[0]['swap']) =>
  renderToStaticMarkup(
    <NextIntlClientProvider locale="en" messages={en} timeZone="UTC" now={AT}>
      <ProofList swap={swap} />
    </NextIntlClientProvider>,
  ).replace(/<[^>]+>/g, ' ');

test('what is still wanted is the yes of the old card, or one way out of each list', () => {
  const text = said({
    proofs: [
      { way: 'old-sim', state: 'open', at: null },
      { way: 'passkey', state: 'met', at: AT },
      { way: 'email-code', state: 'open', at: null },
      { way: 'document', state: 'open', at: null },
    ],
    isProved: false,
    wanted: [['email-code', 'old-sim']],
    oldSimCounts: true,
  });
  expect(text).toMatch(/Passkey\s+given/);
  expect(text).toMatch(/Identity document\s+not needed/);
  expect(text).toMatch(
    /Still wanted\s+Yes on the old card, with the PIN: it is enough alone\s+or:\s+Code sent to the registered e-mail/,
  );
});

test('when the proofs are enough the rest is not needed, and a card whose word has ended is said to count no more', () => {
  const text = said({
    proofs: [
      { way: 'old-sim', state: 'closed', at: null },
      { way: 'totp', state: 'met', at: AT },
      { way: 'passkey', state: 'open', at: null },
      { way: 'email-code', state: 'met', at: AT },
    ],
    isProved: true,
    wanted: [],
    oldSimCounts: false,
  });
  expect(text).toContain('The proofs are enough');
  expect(text).toMatch(/Yes on the old card, with the PIN\s+no longer counts/);
  expect(text).toMatch(/Passkey\s+not needed/);
  expect(text).toContain('A loss was reported with a strong proof.');
});
