import { useFormatter, useTranslations } from 'next-intl';
import type { SwapFigures } from '@/lib/sim/swap/figures';
import { StatTile } from '../chart/stat-tile';
import { Card } from '../ui/card';
import { LinkButton } from '../ui/link-button';
import { DayBars } from './day-bars';
import { DurationBars } from './duration-bars';
import { ReasonBars } from './reason-bars';
import { useSpan } from './span';

export interface SwapDashboardProps {
  figures: SwapFigures;
  /** Whether there is a way to the record of the agents. */
  mayAgents: boolean;
}

/** What became of the swaps of the last thirty days: numbers first, then their shapes. */
export function SwapDashboard({ figures, mayAgents }: SwapDashboardProps) {
  const t = useTranslations('swapAfter.figures');
  const span = useSpan();
  const { days, refused, toComplete, toRemedy } = figures;
  return (
    <section aria-label={t('title')} className="space-y-5">
      <div className="grid grid-cols-2 gap-3 sm:gap-4 lg:grid-cols-4">
        <Tile days={days} what="requested" />
        <Tile days={days} what="completed" />
        <Tile days={days} what="refused" />
        <Tile days={days} what="disputed" />
        <Tile days={days} what="remedied" />
        <StatTile label={t('toComplete')} value={span(toComplete.medianSeconds)} detail={t('median')} />
        <StatTile label={t('toRemedy')} value={span(toRemedy.medianSeconds)} detail={t('median')} />
      </div>
      <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <Card
          title={t('byDay')}
          description={t('byDayHint')}
          actions={mayAgents ? <LinkButton href="/admin/swaps/agents">{t('agents')}</LinkButton> : undefined}
        >
          <DayBars days={days} />
        </Card>
        <Card title={t('whyRefused')}>
          <ReasonBars refused={refused} />
        </Card>
      </div>
      <div className="grid items-start gap-5 xl:grid-cols-2">
        <Card title={t('toComplete')} description={t('toCompleteHint')}>
          <DurationBars buckets={toComplete.buckets} label={t('toComplete')} />
        </Card>
        <Card title={t('toRemedy')} description={t('toRemedyHint')}>
          <DurationBars buckets={toRemedy.buckets} label={t('toRemedy')} />
        </Card>
      </div>
    </section>
  );
}

type Counted = 'requested' | 'completed' | 'refused' | 'disputed' | 'remedied';

function Tile({ days, what }: { days: SwapFigures['days']; what: Counted }) {
  const [t, format] = [useTranslations('swapAfter.figures'), useFormatter()];
  const values = days.map((day) => day[what]);
  return (
    <StatTile
      label={t(what)}
      value={format.number(values.reduce((sum, value) => sum + value, 0))}
      detail={t('today', { count: values.at(-1) ?? 0 })}
      series={{ values, label: t('thirtyDays', { label: t(what) }) }}
    />
  );
}
