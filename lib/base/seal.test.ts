import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fingerprint, seal, unseal } from './seal';

const anyText = fc.string({ unit: 'grapheme', maxLength: 200 });

test('what was sealed for a purpose and a place opens there', () => {
  fc.assert(
    fc.property(anyText, anyText, anyText, (text, purpose, place) => {
      expect(unseal(seal(text, purpose, place), purpose, place)).toBe(text);
    }),
  );
});

test('it opens nowhere else: not moved to another row, not for another purpose', () => {
  const sealed = seal('1234', 'totp', 'totp:tenant:one');
  expect(() => unseal(sealed, 'totp', 'totp:tenant:two')).toThrow();
  expect(() => unseal(sealed, 'sim', 'totp:tenant:one')).toThrow();
  expect(() => unseal(sealed, 'totp', '')).toThrow();
});

test('it does not open with any one bit changed, cut off or added', () => {
  const sealed = seal('A PUK of eight: 12345678', 'sim', 'here');
  for (let bit = 0; bit < sealed.length * 8; bit += 1) {
    const changed = Buffer.from(sealed);
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    expect(() => unseal(changed, 'sim', 'here')).toThrow();
  }
  for (let length = 0; length < sealed.length; length += 1)
    expect(() => unseal(sealed.subarray(0, length), 'sim', 'here')).toThrow();
  expect(() => unseal(Buffer.concat([sealed, Buffer.of(0)]), 'sim', 'here')).toThrow();
});

test('the same text is sealed differently each time, and does not stand in what is stored', () => {
  const stored = Array.from({ length: 100 }, () => seal('the same text', 'sim', 'here').toString('hex'));
  expect(new Set(stored).size).toBe(100);
  expect(stored.join()).not.toContain(Buffer.from('the same text').toString('hex'));
});

test('a fingerprint is the same for the same text and purpose, and for nothing else', () => {
  const one = fingerprint('1199080012345678', 'document');
  expect(fingerprint('1199080012345678', 'document')).toEqual(one);
  expect(fingerprint('1199080012345679', 'document')).not.toEqual(one);
  expect(fingerprint('1199080012345678', 'code')).not.toEqual(one);
  expect(one).toHaveLength(32);
});

test('the key of a fingerprint is not the key of a seal, whatever the purposes are called', () => {
  expect(() => unseal(seal('a', 'x', ''), 'fingerprint:x', '')).toThrow();
});
