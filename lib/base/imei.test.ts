import fc from 'fast-check';
import { expect, test } from 'vitest';
import { imeiText, parseImei } from './imei';
import { luhnDigit } from './luhn';

test.each(['490154203237518', '356938035643809'])('%s is an IMEI', (text) => {
  expect(parseImei(text)).toBe(text);
});

test('an IMEI passes as handsets spell it', () => {
  expect(parseImei('49-015420-323751-8')).toBe('490154203237518');
  expect(parseImei('490154/20/323751/8')).toBe('490154203237518');
});

test('an IMEISV of sixteen digits has no check digit', () => {
  expect(parseImei('4901542032375101')).toBe('4901542032375101');
});

test.each(['', '49015420323751', '49015420323751801', '49015420323751x'])(
  '%j has not the shape of an IMEI',
  (text) => {
    expect(() => parseImei(text)).toThrow('15 or 16 digits');
  },
);

test('any IMEI passes, and with one digit changed it is refused', () => {
  const body = fc.stringMatching(/^\d{14}$/);
  fc.assert(
    fc.property(
      body,
      fc.integer({ min: 0, max: 14 }),
      fc.integer({ min: 1, max: 9 }),
      (digits, place, step) => {
        const imei = digits + luhnDigit(digits);
        expect(imeiText.parse(imei)).toBe(imei);
        const wrong = imei.slice(0, place) + ((Number(imei[place]) + step) % 10) + imei.slice(place + 1);
        expect(() => parseImei(wrong)).toThrow('check digit');
      },
    ),
  );
});
