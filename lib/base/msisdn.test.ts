import fc from 'fast-check';
import { expect, test } from 'vitest';
import { msisdnText, parseMsisdn, spellMsisdn } from './msisdn';
import { Refusal } from './refusal';

test.each([
  '+250780000001',
  '250780000001',
  '0780000001',
  '780000001',
  '+250 780 000 001',
  '00250 780-000-001',
  '(078) 000 0001',
  ' +250\u00a0780\u202f000 001 ',
])('%j is the one number +250780000001', (text) => {
  expect(parseMsisdn(text, 'RW')).toBe('+250780000001');
});

test.each(['72', '73', '78', '79'])('a number of the Rwandan mobile range %s passes', (range) => {
  expect(parseMsisdn(`0${range}0000001`, 'RW')).toBe(`+250${range}0000001`);
});

test.each([
  '+25012',
  '',
  'hello',
  '0750000001',
  'call 0780000001',
  '0780000001 ext 5',
  '0780000001 0780000002',
  'tel:+250780000001',
  "0780000001'; drop table numbers",
])('%j is refused as no number', (text) => {
  expect(refusalOf(text)).toBe('msisdn_invalid');
});

test('a fixed line is refused', () => {
  expect(refusalOf('+250252588888')).toBe('msisdn_not_mobile');
});

test('a number of a country whose numbers do not tell is taken as mobile', () => {
  expect(parseMsisdn('+14155552671', 'RW')).toBe('+14155552671');
});

test('however a mobile number is grouped, it is the same number, and reading it again changes nothing', () => {
  const mobile = fc
    .tuple(fc.constantFrom('72', '73', '78', '79'), fc.stringMatching(/^\d{7}$/))
    .map((parts) => parts.join(''));
  const separators = fc.array(fc.constantFrom('', ' ', '-', '\u00a0'), { minLength: 9, maxLength: 9 });
  fc.assert(
    fc.property(
      mobile,
      separators,
      fc.constantFrom('', '0', '250', '+250', '00250'),
      (national, between, prefix) => {
        const typed = prefix + [...national].map((digit, place) => (between[place] ?? '') + digit).join('');
        const parsed = parseMsisdn(typed, 'RW');
        expect(parsed).toBe(`+250${national}`);
        expect(parseMsisdn(parsed, 'KE')).toBe(parsed);
        expect(parseMsisdn(spellMsisdn(parsed), 'KE')).toBe(parsed);
      },
    ),
  );
});

test('any text at all is a number in E.164 or a refusal', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[+\d ()x;=-]{0,30}$/)),
      (text) => {
        try {
          expect(parseMsisdn(text, 'RW')).toMatch(/^\+[1-9]\d{6,14}$/);
        } catch (error) {
          expect(error).toBeInstanceOf(Refusal);
        }
      },
    ),
  );
});

test('in a schema the refusal becomes an issue that can be translated, and length is bounded first', () => {
  expect(msisdnText('RW').parse('0780000001')).toBe('+250780000001');
  expect(msisdnText('RW').safeParse('12').error?.issues).toMatchObject([
    { message: expect.stringContaining('not a mobile number'), params: { refusal: 'msisdn_invalid' } },
  ]);
  expect(msisdnText('RW').safeParse('0'.repeat(1_000_000)).error?.issues).toMatchObject([
    { code: 'too_big' },
  ]);
  expect(msisdnText('RW').safeParse(250780000001).success).toBe(false);
});

test('a country that does not exist is a mistake of ours and no answer to a person', () => {
  expect(() => parseMsisdn('0780000001', 'XX')).toThrow('numbering plan');
  expect(() => parseMsisdn('0780000001', 'XX')).not.toThrow(Refusal);
});

function refusalOf(text: string): string | undefined {
  try {
    parseMsisdn(text, 'RW');
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}
