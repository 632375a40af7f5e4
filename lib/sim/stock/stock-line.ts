import { parseIccid } from '../../base/iccid';
import { type Network, parseImsi } from '../../base/imsi';
import { parseMsisdn } from '../../base/msisdn';
import { Refusal } from '../../base/refusal';
import type { Tenant } from '../../policy/tenant';
import type { SimSecrets } from '../secrets';
import type { CsvRecord } from './csv';
import { FileProblem, type LineProblem, type ProblemCode } from './problem';

const REQUIRED = ['ICCID', 'IMSI', 'PIN1', 'PUK1', 'PIN2', 'PUK2'] as const;
const COLUMNS = [...REQUIRED, 'MSISDN'] as const;
type Column = (typeof COLUMNS)[number];

/** Where each column stands in the file. A vendor's further columns, keys among them, are never read. */
export type Layout = { at: Partial<Record<Column, number>>; width: number };

/** A card as its line describes it. */
export type Card = { iccid: string; imsi: string; msisdn: string | null; secrets: SimSecrets };

/** A line that was read: a card, or what is wrong. `iccid` and `imsi` are as written where they are wrong. */
export type ReadLine = { line: number; iccid: string; imsi: string } & (
  | { card: Card; problem?: undefined }
  | { card?: undefined; problem: LineProblem }
);

const SHOWN = 40;

/**
 * Takes the fields of the first line, in any order and spelling (`Pin 1`, `PIN_1`). Gives where each column stands.
 * Refuses (by a FileProblem) a column that is missing or there twice.
 */
export function layoutOf(header: readonly string[]): Layout {
  const names = header.map((name) => name.toUpperCase().replace(/[\s_-]/g, ''));
  const missing = REQUIRED.filter((column) => !names.includes(column));
  if (missing.length > 0) throw new FileProblem('columns_missing', { columns: missing.join(', ') });
  const twice = COLUMNS.filter((column) => names.indexOf(column) !== names.lastIndexOf(column));
  if (twice.length > 0) throw new FileProblem('columns_twice', { columns: twice.join(', ') });
  const places = COLUMNS.map((column) => [column, names.indexOf(column)] as const);
  return { at: Object.fromEntries(places.filter(([, place]) => place >= 0)), width: names.length };
}

/** Takes the tenant and gives a function that reads one line of its file: pure, and never throws for what is in a line. */
export function lineReader(tenant: Pick<Tenant, 'country' | 'settings'>, layout: Layout) {
  const networks: Network[] = tenant.settings.networks.map((code) => ({
    mcc: code.slice(0, 3),
    mnc: code.slice(3),
  }));
  return ({ line, fields }: CsvRecord): ReadLine => {
    const field = (column: Column) => fields[layout.at[column] ?? -1]?.trim() ?? '';
    const shown = { line, iccid: printable(field('ICCID')), imsi: printable(field('IMSI')) };
    try {
      if (fields.slice(layout.width).some((extra) => extra.trim() !== ''))
        throw new Wrong('line_too_wide', null, { expected: layout.width, found: fields.length });
      const card = readCard(field, networks, tenant.country);
      return { line, iccid: card.iccid, imsi: card.imsi, card };
    } catch (error) {
      if (!(error instanceof Wrong)) throw error;
      return { ...shown, problem: { code: error.code, field: error.field, values: error.values } };
    }
  };
}

class Wrong extends Error {
  constructor(
    readonly code: ProblemCode,
    readonly field: Column | null,
    readonly values?: Record<string, string | number>,
  ) {
    super(code);
  }
}

function readCard(field: (column: Column) => string, networks: readonly Network[], country: string): Card {
  const missing = REQUIRED.find((column) => field(column) === '');
  if (missing) throw new Wrong('field_missing', missing, { column: missing });
  const pin = (column: 'PIN1' | 'PIN2') => digits(column, field(column), /^\d{4,8}$/, 'pin_shape');
  const puk = (column: 'PUK1' | 'PUK2') => digits(column, field(column), /^\d{8}$/, 'puk_shape');
  return {
    iccid: read('ICCID', () => parseIccid(field('ICCID'))),
    imsi: read('IMSI', () => parseImsi(field('IMSI'), networks)),
    msisdn: field('MSISDN') === '' ? null : read('MSISDN', () => parseMsisdn(field('MSISDN'), country)),
    secrets: { pin1: pin('PIN1'), puk1: puk('PUK1'), pin2: pin('PIN2'), puk2: puk('PUK2') },
  };
}

/** The identifiers refuse in their own words; here the code of the sentence is kept, to be said in the reader's language. */
function read(column: Column, parse: () => string): string {
  try {
    return parse();
  } catch (error) {
    if (error instanceof Refusal) {
      const values = Object.keys(error.values).length > 0 ? error.values : undefined;
      throw new Wrong(error.code as ProblemCode, column, values);
    }
    throw error;
  }
}

function digits(column: Column, text: string, shape: RegExp, code: ProblemCode): string {
  if (!shape.test(text)) throw new Wrong(code, column, { column });
  return text;
}

/** What stood in a field, fit to be stored and shown: short, and without characters that do something. */
const printable = (text: string): string => text.replace(/[\p{C}\uFFFD]/gu, '·').slice(0, SHOWN);
