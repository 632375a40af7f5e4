import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { amount, digits, fours, reformat, stepBack } from './reformat';

const typed = (marked: string) => ({ text: marked.replace('|', ''), caret: marked.indexOf('|') });
const marked = ({ text, caret }: { text: string; caret: number }) =>
  `${text.slice(0, caret)}|${text.slice(caret)}`;

describe('formatting while typing', () => {
  it('keeps the cursor behind the digit that was typed', () => {
    expect(marked(reformat(typed('1234|'), amount))).toBe('1 234|');
    expect(marked(reformat(typed('1 52|34'), amount))).toBe('15 2|34');
    expect(marked(reformat(typed('8925 0|101'), fours(20)))).toBe('8925 0|101');
    expect(marked(reformat(typed('89250|101'), fours(20)))).toBe('8925 0|101');
  });

  it('takes a number in any spelling that is pasted', () => {
    expect(reformat(typed('1500000|'), amount).text).toBe('1 500 000');
    expect(reformat(typed('1\u202f500\u00a0000|'), amount).text).toBe('1 500 000');
    expect(reformat(typed('8925-0101 2345.6789013F|'), fours(20)).text).toBe('8925 0101 2345 6789 013');
    expect(reformat(typed('Your code: 123 456|'), digits(6)).text).toBe('123456');
  });

  it('never turns one amount into another: what it does not understand stays as it was typed', () => {
    for (const text of ['15.5', '1,500', '1.500,50', '-20', 'RWF 1,500', '1e3', '١٢']) {
      expect(reformat({ text, caret: 2 }, amount)).toEqual({ text, caret: 2 });
    }
  });

  it('is settled: written again, nothing moves', () => {
    const spellings = [amount, fours(20), digits(6)];
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'0123456789 ,.+x') }),
        fc.nat(40),
        fc.constantFrom(...spellings),
        (text, at, spelling) => {
          const once = reformat({ text, caret: Math.min(at, text.length) }, spelling);
          expect(reformat(once, spelling)).toEqual(once);
          expect(once.caret).toBeLessThanOrEqual(once.text.length);
        },
      ),
    );
  });

  it('lets Backspace take the digit before a space, and not the space for ever', () => {
    expect(stepBack(typed('1 |234'), amount)).toBe(1);
    expect(stepBack(typed('12|3'), amount)).toBe(2);
    expect(stepBack(typed('|12'), amount)).toBe(0);
  });
});
