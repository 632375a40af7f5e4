import { useLocale } from 'next-intl';
import { formatMoney, money } from '@/lib/base/money';

export interface MoneyProps {
  /** Minor units, as a number of any size or as its digits. */
  amount: bigint | string;
  currency: string;
  /** Shows a plus before what came in. */
  signed?: boolean;
  className?: string;
}

/** An amount of money: never broken over two lines, its digits all of one width. */
export function Money({ amount, currency, signed, className = '' }: MoneyProps) {
  const locale = useLocale();
  // French parts thousands with a narrow space, which is too narrow to see in a heading.
  const sum = money(BigInt(amount), currency);
  return (
    <span className={`whitespace-nowrap tabular-nums ${className}`}>
      {signed && sum.minor > 0n ? '+' : ''}
      {formatMoney(sum, locale).replaceAll('\u202f', '\u00a0')}
    </span>
  );
}
