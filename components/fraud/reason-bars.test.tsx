import { NextIntlClientProvider } from 'next-intl';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { FEATURES } from '@/lib/wallet/fraud/features';
import { newHabits } from '@/lib/wallet/fraud/habits';
import type { FraudLook } from '@/lib/wallet/fraud/look';
import { fraudScore } from '@/lib/wallet/fraud/score';
import { CARDS } from '@/lib/wallet/fraud/scorecard';
import en from '@/messages/en';
import fr from '@/messages/fr';
import { ReasonBars } from './reason-bars';

const drawn = (reasons: { code: string; points: number }[], score = 812) =>
  renderToStaticMarkup(
    <NextIntlClientProvider locale="en" messages={en} timeZone="UTC">
      <ReasonBars score={score} reasons={reasons} />
    </NextIntlClientProvider>,
  );

/** A deed about which everything is new that can be, so that each belief beside the cards is among its reasons. */
function everythingIsNew(type: FraudLook['type']): FraudLook {
  const habits = [...newHabits()].map(() => 50);
  return {
    ...{ type, amount: 95, at: 50, payer: { habits, balance: 200 }, payee: null, firstPayee: true },
    ...{ hoursSinceSwap: 1, news: { device: true, ip: true, country: true }, limit: 100 },
  };
}

test('every reason that a score can have is said in words, in each language', () => {
  const codes = new Set<string>([
    ...Object.keys(FEATURES),
    ...CARDS.transfer.codes,
    ...CARDS.withdrawal.codes,
    ...(['transfer', 'payment', 'deposit'] as const).flatMap((type) =>
      fraudScore(everythingIsNew(type)).reasons.map(({ code }) => code),
    ),
  ]);
  for (const belief of ['base', 'known_payee', 'after_swap', 'new_device', 'new_country', 'structuring'])
    expect(codes).toContain(belief);
  for (const { fraud } of [en, fr]) {
    const words: Record<string, string> = fraud.reasons.code;
    expect([...codes].filter((code) => !words[code])).toEqual([]);
    expect(Object.keys(words).filter((code) => !codes.has(code))).toEqual([]);
    expect(new Set(Object.values(words)).size).toBe(Object.keys(words).length);
  }
});

test('reasons stand with their weight and which way they speak, what begins every deed and the sum below them', () => {
  const html = drawn([
    { code: 'base', points: -4.5 },
    { code: 'after_swap', points: 4 },
    { code: 'payee_age', points: -1 },
  ]);
  expect(html).toContain('The payer’s number moved to another SIM card lately');
  expect(html).toMatch(
    /speaks for fraud.*\+4\.00.*speaks for the payer.*-1\.00.*begins with.*-4\.50.*-1\.50/s,
  );
  expect([...html.matchAll(/<rect x="([\d.]+)" width="([\d.]+)"/g)].map(([, x, wide]) => [x, wide])).toEqual([
    ['50', '50'],
    ['37.5', '12.5'],
  ]);
  expect(html).not.toContain('<details');
  expect(html).not.toContain('style=');
});

test('a code of another release is shown as words, and what weighs little is folded away', () => {
  const codes = Object.keys(FEATURES).slice(0, 10);
  const html = drawn([
    { code: 'seen_from_orbit', points: 2 },
    ...codes.map((code) => ({ code, points: 0.1 })),
  ]);
  expect(html).toContain('seen from orbit');
  expect(html).toContain('3 more, which weigh little');
});

test('a score says its level in a word', () => {
  const wordOf = (score: number) => /Usual|Unusual|Very high|High/.exec(drawn([], score))?.[0];
  expect([0, 499, 500, 799, 800, 989, 990, 1000].map(wordOf)).toEqual([
    ...['Usual', 'Usual', 'Unusual', 'Unusual', 'High', 'High', 'Very high', 'Very high'],
  ]);
});
