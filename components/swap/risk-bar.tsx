import { useTranslations } from 'next-intl';
import { SwapRiskBadge } from '@/components/swap/state-badge';
import type { SwapFile } from '@/lib/sim/swap/view';

type Risk = SwapFile['risk'];
type Part = Risk['contributions'][number];

const WIDE = 400;
const HIGH = 20;
const GAP = 2;

const FILLS = { low: 'fill-look', medium: 'fill-look', high: 'fill-stop', critical: 'fill-stop' } as const;

/** What speaks against a swap, as one bar out of the parts that add up to its score, each with its name and points. */
export function SwapRiskBar({ risk: { score, level, contributions } }: { risk: Risk }) {
  const t = useTranslations('swap.risk');
  const nameOf = useName();
  const said = contributions.map((part) => t('part', { name: nameOf(part), points: part.points }));
  return (
    <figure>
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <p className="flex items-baseline gap-1.5">
          <span className="font-semibold text-title tabular-nums">{score}</span>
          <span className="text-ink-soft text-small">{t('of')}</span>
        </p>
        <SwapRiskBadge level={level} />
      </div>
      <svg
        role="img"
        aria-label={said.length > 0 ? t('label', { score, parts: said.join('; ') }) : t('none')}
        viewBox={`0 0 ${WIDE} ${HIGH}`}
        preserveAspectRatio="none"
        className="mt-2 block h-3 w-full"
      >
        <rect x="0" y="0" width={WIDE} height={HIGH} rx="3" className="fill-sunken" />
        {contributions.map((part, place) => (
          <rect
            key={part.code}
            x={startOf(contributions, place) * (WIDE / 100)}
            y="0"
            width={Math.max(1, part.points * (WIDE / 100) - GAP)}
            height={HIGH}
            className={FILLS[level]}
          />
        ))}
      </svg>
      <figcaption className="mt-3">
        <p className="text-ink-soft">{contributions.length > 0 ? t(`text.${level}`) : t('none')}</p>
        {contributions.length > 0 ? (
          <ul className="mt-2 divide-y divide-line text-small">
            {contributions.map((part) => (
              <Line key={part.code} name={nameOf(part)} points={t('points', { points: part.points })} />
            ))}
            <li className="flex justify-between gap-4 py-1.5 font-semibold">
              <span>{t('sum')}</span>
              <span className="tabular-nums">{score}</span>
            </li>
          </ul>
        ) : null}
      </figcaption>
    </figure>
  );
}

const startOf = (parts: readonly Part[], place: number): number =>
  parts.slice(0, place).reduce((sum, { points }) => sum + points, 0);

function Line({ name, points }: { name: string; points: string }) {
  return (
    <li className="flex justify-between gap-4 py-1.5">
      <span className="min-w-0">{name}</span>
      <span className="tabular-nums">{points}</span>
    </li>
  );
}

type Key = Parameters<ReturnType<typeof useTranslations<'swap.risk.code'>>>[0];

/** The name of a part in words; one of another release that has none here keeps its own. */
function useName(): (part: Part) => string {
  const t = useTranslations('swap.risk.code');
  return ({ code }) => (t.has(code as Key) ? t(code as Key) : code);
}
