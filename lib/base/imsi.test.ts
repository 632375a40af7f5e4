import fc from 'fast-check';
import { expect, test } from 'vitest';
import { imsiText, parseImsi } from './imsi';
import { Refusal } from './refusal';

const MTN_RWANDA = [{ mcc: '635', mnc: '10' }];

test.each(['635100123456789', '63510 0123456789', '63510012345678'])(
  '%j is an IMSI of the network',
  (text) => {
    expect(parseImsi(text, MTN_RWANDA)).toBe(text.replace(' ', ''));
  },
);

test.each([
  '',
  '6351001234567',
  '6351001234567890',
  '63510012345678a',
  '+635100123456789',
  '６35100123456789',
])('%j has not the shape of an IMSI', (text) => {
  expect(() => parseImsi(text, MTN_RWANDA)).toThrow('14 or 15 digits');
});

test('an IMSI of another network or country is refused, also where the tenant has no network', () => {
  expect(() => parseImsi('635130123456789', MTN_RWANDA)).toThrow('another network');
  expect(() => parseImsi('639100123456789', MTN_RWANDA)).toThrow('another network');
  expect(() => parseImsi('635100123456789', [])).toThrow('another network');
});

test('a tenant may have several networks, with network codes of two or three digits', () => {
  const networks = [...MTN_RWANDA, { mcc: '310', mnc: '260' }];
  expect(parseImsi('310260123456789', networks)).toBe('310260123456789');
  expect(() => parseImsi('310261123456789', networks)).toThrow(Refusal);
});

test('any text at all is an IMSI of the network or a refusal', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^635\d{10,13}$/)), (text) => {
      const parsed = imsiText(MTN_RWANDA).safeParse(text);
      if (parsed.success) expect(parsed.data).toMatch(/^63510\d{9,10}$/);
      else expect(parsed.error.issues).toHaveLength(1);
    }),
  );
});
