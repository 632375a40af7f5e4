import { useLocale, useTranslations } from 'next-intl';
import { partsOf, type RiskPart, type RiskReason } from './risk-parts';

const ROW = 10;
const BAR = 7;

export interface RiskBarProps {
  score: number;
  reasons: readonly RiskReason[];
}

/** A risk as the parts that it is made of, each with its name and its points: they add up to the score. */
export function RiskBar({ score, reasons }: RiskBarProps) {
  const t = useTranslations('trust.bar');
  const [nameOf, spell] = [useReasonName(), usePoints()];
  const { parts, most } = partsOf(reasons);
  if (parts.length === 0) return <p className="text-ink-soft">{t('none')}</p>;
  const said = parts.map((part) => t('part', { name: nameOf(part), points: spell(part.points) }));
  return (
    <figure>
      <svg
        role="img"
        aria-label={t('label', { score, parts: said.join('; ') })}
        viewBox={`0 0 ${most} ${parts.length * ROW}`}
        preserveAspectRatio="none"
        height={parts.length * 12}
        className="block w-full"
      >
        {parts.map((part, row) => (
          <Bar key={part.reason} part={part} row={row} />
        ))}
        <rect
          x={Math.min(score, most - 0.6)}
          y="0"
          width="0.6"
          height={parts.length * ROW}
          className="fill-ink"
        />
      </svg>
      <figcaption className="mt-3">
        <ul className="divide-y divide-line text-small">
          {parts.map((part) => (
            <li key={part.reason} className="flex justify-between gap-4 py-1.5">
              <span className="min-w-0">
                {nameOf(part)}{' '}
                <span className="text-ink-soft">({part.points > 0 ? t('against') : t('inFavour')})</span>
              </span>
              <span className="tabular-nums">{spell(part.points)}</span>
            </li>
          ))}
          <li className="flex justify-between gap-4 py-1.5 font-semibold">
            <span>{t('sum')}</span>
            <span className="tabular-nums">
              {score} <span className="font-normal text-ink-soft">{t('of')}</span>
            </span>
          </li>
        </ul>
      </figcaption>
    </figure>
  );
}

function Bar({ part: { points, from, to }, row }: { part: RiskPart; row: number }) {
  return (
    <rect
      x={Math.max(0, Math.min(from, to))}
      y={row * ROW + (ROW - BAR) / 2}
      width={Math.abs(points)}
      height={BAR}
      className={points > 0 ? 'fill-stop' : 'fill-fine'}
    />
  );
}

type Key = Parameters<ReturnType<typeof useTranslations<'trust.reasons'>>>[0];

/** The name of a part in words; one of another release that has none here keeps its own. */
function useReasonName(): (part: RiskReason) => string {
  const t = useTranslations('trust.reasons');
  return ({ reason, points }) => {
    const key = `${reason}.${points > 0 ? 'against' : 'for'}` as Key;
    return t.has(key) ? t(key) : reason;
  };
}

function usePoints(): (points: number) => string {
  const format = new Intl.NumberFormat(useLocale(), { signDisplay: 'always', maximumFractionDigits: 1 });
  return (points) => format.format(points);
}
