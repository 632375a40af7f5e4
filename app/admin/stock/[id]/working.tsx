import { useTranslations } from 'next-intl';
import { Card } from '@/components/ui/card';
import { Live } from '@/components/ui/live';
import { Progress } from '@/components/ui/progress';
import type { ImportView } from '@/lib/sim/stock/import-queries';

/** How far the reading or the taking into stock is. It looks again by itself, with script or without. */
export function Working({ found, path }: { found: ImportView; path: string }) {
  const t = useTranslations('stock.import');
  const { state, bytesRead, bytesTotal, linesRead, linesGood, linesImported } = found;
  return (
    <Card>
      <Live everyMs={1_000} />
      <noscript>
        <meta httpEquiv="refresh" content={`2;url=${path}`} />
      </noscript>
      {state === 'reading' ? (
        <Progress
          label={t('readingNow')}
          value={bytesTotal ? bytesRead : undefined}
          max={bytesTotal ?? 1}
          detail={t('lines', { count: linesRead })}
        />
      ) : (
        <Progress
          label={t('importingNow')}
          value={linesImported}
          max={linesGood}
          detail={t('linesOf', { count: linesImported, total: linesGood })}
        />
      )}
      <p className="mt-3 text-ink-soft text-small">{t('leave')}</p>
    </Card>
  );
}
