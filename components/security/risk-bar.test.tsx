import { NextIntlClientProvider } from 'next-intl';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import en from '@/messages/en';
import { RiskBar } from './risk-bar';

const drawn = (score: number, reasons: { reason: string; points: number }[]) =>
  renderToStaticMarkup(
    <NextIntlClientProvider locale="en" messages={en} timeZone="UTC">
      <RiskBar score={score} reasons={reasons} />
    </NextIntlClientProvider>,
  );

test('a risk is drawn as named parts, said to those who do not see it, and a part without a word keeps its name', () => {
  const bar = drawn(42, [
    { reason: 'start', points: 50 },
    { reason: 'device', points: -20 },
    { reason: 'of-tomorrow', points: 12 },
  ]);
  expect(bar).toContain(
    'aria-label="Risk 42 of 100: Everybody starts in the middle +50; of-tomorrow +12; With a device like theirs -20"',
  );
  expect(bar.match(/<rect/g)).toHaveLength(4);
});

test('a session that was not judged yet says so', () => {
  expect(drawn(0, [])).toContain('Not judged yet');
});
