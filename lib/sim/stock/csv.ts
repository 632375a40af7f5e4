import { pipeline, Readable } from 'node:stream';
import { CsvError, Parser } from 'csv-parse';
import { FileProblem } from './problem';

/** One record of a file and the number of its line, from 1, as a text editor counts. */
export type CsvRecord = { line: number; fields: string[] };

const DELIMITERS = [',', ';', '\t'];
/** A line of a vendor's file has about a hundred characters. */
const LONGEST_LINE = 8_192;

/**
 * Takes the bytes of a CSV file as they arrive and gives its records one by one; never more than a few are held.
 * Commas, semicolons or tabs, CRLF, LF or CR, with or without a byte order mark. Refuses (by a FileProblem) quotation
 * marks that do not fit together and lines that are no lines. Source: RFC 4180.
 */
export async function* csvRecords(body: AsyncIterable<Uint8Array>): AsyncGenerator<CsvRecord> {
  const rest = body[Symbol.asyncIterator]();
  const start = await firstLine(rest);
  const parser = new Parser({
    bom: true,
    delimiter: delimiterOf(start),
    info: true,
    max_record_size: LONGEST_LINE,
    relax_column_count: true,
    skip_empty_lines: true,
  });
  const source = Readable.from(startAgain(start, rest), { objectMode: false });
  // The parser is destroyed with the error of its source, and the loop below throws it.
  pipeline(source, parser, () => undefined);
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: string[];
      info: { lines: number };
    }>)
      yield { line: info.lines, fields: record };
  } catch (error) {
    throw error instanceof CsvError ? problemOf(error) : error;
  }
}

async function firstLine(bytes: AsyncIterator<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for (let length = 0; length < LONGEST_LINE; ) {
    const { value, done } = await bytes.next();
    if (done) break;
    chunks.push(value);
    length += value.length;
    if (value.includes(10) || value.includes(13)) break;
  }
  return Buffer.concat(chunks);
}

async function* startAgain(start: Buffer, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    if (start.length > 0) yield start;
    for (let step = await rest.next(); !step.done; step = await rest.next()) yield step.value;
  } finally {
    await rest.return?.();
  }
}

/** The delimiter that stands most often in the first line. */
function delimiterOf(start: Buffer): string {
  const [line = ''] = start.toString('latin1').split(/[\r\n]/, 1);
  const count = (delimiter: string) => line.split(delimiter).length;
  return DELIMITERS.reduce((best, other) => (count(other) > count(best) ? other : best));
}

function problemOf(error: CsvError): FileProblem {
  const line = typeof error.lines === 'number' ? error.lines : 0;
  if (error.code === 'CSV_MAX_RECORD_SIZE')
    return new FileProblem('line_too_long', { line, longest: LONGEST_LINE }, { cause: error });
  if (error.code.includes('QUOTE')) return new FileProblem('quotes_unbalanced', { line }, { cause: error });
  return new FileProblem('not_csv', { line }, { cause: error });
}
