import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { iccidText, parseIccid } from './iccid';
import { luhnDigit } from './luhn';
import { Refusal } from './refusal';

const OF_NINETEEN = ['8925010123456789013', '8925010000000000016'];
const OF_TWENTY = '89250101234567890122';

const iccid = fc.stringMatching(/^\d{15,17}$/).map((account) => `89${account}${luhnDigit(`89${account}`)}`);

test.each([...OF_NINETEEN, OF_TWENTY])('%s is an ICCID', (text) => {
  expect(parseIccid(text)).toBe(text);
});

test.each([
  '8925 0101 2345 6789 013',
  '8925010-123456789-013',
  ' 8925010123456789013F ',
  '8925010123456789013f',
  '8925\u00a00101234567\t89013',
])('%j is the same card as printed on it', (text) => {
  expect(parseIccid(text)).toBe('8925010123456789013');
});

test('a card of twenty digits may carry its check digit in the nineteenth place', () => {
  expect(parseIccid('89250101234567890137')).toBe('89250101234567890137');
});

describe.each(OF_NINETEEN)('with any one digit of %s changed', (right) => {
  test('it is refused', () => {
    for (const wrong of neighbours(right)) expect(() => parseIccid(wrong), wrong).toThrow(Refusal);
  });
});

// Where the check digit of twenty digits stands is not written on the card, so an error that happens to make
// the first nineteen valid passes: one digit in ten for each place, and no more.
test('of the one-digit errors of a card of twenty digits, only those pass that make its first nineteen valid', () => {
  for (const wrong of neighbours(OF_TWENTY)) {
    const nineteenAreValid = wrong.startsWith('89') && wrong[18] === luhnDigit(wrong.slice(0, 18));
    if (nineteenAreValid) expect(parseIccid(wrong)).toBe(wrong);
    else expect(() => parseIccid(wrong), wrong).toThrow(Refusal);
  }
});

test.each([
  '',
  '89',
  '8825010123456789013',
  '89250101234567',
  '892501012345678901234',
  '8925010123456789O13',
  '8925010123456789013FF',
  '٨٩25010123456789013',
])('%j has not the shape of an ICCID', (text) => {
  expect(() => parseIccid(text)).toThrow('18 to 20 digits');
});

test('any valid card passes however it is grouped, and its last digit changed is refused with what to do', () => {
  fc.assert(
    fc.property(iccid, fc.integer({ min: 1, max: 9 }), (digits, step) => {
      expect(parseIccid(digits.replace(/(.{4})/g, '$1 '))).toBe(digits);
      const wrong = digits.slice(0, -1) + ((Number(digits.at(-1)) + step) % 10);
      if (digits.length < 20)
        expect(() => parseIccid(wrong)).toThrow(`Read the ${digits.length} digits on the card again.`);
    }),
  );
});

test('any text at all is digits or a refusal', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^89[\dF -]{14,20}$/)), (text) => {
      const parsed = iccidText.safeParse(text);
      if (parsed.success) expect(parsed.data).toMatch(/^89\d{16,18}$/);
      else expect(parsed.error.issues).toHaveLength(1);
    }),
  );
});

function neighbours(right: string): string[] {
  return [...right].flatMap((digit, place) =>
    [...'0123456789']
      .filter((other) => other !== digit)
      .map((other) => right.slice(0, place) + other + right.slice(place + 1)),
  );
}
