import fc from 'fast-check';
import { expect, test } from 'vitest';
import { add, type Currency, decimalText, formatMoney, isCurrency, money, subtract } from './money';
import { Refusal } from './refusal';

const currency = fc.constantFrom<Currency>('RWF', 'KES', 'UGX', 'USD');
const minor = fc.bigInt({ min: -(2n ** 60n), max: 2n ** 60n });

test('each currency has the decimals of ISO 4217', () => {
  expect(decimalText(money(1500n, 'RWF'))).toBe('1500');
  expect(decimalText(money(1500n, 'UGX'))).toBe('1500');
  expect(decimalText(money(1500n, 'KES'))).toBe('15.00');
  expect(decimalText(money(-5n, 'USD'))).toBe('-0.05');
});

test('an amount is written as its reader writes it, exactly at every size', () => {
  const spoken = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');
  expect(spoken(formatMoney(money(1500n, 'RWF'), 'en'))).toBe('RWF 1,500');
  expect(spoken(formatMoney(money(1500n, 'RWF'), 'fr'))).toBe('1 500 RWF');
  expect(spoken(formatMoney(money(123456n, 'KES'), 'en'))).toBe('KES 1,234.56');
  expect(spoken(formatMoney(money(9_007_199_254_740_993n, 'UGX'), 'en'))).toBe('UGX 9,007,199,254,740,993');
});

test('what is added can be taken away again', () => {
  fc.assert(
    fc.property(minor, minor, currency, (left, right, code) => {
      const sum = add(money(left, code), money(right, code));
      expect(sum).toEqual({ minor: left + right, currency: code });
      expect(subtract(sum, money(right, code))).toEqual(money(left, code));
    }),
  );
});

test('two currencies are never counted together', () => {
  fc.assert(
    fc.property(currency, currency, (one, other) => {
      fc.pre(one !== other);
      expect(() => add(money(1n, one), money(1n, other))).toThrow(Refusal);
      expect(() => subtract(money(1n, one), money(1n, other))).toThrow(Refusal);
    }),
  );
});

test('an amount that the ledger could not hold is refused', () => {
  const most = money(2n ** 63n - 1n, 'RWF');
  expect(() => add(most, money(1n, 'RWF'))).toThrow('larger than any account');
  expect(() => money(-(2n ** 63n), 'RWF')).toThrow('larger than any account');
});

test.each(['EUR', 'rwf', '', 'toString', '__proto__'])('%j is no currency here', (code) => {
  expect(isCurrency(code)).toBe(false);
  expect(() => money(1n, code)).toThrow('not in use here');
});
