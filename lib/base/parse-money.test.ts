import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Currency, decimalText, formatMoney, money } from './money';
import { moneyText, parseMoney } from './parse-money';
import { Refusal } from './refusal';

const currency = fc.constantFrom<Currency>('RWF', 'KES', 'UGX', 'USD');
const minor = fc.bigInt({ min: 0n, max: 2n ** 63n - 1n });

describe('in a currency without decimals', () => {
  test.each([
    ['1500', 1500n],
    ['1 500', 1500n],
    ['1,500', 1500n],
    ['1.500', 1500n],
    ["1'500", 1500n],
    ['1’500', 1500n],
    ['1\u202f500', 1500n],
    ['  1\u00a0500 RWF ', 1500n],
    ['RWF1,234,567', 1_234_567n],
    ['rwf 20 000', 20_000n],
    ['1,00,000', 100_000n],
    ['12,34,567', 1_234_567n],
    ['0', 0n],
    ['007', 7n],
  ])('%j is %d', (text, expected) => {
    expect(parseMoney(text, 'RWF')).toEqual({ minor: expected, currency: 'RWF' });
  });

  test.each([
    '',
    'RWF',
    '-5',
    '+5',
    '1.5',
    '1500.00',
    '1,5',
    '1 50',
    '1,500.00',
    '1,500 000',
    '0,500',
    '1,,500',
    ',500',
    '500,',
    '1e3',
    '0x10',
    '١٥',
    '１５',
    'USD 5',
    '5 francs',
    '=1+1',
    '1 000 00',
    '5RWF5',
  ])('%j is refused, because it is not written as an amount of francs', (text) => {
    expect(() => parseMoney(text, 'RWF')).toThrow(Refusal);
  });
});

describe('in a currency of two decimals', () => {
  test.each([
    ['15', 1500n],
    ['15.5', 1550n],
    ['15,50', 1550n],
    ['1,500.50', 150_050n],
    ['1.500,50', 150_050n],
    ['1 500,50', 150_050n],
    ['1,500', 150_000n],
    ['1.500', 150_000n],
    ['0.05', 5n],
    ['KES 1,00,000.25', 10_000_025n],
  ])('%j is %d in minor units', (text, expected) => {
    expect(parseMoney(text, 'KES')).toEqual({ minor: expected, currency: 'KES' });
  });

  test.each([
    '15.',
    '.5',
    '0.500',
    '15.5055',
    '1,500,50',
    '1.500.5',
    '15..5',
    '1,500.500',
    '15.5.5',
    '-0.05',
    'NaN',
    'Infinity',
  ])('%j is refused', (text) => {
    expect(() => parseMoney(text, 'KES')).toThrow(Refusal);
  });
});

test('what any reader is shown can be pasted back and is the same amount', () => {
  fc.assert(
    fc.property(
      minor,
      currency,
      fc.constantFrom('en', 'fr', 'de', 'de-CH', 'sw', 'rw', 'en-IN'),
      (amount, code, locale) => {
        const shown = formatMoney(money(amount, code), locale);
        expect(parseMoney(shown, code), shown).toEqual(money(amount, code));
        expect(parseMoney(decimalText(money(amount, code)), code)).toEqual(money(amount, code));
      },
    ),
  );
});

test('an amount beyond what the ledger holds is refused', () => {
  expect(() => parseMoney('9223372036854775808', 'RWF')).toThrow('larger than any account');
  expect(() => parseMoney('92233720368547758.08', 'USD')).toThrow('larger than any account');
});

test('any text at all is an amount that is not negative, or a refusal', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[\d ,.'-]{0,20}$/)),
      currency,
      (text, code) => {
        const parsed = moneyText(code).safeParse(text);
        if (parsed.success) expect(parsed.data.minor).toBeGreaterThanOrEqual(0n);
        else expect(parsed.error.issues).toHaveLength(1);
      },
    ),
  );
});

test('a long text is answered at once and not tried in a thousand ways', () => {
  expect(() => parseMoney(`${'1,11'.repeat(50_000)}x`, 'RWF')).toThrow(Refusal);
});
