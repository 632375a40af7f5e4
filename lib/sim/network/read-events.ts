import { z } from 'zod';
import type words from '@/messages/en/network.json';
import { type Imei, parseImei } from '../../base/imei';
import { type Msisdn, parseMsisdn } from '../../base/msisdn';
import { Refusal } from '../../base/refusal';
import { type CsvRecord, csvRecords } from '../stock/csv';
import { FileProblem } from '../stock/problem';

/** What the network says of a number. */
export const NETWORK_EVENT_KINDS = ['imei-changed', 'forwarding-on', 'forwarding-off'] as const;
export type NetworkEventKind = (typeof NETWORK_EVENT_KINDS)[number];

export const EVENT_COLUMNS = ['reference', 'msisdn', 'kind', 'imei', 'at'] as const;
export type EventColumn = (typeof EVENT_COLUMNS)[number];
export const MOST_LINES = 10_000;

/** An event as it was said; which number it means is the database's to say. */
export type SaidEvent = {
  reference: string;
  msisdn: Msisdn;
  kind: NetworkEventKind;
  imei: Imei | null;
  at: Date;
};

/** The code of a sentence about a line: a key of `network.problem` in messages/<locale>/network.json. */
export type EventProblem = { code: keyof typeof words.problem; field: EventColumn };
export type ReadEvent = { line: number } & (
  | { event: SaidEvent; problem?: undefined }
  | { event?: undefined; problem: EventProblem }
);

const REFERENCE = /^[\w.:/-]{1,64}$/;
/** Clocks of two systems differ; what is later than this is a mistake. */
const AHEAD_MS = 5 * 60_000;

type Said = Record<EventColumn, string>;
type Ground = { country: string; now: Date };

/** Reads an event out of what was said: pure. Gives the event, or what is wrong with it. */
export function readEvent(said: Said, { country, now }: Ground): SaidEvent | EventProblem {
  const { reference } = said;
  if (!REFERENCE.test(reference)) return { code: 'reference', field: 'reference' };
  const msisdn = tried(() => parseMsisdn(said.msisdn, country));
  if (!msisdn) return { code: 'msisdn', field: 'msisdn' };
  const kind = NETWORK_EVENT_KINDS.find((one) => one === said.kind);
  if (!kind) return { code: 'kind', field: 'kind' };
  const imei = said.imei === '' ? null : tried(() => parseImei(said.imei));
  if (imei === undefined) return { code: 'imei', field: 'imei' };
  if (kind === 'imei-changed' && !imei) return { code: 'imeiMissing', field: 'imei' };
  if (kind !== 'imei-changed' && imei) return { code: 'imeiUnwanted', field: 'imei' };
  if (!z.iso.datetime({ offset: true }).safeParse(said.at).success) return { code: 'at', field: 'at' };
  const at = new Date(said.at);
  if (at.getTime() > now.getTime() + AHEAD_MS) return { code: 'atLater', field: 'at' };
  return { reference, msisdn, kind, imei, at };
}

/**
 * Reads a file of events line by line. Refuses a file whose first line does not name the columns, that is no CSV, that is
 * empty, or that has more lines than are taken at once.
 */
export async function readEventFile(text: string, ground: Ground): Promise<ReadEvent[]> {
  const lines: ReadEvent[] = [];
  const seen = new Map<string, SaidEvent>();
  let places: Record<EventColumn, number> | undefined;
  for await (const record of recordsOf(text)) {
    if (!places) places = placesOf(record);
    else lines.push(judged(record, places, ground, seen));
    if (lines.length > MOST_LINES) throw tooManyLines();
  }
  if (lines.length === 0) throw nothingInIt();
  return lines;
}

function judged(
  { line, fields }: CsvRecord,
  places: Record<EventColumn, number>,
  ground: Ground,
  seen: Map<string, SaidEvent>,
): ReadEvent {
  if (fields.length !== EVENT_COLUMNS.length) return { line, problem: { code: 'width', field: 'reference' } };
  const said = Object.fromEntries(EVENT_COLUMNS.map((name) => [name, fields[places[name]]?.trim() ?? '']));
  const read = readEvent(said as Said, ground);
  if ('code' in read) return { line, problem: read };
  const before = seen.get(read.reference);
  if (before && !isSameEvent(before, read))
    return { line, problem: { code: 'referenceTwice', field: 'reference' } };
  seen.set(read.reference, read);
  return { line, event: read };
}

type Compared = { kind: string; imei: string | null; at: Date };

/** Whether two events say the same of their number: one that comes twice is harmless. */
export const isSameEvent = (
  one: Compared & { msisdn: string },
  other: Compared & { msisdn: string },
): boolean =>
  one.msisdn === other.msisdn &&
  one.kind === other.kind &&
  one.imei === other.imei &&
  one.at.getTime() === other.at.getTime();

function placesOf({ fields }: CsvRecord): Record<EventColumn, number> {
  const names = fields.map((name) => name.trim().toLowerCase());
  const isWhole =
    names.length === EVENT_COLUMNS.length && EVENT_COLUMNS.every((name) => names.includes(name));
  if (!isWhole) throw otherColumns();
  return Object.fromEntries(EVENT_COLUMNS.map((name) => [name, names.indexOf(name)])) as Record<
    EventColumn,
    number
  >;
}

async function* recordsOf(text: string): AsyncGenerator<CsvRecord> {
  try {
    yield* csvRecords(bytesOf(text));
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    throw noCsv(Number(error.values.line ?? 0));
  }
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

function tried<Parsed>(parse: () => Parsed): Parsed | undefined {
  try {
    return parse();
  } catch (problem) {
    if (!(problem instanceof Refusal)) throw problem;
    return undefined;
  }
}

const otherColumns = () =>
  new Refusal(
    'network_file_columns',
    'The first line has to name these columns and no others: reference, msisdn, kind, imei, at.',
    { field: 'file' },
  );

const noCsv = (line: number) =>
  new Refusal('network_file_broken', 'This file cannot be read as CSV from line {line} on.', {
    field: 'file',
    values: { line },
  });

const nothingInIt = () =>
  new Refusal('network_file_empty', 'There is no event in this file.', { field: 'file' });

const tooManyLines = () =>
  new Refusal(
    'network_file_too_long',
    'This file has more than {most} events. Split it, and send the parts.',
    {
      field: 'file',
      values: { most: MOST_LINES },
    },
  );
