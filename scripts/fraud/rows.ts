import { BadFile, linesOf } from './lines';
import type { RowBefore } from './watch';

const COLUMNS = [
  'step',
  'type',
  'amount',
  'nameOrig',
  'oldbalanceOrg',
  'nameDest',
  'oldbalanceDest',
] as const;
type Column = (typeof COLUMNS)[number];
type Places = Record<Column, number>;

const KINDS = new Set(['CASH_OUT', 'PAYMENT', 'CASH_IN', 'TRANSFER', 'DEBIT']);

/**
 * The rows of a CSV file with PaySim's columns, in its order. Of a row it reads what is known before the deed; what is in
 * the other columns, the new balances and the labels among them, is not even looked at. Columns may stand in any order.
 */
export async function* rowsOf(file: string): AsyncGenerator<RowBefore[]> {
  let places: Places | undefined;
  let width = 0;
  let passed = 0;
  for await (const lines of linesOf(file)) {
    const rows: RowBefore[] = [];
    try {
      for (const [index, line] of lines.entries()) {
        if (line.trim() === '') continue;
        const fields = line.split(',');
        if (!places) {
          places = placesIn(fields);
          width = fields.length;
        } else rows.push(rowFrom(fields, places, { line: passed + index + 1, width }));
      }
    } catch (error) {
      // The rows before a bad one have their scores, however the chunks of the file happened to fall.
      yield rows;
      throw error;
    }
    passed += lines.length;
    yield rows;
  }
  if (!places) throw new BadFile(`The file "${file}" is empty: its first line has to name the columns.`);
}

function placesIn(header: readonly string[]): Places {
  const names = header.map((name) => textOf(name.replace(/^\uFEFF/, '')).toLowerCase());
  const places = Object.fromEntries(COLUMNS.map((column) => [column, names.indexOf(column.toLowerCase())]));
  const missing = COLUMNS.filter((column) => (places[column] ?? -1) < 0);
  if (missing.length > 0) {
    const columns = missing.map((column) => `"${column}"`).join(', ');
    throw new BadFile(`Line 1 names no column ${columns}.`);
  }
  return places as Places;
}

function rowFrom(
  fields: readonly string[],
  places: Places,
  where: { line: number; width: number },
): RowBefore {
  const broken = (why: string) => new BadFile(`Line ${where.line} cannot be used: ${why}.`);
  if (fields.length !== where.width)
    throw broken(`it has ${fields.length} fields, and the first line has ${where.width}`);
  const text = (column: Column) => textOf(fields[places[column]] ?? '');
  const figure = (column: Column, least: number) => {
    const value = text(column) === '' ? Number.NaN : Number(text(column));
    if (!Number.isFinite(value) || value < least)
      throw broken(`its "${column}" is no number that can be used`);
    return value;
  };
  // A balance that is not written down is not known, as PaySim's 0 of merchants is not.
  const balance = (column: Column) => (text(column) === '' ? 0 : figure(column, Number.NEGATIVE_INFINITY));
  const name = (column: Column) => text(column) || failed(broken(`its "${column}" is empty`));
  const kind = text('type').toUpperCase().replace('-', '_');
  if (!KINDS.has(kind)) throw broken(`its "type" is none of ${[...KINDS].join(', ')}`);
  return {
    step: figure('step', 0),
    kind: kind as RowBefore['kind'],
    amount: figure('amount', 0),
    nameOrig: name('nameOrig'),
    oldbalanceOrg: balance('oldbalanceOrg'),
    nameDest: name('nameDest'),
    oldbalanceDest: balance('oldbalanceDest'),
  };
}

function failed(problem: BadFile): never {
  throw problem;
}

/** A field without the quotes that some programs put around names. */
function textOf(field: string): string {
  const trimmed = field.trim();
  return trimmed.length > 1 && trimmed.startsWith('"') && trimmed.endsWith('"')
    ? trimmed.slice(1, -1)
    : trimmed;
}
