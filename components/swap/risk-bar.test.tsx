import { NextIntlClientProvider } from 'next-intl';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import type { SwapFile } from '@/lib/sim/swap/view';
import en from '@/messages/en';
import { SwapRiskBar } from './risk-bar';

const drawn = (risk: SwapFile['risk']) =>
  renderToStaticMarkup(
    <NextIntlClientProvider locale="en" messages={en} timeZone="UTC">
      <SwapRiskBar risk={risk} />
    </NextIntlClientProvider>,
  );

test('a risk is drawn as its parts, each beside the one before it, and is said with their names and points', () => {
  const html = drawn({
    score: 60,
    level: 'high',
    contributions: [
      { code: 'contact-changed', points: 30 },
      { code: 'handset-changed', points: 30 },
    ],
  });
  expect(html).toContain(
    'Risk 60 of 100: An address or number of the account changed in the last days, 30 points;',
  );
  expect([...html.matchAll(/<rect x="(\d+)"[^>]*width="(\d+)"/g)].map(([, x, wide]) => [x, wide])).toEqual([
    ['0', '400'],
    ['0', '118'],
    ['120', '118'],
  ]);
  expect(html).toContain('+30');
  expect(html).not.toContain('style=');
});

test('where nothing speaks against a swap it says so, and draws no part', () => {
  const html = drawn({ score: 0, level: 'low', contributions: [] });
  expect(html).toContain('Nothing speaks against this swap.');
  expect(html.match(/<rect/g)).toHaveLength(1);
});
