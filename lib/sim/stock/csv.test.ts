import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CsvRecord, csvRecords } from './csv';

async function* chunks(bytes: Buffer, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(text: string | Buffer, size = 7): Promise<CsvRecord[]> {
  const records: CsvRecord[] = [];
  for await (const record of csvRecords(chunks(Buffer.from(text), size))) records.push(record);
  return records;
}

const TWO = [
  { line: 1, fields: ['ICCID', 'IMSI'] },
  { line: 2, fields: ['8925', '635'] },
  { line: 3, fields: ['8926', '636'] },
];

describe('a CSV file', () => {
  test.each([
    ['commas', 'ICCID,IMSI\n8925,635\n8926,636\n'],
    ['semicolons', 'ICCID;IMSI\n8925;635\n8926;636'],
    ['tabs', 'ICCID\tIMSI\n8925\t635\n8926\t636\n'],
    ['CRLF', 'ICCID,IMSI\r\n8925,635\r\n8926,636\r\n'],
    ['CR alone', 'ICCID,IMSI\r8925,635\r8926,636\r'],
    ['a byte order mark', '\uFEFFICCID,IMSI\n8925,635\n8926,636\n'],
    ['quotation marks', '"ICCID","IMSI"\n"8925","635"\n8926,636\n'],
    ['UTF-16', Buffer.from('\uFEFFICCID\tIMSI\r\n8925\t635\r\n8926\t636\r\n', 'utf16le')],
  ])('is read with %s', async (_name, text) => {
    expect(await read(text)).toEqual(TWO);
    expect(await read(text, 1_000)).toEqual(TWO);
  });

  test('keeps the number of each line, also behind empty ones', async () => {
    expect(await read('a,b\n\n1,2\n\n\n3,4\n')).toMatchObject([{ line: 1 }, { line: 3 }, { line: 6 }]);
  });

  test('is the same in whatever pieces it arrives', async () => {
    const field = fc.stringMatching(/^[0-9a-zé;"\n ]{0,12}$/);
    const rows = fc.array(fc.tuple(field, field), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(rows, fc.integer({ min: 1, max: 40 }), async (records, size) => {
        const written = [['h1', 'h2'], ...records];
        const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
        const text = written.map((record) => `${record.map(quoted).join(',')}\r\n`).join('');
        expect((await read(text, size)).map(({ fields }) => fields)).toEqual(written);
      }),
    );
  });

  test.each([
    ['a quotation mark that is never closed', `a,b\n1,"2\n${'3,4\n'.repeat(20)}`, 'quotes_unbalanced'],
    ['a quotation mark in the middle of a field', 'a,b\n1,2"3"\n', 'quotes_unbalanced'],
    ['something after a closed quotation mark', 'a,b\n1,"2"3\n', 'quotes_unbalanced'],
    ['a huge field', `a,b\n1,${'9'.repeat(100_000)}\n`, 'line_too_long'],
    ['a quotation mark that swallows the file', `a,b\n1,"${'3,4\n'.repeat(100_000)}`, 'line_too_long'],
    ['no line at all', 'x'.repeat(100_000), 'line_too_long'],
  ])('with %s is refused in words', async (_name, text, code) => {
    await expect(read(text, 4_096)).rejects.toMatchObject({ name: 'FileProblem', code });
  });

  test('with NUL bytes and broken UTF-8 is read as it is: what is no digit is refused further on', async () => {
    const records = await read(
      Buffer.concat([Buffer.from('a,b\n\0,1\n'), Buffer.of(0xc3, 0x28, 0xff), Buffer.from(',2\n')]),
    );
    expect(records).toHaveLength(3);
    expect(records[2]?.fields[0]).toContain('\uFFFD');
  });

  test('that is cut ends with the error of its connection, and one that is left closes it', async () => {
    async function* cut() {
      yield Buffer.from('a,b\n1,2\n3,');
      throw new Error('gone');
    }
    await expect(
      (async () => {
        for await (const _ of csvRecords(cut()));
      })(),
    ).rejects.toThrow('gone');

    let closed = false;
    async function* endless() {
      try {
        for (;;) yield Buffer.from('1,2\n'.repeat(1_000));
      } finally {
        closed = true;
      }
    }
    for await (const { line } of csvRecords(endless())) if (line > 3) break;
    await new Promise(setImmediate);
    expect(closed).toBe(true);
  });
});
