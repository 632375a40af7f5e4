import { useFormatter, useTranslations } from 'next-intl';
import type { SwapFigures } from '@/lib/sim/swap/figures';

const SLOT = 10;
const HEIGHT = 60;

type Day = SwapFigures['days'][number];

/** What was asked for each day as an outline, and what took effect of it inside; the rest as a table. */
export function DayBars({ days }: { days: Day[] }) {
  const [t, format] = [useTranslations('swapAfter.figures'), useFormatter()];
  const most = Math.max(1, ...days.map(({ requested, completed }) => Math.max(requested, completed)));
  const length = (count: number) => (count / most) * HEIGHT;
  // A day of the tenant's calendar is a day, in whichever zone it is read.
  const spell = (day: string) =>
    format.dateTime(new Date(`${day}T12:00:00Z`), { day: 'numeric', month: 'short', timeZone: 'UTC' });
  return (
    <figure>
      <figcaption className="mb-3 flex flex-wrap gap-x-6 gap-y-1 text-small">
        <Key word={t('requested')} dot="bg-line-strong" />
        <Key word={t('completed')} dot="bg-accent" />
      </figcaption>
      <svg
        role="img"
        aria-label={t('byDay')}
        viewBox={`0 0 ${days.length * SLOT} ${HEIGHT}`}
        preserveAspectRatio="none"
        className="block h-36 w-full"
      >
        {days.map((day, place) => (
          <g key={day.day}>
            <title>{`${spell(day.day)}: ${day.requested}, ${day.completed}`}</title>
            <rect
              x={place * SLOT + 1}
              y={HEIGHT - length(day.requested)}
              width={SLOT - 2}
              height={length(day.requested)}
              className="fill-line-strong"
            />
            <rect
              x={place * SLOT + 3}
              y={HEIGHT - length(day.completed)}
              width={SLOT - 6}
              height={length(day.completed)}
              className="fill-accent"
            />
          </g>
        ))}
      </svg>
      <div aria-hidden="true" className="mt-1.5 flex justify-between text-caption text-ink-soft">
        <span>{spell(days[0]?.day ?? '')}</span>
        <span>{spell(days.at(-1)?.day ?? '')}</span>
      </div>
      <DayTable days={days} spell={spell} />
    </figure>
  );
}

function Key({ word, dot }: { word: string; dot: string }) {
  return (
    <span className="inline-flex items-center gap-2">
      <span aria-hidden="true" className={`size-2.5 rounded-sm ${dot}`} />
      <span className="text-ink-soft">{word}</span>
    </span>
  );
}

const COLUMNS = ['requested', 'completed', 'refused', 'disputed', 'remedied'] as const;

/** The numbers behind the bars, folded away until somebody wants them. */
function DayTable({ days, spell }: { days: Day[]; spell: (day: string) => string }) {
  const [t, ui] = [useTranslations('swapAfter.figures'), useTranslations('ui.flow')];
  return (
    <details className="mt-2">
      <summary className="w-fit rounded-sm text-accent-ink text-small hover:underline">
        {ui('asTable')}
      </summary>
      <div className="overflow-x-auto">
        <table className="mt-2 w-full text-small">
          <thead>
            <tr className="text-ink-soft *:py-1 *:font-medium">
              <th scope="col" className="text-left">
                {ui('period')}
              </th>
              {COLUMNS.map((name) => (
                <th key={name} scope="col" className="px-2 text-right">
                  {t(name)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y divide-line">
            {days.map((day) => (
              <tr key={day.day} className="*:py-1">
                <th scope="row" className="text-left font-normal">
                  {spell(day.day)}
                </th>
                {COLUMNS.map((name) => (
                  <td key={name} className="px-2 text-right tabular-nums">
                    {day[name]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
