import { useFormatter, useTranslations } from 'next-intl';
import { StatTile } from '@/components/chart/stat-tile';
import type { ImportView } from '@/lib/sim/stock/import-queries';

/** What the lines of the file are: good, known, bad. */
export function Tallies({ found }: { found: ImportView }) {
  const [t, format] = [useTranslations('stock.import'), useFormatter()];
  const isDone = found.state === 'done';
  return (
    <div className="grid gap-3 sm:grid-cols-3 sm:gap-4">
      <StatTile
        label={t('good')}
        value={format.number(found.linesGood)}
        detail={t(isDone ? 'takenText' : 'goodText')}
      />
      <StatTile label={t('known')} value={format.number(found.linesKnown)} detail={t('knownText')} />
      <StatTile
        label={t('bad')}
        value={format.number(found.linesBad)}
        detail={found.linesBad > 0 ? t('badText') : undefined}
      />
    </div>
  );
}
