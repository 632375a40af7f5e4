import fc from 'fast-check';
import { expect, test } from 'vitest';
import { luhnDigit, passesLuhn } from './luhn';

const digits = fc.stringMatching(/^\d{1,40}$/);

test('the check digit of any digits makes them valid, and no other digit does', () => {
  fc.assert(
    fc.property(digits, (payload) => {
      const valid = [...'0123456789'].filter((digit) => passesLuhn(payload + digit));
      expect(valid).toEqual([luhnDigit(payload)]);
    }),
  );
});

test('one digit typed wrong is always noticed', () => {
  fc.assert(
    fc.property(digits, fc.nat(), fc.integer({ min: 1, max: 9 }), (payload, at, step) => {
      const whole = payload + luhnDigit(payload);
      const place = at % whole.length;
      const wrong = (Number(whole[place]) + step) % 10;
      expect(passesLuhn(whole.slice(0, place) + wrong + whole.slice(place + 1))).toBe(false);
    }),
  );
});

test.each(['', ' ', '12a', '-18', '１８', '1.8'])('%j is not a number with a check digit', (text) => {
  expect(passesLuhn(text)).toBe(false);
});
