import { csvLine } from '../../base/csv';
import { decimalText, money } from '../../base/money';
import type { StatedLine } from './read-lines';
import type { Totals } from './read-statement';

const HEADER = ['kind', 'receipt', 'at', 'operation', 'with', 'number', 'in', 'out', 'balance', 'currency'];

/** The head of a file: its columns, and for a statement the balance that it begins with. */
export function csvHead({ opening }: Totals, currency: string, isStatement = true): string {
  return csvLine(HEADER) + (isStatement ? total('opening', { balance: opening, currency }) : '');
}

export function csvOfLines(lines: readonly StatedLine[], currency: string): string {
  const plain = (minor: bigint) => decimalText(money(minor, currency));
  return lines
    .map(({ receiptNumber, at, operation, with: other, direction, amount, balanceAfter }) =>
      csvLine([
        ...['line', receiptNumber, at, operation, other?.name, other?.number],
        ...[direction === 'in' ? plain(amount) : '', direction === 'out' ? plain(amount) : ''],
        ...[plain(balanceAfter), currency],
      ]),
    )
    .join('');
}

/** The foot: what came in and went out in all, how much of that were fees, and what it ends with. */
export function csvFoot({ in: came, out: went, fees, closing }: Totals, currency: string): string {
  return (
    total('total', { in: came, out: went, currency }) +
    total('fees', { out: fees, currency }) +
    total('closing', { balance: closing, currency })
  );
}

type Figures = { in?: bigint; out?: bigint; balance?: bigint; currency: string };

function total(kind: string, { in: came, out: went, balance, currency }: Figures): string {
  const plain = (minor: bigint | undefined) =>
    minor === undefined ? '' : decimalText(money(minor, currency));
  return csvLine([kind, '', '', '', '', '', plain(came), plain(went), plain(balance), currency]);
}
