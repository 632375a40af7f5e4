import { describe, expect, it } from 'vitest';
import { type Checkable, checkFields } from './check-fields';

const say = (key: string, values?: { count: number }) => (values ? `${key} ${values.count}` : key);

const flaws = [
  'badInput',
  'customError',
  'patternMismatch',
  'rangeOverflow',
  'rangeUnderflow',
  'stepMismatch',
] as const;
const more = ['tooLong', 'tooShort', 'typeMismatch', 'valueMissing'] as const;
type Flaw = (typeof flaws)[number] | (typeof more)[number];

function control(name: string, flaw: Flaw | null, rest: Partial<Checkable> = {}): Checkable {
  const none = Object.fromEntries([...flaws, ...more].map((key) => [key, key === flaw])) as Record<
    Flaw,
    boolean
  >;
  return {
    name,
    willValidate: true,
    validationMessage: '',
    validity: { ...none, valid: flaw === null },
    ...rest,
  };
}

describe('the check before a form is sent', () => {
  it('says what is wrong with each field, in our words and not in those of the browser', () => {
    const found = checkFields(
      [
        control('name', 'valueMissing', { validationMessage: 'Please fill out this field.' }),
        control('password', 'tooShort', { minLength: 15 }),
        control('email', 'typeMismatch', { type: 'email' }),
        control('birth', 'badInput', { type: 'date' }),
        control('count', 'rangeOverflow'),
        control('code', 'patternMismatch'),
        control('fine', null),
      ],
      say,
    );
    expect(found).toEqual({
      name: ['required'],
      password: ['tooShort 15'],
      email: ['email'],
      birth: ['date'],
      count: ['range'],
      code: ['pattern'],
    });
  });

  it('keeps the words of a field that checks itself, and passes over what is never sent', () => {
    const own = control('iccid', 'customError', { validationMessage: 'Read the digits again.' });
    const off = control('off', 'valueMissing', { willValidate: false });
    expect(checkFields([own, off, control('', 'valueMissing')], say)).toEqual({
      iccid: ['Read the digits again.'],
    });
  });
});
