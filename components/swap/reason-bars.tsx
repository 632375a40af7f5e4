import { useFormatter, useTranslations } from 'next-intl';
import type { SwapFigures } from '@/lib/sim/swap/figures';

const WIDTH = 100;

/** Why swaps came to nothing, the commonest first; a reason that never was is left out. */
export function ReasonBars({ refused }: { refused: SwapFigures['refused'] }) {
  const [t, format] = [useTranslations('swapAfter.reason'), useFormatter()];
  const shown = refused.filter(({ count }) => count > 0).toSorted((a, b) => b.count - a.count);
  const most = Math.max(1, ...shown.map(({ count }) => count));
  if (shown.length === 0) return <p className="text-ink-soft">{t('none')}</p>;
  return (
    <ul className="space-y-3">
      {shown.map(({ reason, count }) => (
        <li key={reason}>
          <div className="flex justify-between gap-3 text-small">
            <span>{t(reason)}</span>
            <span className="tabular-nums">{format.number(count)}</span>
          </div>
          <svg
            aria-hidden="true"
            viewBox={`0 0 ${WIDTH} 4`}
            preserveAspectRatio="none"
            className="mt-1 block h-1.5 w-full"
          >
            <rect width={WIDTH} height="4" className="fill-sunken" />
            <rect width={(count / most) * WIDTH} height="4" className="fill-accent" />
          </svg>
        </li>
      ))}
    </ul>
  );
}
