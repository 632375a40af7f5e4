/** What a cell may hold. Only what is text can be a formula; a number keeps its minus sign. */
export type CsvCell = string | number | bigint | boolean | Date | null | undefined;

// What makes a spreadsheet take a cell for a formula. Source: OWASP, CSV Injection. The wide signs are taken for
// the narrow ones by some of them, and leading space is passed over.
const FORMULA = /^[\s\p{C}]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/u;
const NEEDS_QUOTES = /[",;\t\r\n]|^\s|\s$/;

/**
 * Writes one line of CSV (RFC 4180), ended by CR LF. Text that a spreadsheet would run as a formula gets an
 * apostrophe before it, which shows the text as it is.
 */
export function csvLine(cells: readonly CsvCell[]): string {
  return `${cells.map(cellText).join(',')}\r\n`;
}

function cellText(cell: CsvCell): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return cell.toISOString();
  if (typeof cell !== 'string') return String(cell);
  const harmless = FORMULA.test(cell) ? `'${cell}` : cell;
  return NEEDS_QUOTES.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
