import { createReadStream } from 'node:fs';
import { CsvError, parse } from 'csv-parse';
import type { Attempt } from '../../lib/trust/risk/attempt';

/** A row of the file: the attempt, and whether it succeeded. */
export type Row = { attempt: Attempt; succeeded: boolean };

/** What is wrong with a file, in a sentence for whoever gave it. */
export class BadFile extends Error {}

const COLUMNS = {
  at: 'Login Timestamp',
  personId: 'User ID',
  ip: 'IP Address',
  country: 'Country',
  region: 'Region',
  city: 'City',
  asn: 'ASN',
  userAgent: 'User Agent String',
  browser: 'Browser Name and Version',
  os: 'OS Name and Version',
  deviceType: 'Device Type',
  succeeded: 'Login Successful',
} as const;
type Field = keyof typeof COLUMNS;
type Places = Record<Field, number>;

const LONGEST_ROW = 65_536;

/**
 * The rows of a CSV file in its order, a few at a time, whatever its size. Columns may stand in any order, others are
 * passed over; place and device may be empty. Refuses a file that cannot be read or is no CSV, a missing column, and a
 * row without a time, a user, an address or an outcome, by the number of its line.
 */
export async function* rowsOf(file: string): AsyncGenerator<Row> {
  const source = createReadStream(file);
  const parser = parse({
    bom: true,
    info: true,
    max_record_size: LONGEST_ROW,
    relax_column_count: true,
    skip_empty_lines: true,
  });
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  let header: string[] | undefined;
  let places: Places | undefined;
  try {
    // With `info` each record comes with where it was, which the types of the parser do not say.
    for await (const { record, info } of parser as AsyncIterable<{
      record: string[];
      info: { lines: number };
    }>) {
      if (!header || !places) {
        header = record;
        places = placesIn(record);
      } else yield rowFrom(record, places, { line: info.lines, width: header.length });
    }
  } catch (error) {
    throw problemOf(file, error);
  } finally {
    source.destroy();
  }
  if (!header) throw new BadFile(`The file "${file}" is empty: its first line has to name the columns.`);
}

function placesIn(header: readonly string[]): Places {
  const names = header.map((name) => name.trim().toLowerCase());
  const places = Object.fromEntries(
    Object.entries(COLUMNS).map(([field, name]) => [field, names.indexOf(name.toLowerCase())]),
  ) as Places;
  const missing = (Object.keys(COLUMNS) as Field[]).filter((field) => places[field] < 0);
  if (missing.length > 0) {
    const columns = missing.map((field) => `"${COLUMNS[field]}"`).join(', ');
    throw new BadFile(`The first line names no column ${columns}.`);
  }
  return places;
}

function rowFrom(record: readonly string[], places: Places, where: { line: number; width: number }): Row {
  const broken = (why: string) => new BadFile(`Line ${where.line} cannot be used: ${why}.`);
  if (record.length !== where.width)
    throw broken(`it has ${record.length} fields, and the first line has ${where.width}`);
  const text = (field: Field) => record[places[field]]?.trim() ?? '';
  const at = momentOf(text('at'));
  if (at === undefined) throw broken(`its "${COLUMNS.at}" is no time like 2020-02-03 12:43:30.772`);
  for (const field of ['personId', 'ip'] as const)
    if (text(field) === '') throw broken(`its "${COLUMNS[field]}" is empty`);
  const outcome = text('succeeded').toLowerCase();
  if (!/^(true|false|1|0)$/.test(outcome))
    throw broken(`its "${COLUMNS.succeeded}" is neither True nor False`);
  const { at: _time, succeeded: _outcome, ...words } = COLUMNS;
  const said = Object.fromEntries(
    (Object.keys(words) as (keyof typeof words)[]).map((field) => [field, text(field)]),
  );
  return {
    attempt: { ...(said as Omit<Attempt, 'at'>), at },
    succeeded: outcome === 'true' || outcome === '1',
  };
}

const MOMENT = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)\s?(Z|UTC|[+-]\d{2}:?\d{2})?$/i;

/** The moment of a time stamp; one that names no zone is of Greenwich. */
function momentOf(text: string): number | undefined {
  const [, day, time, zone] = MOMENT.exec(text) ?? [];
  if (!day || !time) return undefined;
  const offset = !zone || /^(z|utc)$/i.test(zone) ? 'Z' : zone.replace(/^(...):?/, '$1:');
  const at = Date.parse(`${day}T${time}${offset}`);
  return Number.isNaN(at) ? undefined : at;
}

function problemOf(file: string, error: unknown): unknown {
  if (error instanceof BadFile) return error;
  if (error instanceof CsvError) {
    const line = typeof error.lines === 'number' ? error.lines : 0;
    return new BadFile(`Line ${line} is no CSV: a quote is open or out of place, or the line is too long.`);
  }
  const why = (error as NodeJS.ErrnoException).code;
  return why ? new BadFile(`The file "${file}" cannot be read: ${why}.`) : error;
}
