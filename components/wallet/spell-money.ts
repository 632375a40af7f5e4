import { formatMoney, money } from '@/lib/base/money';

/** An amount inside a sentence, as its reader writes it, never broken over two lines. */
export function spellMoney(amount: bigint, currency: string, locale: string): string {
  return formatMoney(money(amount, currency), locale).replaceAll(/[\s\u202f]/g, '\u00a0');
}
