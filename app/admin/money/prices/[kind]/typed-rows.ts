import { decimalText, money } from '@/lib/base/money';
import type { Preview } from '@/lib/wallet/prices/preview';
import type { ShownBand } from '../price-table';

/** A table as the editor's fields hold it, by their names. */
export function typedRowsOf(bands: readonly ShownBand[], currency: string): Record<string, string> {
  const typed: Record<string, string> = {};
  for (const [place, { upTo, price }] of bands.entries()) {
    if (upTo !== null) typed[`upTo${place + 1}`] = decimalText(money(upTo, currency));
    typed[`price${place + 1}`] = decimalText(money(price, currency));
  }
  return typed;
}

/** The address that shows what a table would have made of last month: it can be sent to a colleague. */
export const addressOf = ({ kind, asked, currency }: Preview): string =>
  `/admin/money/prices/${kind}?${new URLSearchParams(typedRowsOf(asked, currency))}#preview`;
