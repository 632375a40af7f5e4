import { useFormatter, useTranslations } from 'next-intl';
import type { SwapFigures } from '@/lib/sim/swap/figures';
import { useSpan } from './span';

const WIDTH = 100;

type Buckets = SwapFigures['toComplete']['buckets'];
type Row = { key: string; label: string; count: number };

/** How many took how long, from the first that anything took to the last. */
export function DurationBars({ buckets, label }: { buckets: Buckets; label: string }) {
  const [t, format, span] = [useTranslations('swapAfter.span'), useFormatter(), useSpan()];
  const first = buckets.findIndex(({ count }) => count > 0);
  if (first < 0) return <p className="text-ink-soft">{t('none')}</p>;
  const last = buckets.findLastIndex(({ count }) => count > 0);
  const most = Math.max(...buckets.map(({ count }) => count));
  const rows: Row[] = buckets.slice(first, last + 1).map(({ upToSeconds, count }, at) => ({
    key: String(upToSeconds),
    label:
      upToSeconds === null
        ? t('longer', { span: span(buckets[first + at - 1]?.upToSeconds ?? 0) })
        : t('upTo', { span: span(upToSeconds) }),
    count,
  }));
  return (
    <table className="w-full text-small">
      <caption className="sr-only">{label}</caption>
      <tbody>
        {rows.map(({ key, label: row, count }) => (
          <tr key={key} className="*:py-1">
            <th scope="row" className="w-32 whitespace-nowrap pr-3 text-left font-normal text-ink-soft">
              {row}
            </th>
            <td className="w-full">
              <svg
                aria-hidden="true"
                viewBox={`0 0 ${WIDTH} 4`}
                preserveAspectRatio="none"
                className="block h-2 w-full"
              >
                <rect width={WIDTH} height="4" className="fill-sunken" />
                <rect width={(count / most) * WIDTH} height="4" className="fill-accent" />
              </svg>
            </td>
            <td className="pl-3 text-right tabular-nums">{format.number(count)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
