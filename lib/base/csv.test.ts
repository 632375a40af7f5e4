import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvLine } from './csv';

const read = (text: string): string[][] =>
  parse(text, { relax_column_count: true, record_delimiter: '\r\n' });

const nasty = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', '"', "'", ',', ';', ' ', 'a', '1'),
  }),
  fc.constantFrom('=1+1', '+250788', '-5', '@SUM(A1)', '\t=1', '\r=1', ' =1', '＝1+1', "=cmd|' /C calc'!A0"),
);

test('what was written is what is read, an apostrophe before a formula aside', () => {
  fc.assert(
    fc.property(fc.array(nasty, { minLength: 2, maxLength: 6 }), (cells) => {
      const [row = []] = read(csvLine(cells));
      expect(row).toHaveLength(cells.length);
      for (const [place, cell] of cells.entries()) expect([cell, `'${cell}`]).toContain(row[place]);
    }),
  );
});

test('no cell begins as a formula does, whatever stands in it', () => {
  fc.assert(
    fc.property(fc.array(nasty, { minLength: 1, maxLength: 6 }), (cells) => {
      for (const cell of read(csvLine(['first', ...cells]))[0] ?? [])
        expect(cell.replace(/^[\s\p{C}]+/u, '')).not.toMatch(/^[=+\-@]/);
    }),
  );
});

test('numbers stay numbers, dates are ISO 8601, and nothing is an empty cell', () => {
  expect(csvLine([-5, 12n, true, null, undefined, new Date(0)])).toBe(
    '-5,12,true,,,1970-01-01T00:00:00.000Z\r\n',
  );
});

test.each([
  ['+250788123456', "'+250788123456"],
  ['=HYPERLINK("http://x")', '"\'=HYPERLINK(""http://x"")"'],
  ['Mugabo, Jean', '"Mugabo, Jean"'],
  ['a;b', '"a;b"'],
  ['plain', 'plain'],
])('%s becomes %s', (cell, line) => {
  expect(csvLine([cell])).toBe(`${line}\r\n`);
});
