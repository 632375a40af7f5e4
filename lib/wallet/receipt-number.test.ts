import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newId } from '../base/id';
import { readReceiptNumber, receiptNumberOf } from './receipt-number';

test('a receipt has 25 letters and digits in groups of five', () => {
  expect(receiptNumberOf('019ecb27-2200-7680-929d-249c68b87fe1')).toBe('1KV5J-E8G0E-T0957-94KHM-BGZZ1');
});

test('every id comes back from its number, however it is spelt', () => {
  fc.assert(
    fc.property(fc.uuid(), (id) => {
      const number = receiptNumberOf(id);
      expect(readReceiptNumber(number)).toBe(id);
      expect(readReceiptNumber(` ${number.toLowerCase().replaceAll('-', ' ')} `)).toBe(id);
      expect(readReceiptNumber(number.replaceAll('0', 'O').replaceAll('1', 'l'))).toBe(id);
      expect(readReceiptNumber(id.toUpperCase())).toBe(id);
    }),
  );
  expect(receiptNumberOf(newId(new Date('2900-01-01')))).toHaveLength(29);
});

test.each(['', '1', 'Z'.repeat(26), 'U'.repeat(25), '1'.repeat(24), '1'.repeat(27), 'hello'])(
  '%j is no number of a receipt',
  (text) => {
    expect(readReceiptNumber(text)).toBeUndefined();
  },
);
