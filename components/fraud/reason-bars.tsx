import { useLocale, useTranslations } from 'next-intl';
import { Disclosure } from '@/components/ui/disclosure';
import type { ShownFraud } from '@/lib/wallet/fraud/review/queries';
import { ScoreMeter } from './score-meter';

type Reason = ShownFraud['reasons'][number];

/** So many reasons are read at a glance; the others are folded away, and none is left out of the sum. */
const SHOWN = 8;
/** Half the width of a bar: what speaks for fraud goes to the right of the middle, what speaks for the payer to the left. */
const HALF = 50;

/** Why a deed has its score: each reason in words, with its weight, and what they come to. */
export function ReasonBars({ score, reasons }: Pick<ShownFraud, 'score' | 'reasons'>) {
  const t = useTranslations('fraud.reasons');
  const [spell, nameOf] = [usePoints(), useReasonName()];
  const base = reasons.find(({ code }) => code === 'base');
  const added = reasons.filter((one) => one !== base);
  const most = Math.max(...added.map(({ points }) => Math.abs(points)), Number.EPSILON);
  const folded = added.slice(SHOWN);
  return (
    <>
      <p className="flex flex-wrap items-baseline gap-x-2">
        <ScoreMeter score={score} /> <span className="text-ink-soft text-small">{t('of')}</span>
      </p>
      <Rows reasons={added.slice(0, SHOWN)} most={most} />
      {folded.length > 0 ? (
        <Disclosure title={t('more', { count: folded.length })}>
          <Rows reasons={folded} most={most} />
        </Disclosure>
      ) : null}
      <dl className="mt-2 divide-y divide-line text-small">
        {base ? <Sum term={nameOf(base.code)} points={spell(base.points)} /> : null}
        <Sum term={t('sum')} points={spell(reasons.reduce((sum, { points }) => sum + points, 0))} strong />
      </dl>
      <p className="mt-2 text-ink-soft text-small">{t('scale')}</p>
    </>
  );
}

function Rows({ reasons, most }: { reasons: readonly Reason[]; most: number }) {
  const t = useTranslations('fraud.reasons');
  const [spell, nameOf] = [usePoints(), useReasonName()];
  return (
    <ul className="divide-y divide-line text-small">
      {reasons.map(({ code, points }) => (
        <li key={code} className="py-2">
          <p className="flex justify-between gap-4">
            <span className="min-w-0 text-ink">
              {nameOf(code)}{' '}
              <span className="text-ink-soft">({points > 0 ? t('against') : t('inFavour')})</span>
            </span>
            <span className="text-ink tabular-nums">{spell(points)}</span>
          </p>
          <svg
            aria-hidden="true"
            viewBox={`0 0 ${2 * HALF} 4`}
            preserveAspectRatio="none"
            className="mt-1 block h-1 w-full"
          >
            <rect width={2 * HALF} height="4" className="fill-sunken" />
            <rect
              x={points > 0 ? HALF : HALF - widthOf(points, most)}
              width={widthOf(points, most)}
              height="4"
              className={points > 0 ? 'fill-stop' : 'fill-fine'}
            />
          </svg>
        </li>
      ))}
    </ul>
  );
}

const widthOf = (points: number, most: number): number => (Math.abs(points) / most) * HALF;

function Sum({ term, points, strong = false }: { term: string; points: string; strong?: boolean }) {
  return (
    <div className={`flex justify-between gap-4 py-1.5 ${strong ? 'font-semibold' : ''}`}>
      <dt className="min-w-0">{term}</dt>
      <dd className="tabular-nums">{points}</dd>
    </div>
  );
}

type Key = Parameters<ReturnType<typeof useTranslations<'fraud.reasons.code'>>>[0];

/** The words of a reason; one of another release that has none here keeps its code, as words. */
function useReasonName(): (code: string) => string {
  const t = useTranslations('fraud.reasons.code');
  return (code) => (t.has(code as Key) ? t(code as Key) : code.replaceAll('_', ' '));
}

function usePoints(): (points: number) => string {
  const format = new Intl.NumberFormat(useLocale(), {
    ...{ signDisplay: 'exceptZero', minimumFractionDigits: 2, maximumFractionDigits: 2 },
  });
  return (points) => format.format(points);
}
