import { NextIntlClientProvider } from 'next-intl';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import en from '@/messages/en';
import fr from '@/messages/fr';
import { Seen, type SeenFacts } from './seen-facts';

const drawn = (facts: SeenFacts, locale: 'en' | 'fr' = 'en') =>
  renderToStaticMarkup(
    <NextIntlClientProvider
      locale={locale}
      messages={locale === 'en' ? en : fr}
      timeZone="UTC"
      now={new Date(0)}
    >
      <Seen facts={facts} />
    </NextIntlClientProvider>,
  );

const RISK = {
  ...{ risk: 82, country: 'KE', asn: 36914, level: 'critical' },
  reasons: [
    { reason: 'start', points: 50 },
    { reason: 'impossible-travel', points: 32 },
  ],
};

test('a risk is said in the words of the status page, in the language of its reader, and adds up to its score', () => {
  const english = drawn(RISK);
  expect(english).toContain('They were in another country a moment ago');
  for (const said of ['Kenya', 'AS36914', 'critical', '82 <span']) expect(english).toContain(said);
  expect(english).not.toContain('impossible-travel');
  const french = drawn(RISK, 'fr');
  for (const said of ['Pays d’où cela vient', 'critique', fr.trust.reasons['impossible-travel'].against])
    expect(french).toContain(said);
});

test('what a policy held says the deed, how much, and leads to the policy; what has no word keeps its name', () => {
  const held = drawn({
    ...{ command: 'wallet.deposit', policy: '0190', version: 3, amount: 500000, currency: 'RWF' },
    tomorrow: { of: 1 },
  });
  for (const said of ['500,000', 'href="/admin/policies/0190"', en.deed.wallet_deposit, 'tomorrow'])
    expect(held).toContain(said);
  expect(drawn({ policy: 'all', version: 1 })).toContain(en.incident.fact.policyAll);
});

test('reasons of another shape are shown and break nothing', () => {
  expect(drawn({ risk: 'high', reasons: ['elsewhere'] })).toContain('elsewhere');
});

test('what looked like fraud leads to its own page with its score; a deed without a score leads nowhere', () => {
  const facts = { deed: '019ec1f4', operation: 'transfer', amount: '15000', currency: 'RWF' };
  const weighed = drawn({ ...facts, score: 812, outcome: 'hold' });
  expect(weighed).toContain('href="/admin/money/fraud/019ec1f4"');
  for (const said of ['See why it looks like fraud', '15,000', 'Payment', '812', 'Held'])
    expect(weighed).toContain(said);
  expect(drawn({ ...facts, score: 812, outcome: 'refuse' }, 'fr')).toContain('Refusée');
  expect(drawn(facts)).not.toContain('href=');
});
