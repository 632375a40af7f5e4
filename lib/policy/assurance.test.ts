import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assuranceOf, METHODS } from './assurance';

test.each([
  [[], 1],
  [['password'], 1],
  [['password', 'totp'], 2],
  [['password', 'recovery'], 2],
  [['password', 'sms-code'], 2],
  [['password', 'email-code'], 1],
  [['password', 'magic-link'], 1],
  [['magic-link', 'totp'], 2],
  [['sms-code', 'totp'], 1],
  [['pin', 'sms-code'], 2],
  [['passkey'], 2],
  [['device-passkey'], 3],
  [['password', 'device-passkey'], 3],
  [['palm-reading'], 1],
])('%s together are AAL%i', (methods, level) => {
  expect(assuranceOf(methods)).toBe(level);
});

test('who shows more is never less assured, and the order says nothing', () => {
  const some = fc.array(fc.constantFrom(...METHODS));
  fc.assert(
    fc.property(some, fc.constantFrom(...METHODS), (methods, more) => {
      const level = assuranceOf(methods);
      expect(assuranceOf([...methods, more])).toBeGreaterThanOrEqual(level);
      expect(assuranceOf([...methods].reverse())).toBe(level);
    }),
  );
});
