import { csvLine } from '../base/csv';
import { decimalText, money } from '../base/money';
import type { LedgerPage } from './ledger-page';

const HEADER = [
  'receipt',
  'at',
  'operation',
  'direction',
  'with',
  'number',
  'amount',
  'balance_after',
  'currency',
];

/** Writes movements as CSV, with amounts as plain decimals and the other person as masked as on the screen. */
export function csvOfMovements({ movements, currency }: LedgerPage): string {
  const plain = (minor: bigint) => decimalText(money(minor, currency));
  const lines = movements.map((line) =>
    csvLine([
      ...[line.receiptNumber, line.at, line.operation, line.direction, line.with?.name, line.with?.number],
      ...[plain(line.amount), plain(line.balanceAfter), currency],
    ]),
  );
  return csvLine(HEADER) + lines.join('');
}
